import { expect, test } from 'vitest';
import { spinSchemes } from './kernel/scheme.js';
import { SpinKernel } from './kernel/kernel.js';
import { torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';
import { spinChain } from './hamiltonian.js';
import { drawDirection, SpinSampler } from './sampler.js';

/** Mean and its standard error. */
function meanOf(values: readonly number[]): [number, number] {
  const mean = values.reduce((a, b) => a + b) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
  return [mean, Math.sqrt(variance / values.length)];
}

test.each([0, 1e-6, 0.3, 2, 50])(
  'βh = %d: ⟨u⟩ = coth βh − 1/βh and ⟨u²⟩ = 1 − 2⟨u⟩/βh within 5.5 standard errors (false alarm below 1e-6)',
  (k) => {
    const sequence = new RandomSequence({ seed: 4, stream: 'synthetic', member: Math.round(10 * k) });
    const axis = [2 / 3, -1 / 3, 2 / 3] as const;
    const u = Array.from({ length: 20_000 }, () => {
      const s = drawDirection(sequence, axis, k);
      expect(Math.abs(s[0] * s[0] + s[1] * s[1] + s[2] * s[2] - 1)).toBeLessThan(1e-15);
      return s[0] * axis[0] + s[1] * axis[1] + s[2] * axis[2];
    });
    const first = k < 1e-3 ? k / 3 : 1 / Math.tanh(k) - 1 / k;
    const second = k < 1e-3 ? 1 / 3 : 1 - (2 * first) / k;
    for (const [power, expected] of [
      [1, first],
      [2, second],
    ] as const) {
      const [mean, error] = meanOf(u.map((x) => x ** power));
      expect(Math.abs(mean - expected)).toBeLessThan(5.5 * error);
    }
  },
);

test('without fields worth speaking of ⟨S_x·S_{x+1}⟩ is that of the free Heisenberg chain, 1/βε − coth βε, within 5 standard errors of lanes and sweeps', () => {
  // On a ring of N the correction is of relative order L^N, L = coth K − 1/K: below 1e-8 for K = 1, N = 16.
  const lattice = torus(1, 16);
  const fields = new Float64Array(48).map((_, i) => (i % 3 === 2 ? 1e-9 : 0));
  const chain = spinChain({ lattice, fields, epsilon: 2 });
  const kernel = new SpinKernel({ lattice, scheme: spinSchemes['even-odd-4'], lanes: 4 });
  kernel.tune(fields, 2, 0.1);
  const sampler = new SpinSampler(kernel, chain, 2, 600, { seed: 1, group: 3, firstReplica: 0 });
  sampler.start();
  while (sampler.length < 600) sampler.advance();
  // Blocks of 20 sweeps are independent to within the errors of their variance: a sweep of heat baths decorrelates by about half.
  const blocks = Array.from({ length: 4 * 29 }, (_, i) => {
    const [lane, block] = [i % 4, Math.floor(i / 4) + 1];
    let total = 0;
    for (let t = 0; t < 20; t++) total += sampler.energies[(20 * block + t) * 4 + lane] as number;
    return total / 20 / (16 * 2);
  });
  const [mean, error] = meanOf(blocks);
  expect(Math.abs(mean - (1 - 1 / Math.tanh(1)))).toBeLessThan(5.5 * error);
  expect(error).toBeLessThan(0.01);
});

test('resumed from its state the chain goes on bit for bit', () => {
  const lattice = torus(1, 6);
  const fields = new Float64Array(18).map((_, i) => 1 + i / 20);
  const chain = spinChain({ lattice, fields, epsilon: 0.5 });
  const made = () => {
    const kernel = new SpinKernel({ lattice, scheme: spinSchemes['even-odd'], lanes: 2 });
    kernel.tune(fields, 0.5, 0.1);
    return {
      kernel,
      sampler: new SpinSampler(kernel, chain, 0.7, 8, { seed: 1, group: 0, firstReplica: 0 }),
    };
  };
  const [one, two] = [made(), made()];
  one.sampler.start();
  for (let i = 0; i < 4; i++) one.sampler.advance();
  two.kernel.spins.set(one.kernel.spins);
  two.sampler.state = { ...one.sampler.state, energies: one.sampler.energies.slice() };
  for (let i = 0; i < 4; i++) {
    one.sampler.advance();
    two.sampler.advance();
  }
  expect(two.kernel.spins).toEqual(one.kernel.spins);
  expect(two.sampler.energies).toEqual(one.sampler.energies);
});
