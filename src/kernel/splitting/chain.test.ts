import { describe, expect, test } from 'vitest';
import { torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';
import { potential } from '../../potential/potential.js';
import { Kernel } from './kernel.js';
import { schemes, type SchemeName } from '../scheme.js';
import { advanceChain, chainEnergies, type ChainPoint, type ChainTwin } from './testing/chain-twin.js';

/** A chain of N sites; every third oscillator has ω = 0. */
function twinOf(size: number, coupling: string, pinning: string, epsilon: number, open: boolean): ChainTwin {
  const draws = new RandomSequence({ seed: 3, stream: 'synthetic' });
  return {
    frequencies: Float64Array.from({ length: size }, (_, x) => (x % 3 === 1 ? 0 : 1 + draws.drawUniform())),
    masses: Float64Array.from({ length: size }, () => 0.5 + 2 * draws.drawUniform()),
    coupling: potential(coupling, 'r'),
    pinning: potential(pinning, 'q'),
    epsilon,
    open,
  };
}

function kernelOf(twin: ChainTwin, scheme: SchemeName, lanes: 2 | 4, step: number): Kernel {
  const { coupling, pinning, masses, open } = twin;
  const lattice = torus(1, masses.length);
  const kernel = new Kernel({ lattice, coupling, pinning, scheme: schemes[scheme], lanes, masses, open });
  kernel.tune(twin.frequencies, twin.epsilon, step);
  return kernel;
}

function start(size: number, member: number): ChainPoint {
  const sequence = new RandomSequence({ seed: 9, stream: 'synthetic', member });
  const draws = Array.from({ length: size }, () => sequence.drawGaussians());
  return {
    q: Float64Array.from(draws, ([q]) => q),
    v: Float64Array.from(draws, ([, v]) => v),
    transfers: new Float64Array(size),
  };
}

function fill(kernel: Kernel, lane: number, { q, v }: ChainPoint): void {
  q.forEach((value, x) => (kernel.positions[x * kernel.lanes + lane] = value));
  v.forEach((value, x) => (kernel.momenta[x * kernel.lanes + lane] = value));
}

function worst(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => Math.max(sum, Math.abs(value - (b[i] as number))), 0);
}

describe.each([
  [3, 'r^2/2 + r^4/4', '0', false],
  [3, 'r^2/2 + r^4/4', '0', true],
  [4, 'r^2/2', 'q^4/4 - q^3/9', true],
  [17, 'r^2/2 + r^4/8', 'q^4/4', true],
  [17, 'r^4/4', 'q^4/4', false],
] as const)('N = %i, V = %s, U = %s, open %s', (size, coupling, pinning, open) => {
  const twin = twinOf(size, coupling, pinning, 0.4, open);

  test.each(['SABA1', 'ABA864'] as const)(
    '%s: masses, ω = 0 at some sites and the ends follow the naive twin, transfers and their sums too, to 1e-11',
    (name) => {
      const kernel = kernelOf(twin, name, 4, 0.1);
      const points = [0, 1, 2, 3].map((member) => start(size, member));
      points.forEach((point, lane) => {
        fill(kernel, lane, point);
      });
      const sums = points.map(() => new Float64Array(size));
      kernel.clearSums();
      kernel.run(20);
      for (let step = 0; step < 20; step++) {
        points.forEach((point, lane) => {
          advanceChain(twin, point, schemes[name], 0.1);
          point.transfers.forEach(
            (q, b) => ((sums[lane] as Float64Array)[b] = ((sums[lane] as Float64Array)[b] as number) + q),
          );
        });
      }
      points.forEach((point, lane) => {
        expect(worst(kernel.lane(kernel.positions, lane), point.q)).toBeLessThan(1e-11);
        expect(worst(kernel.lane(kernel.momenta, lane), point.v)).toBeLessThan(1e-11);
        expect(worst(kernel.lane(kernel.transfers, lane), point.transfers)).toBeLessThan(1e-11);
        const kept = kernel.lane(kernel.numbers(kernel.at.sums, 4 * size), lane).map((s) => s / 4);
        expect(worst(kept, sums[lane] as Float64Array)).toBeLessThan(1e-10);
        if (open) expect(kernel.transfer(size - 1, lane)).toBe(0);
      });
    },
  );

  test('energies are those of the twin, to 1e-13 relative', () => {
    const kernel = kernelOf(twin, 'SABA1', 2, 0.1);
    const point = start(size, 4);
    fill(kernel, 1, point);
    const { kinetic, potential: rest } = kernel.energies()[1] as { kinetic: number; potential: number };
    const half = point.v.reduce((sum, v, x) => sum + ((twin.masses[x] as number) * v * v) / 2, 0);
    const total = chainEnergies(twin, point).reduce((a, b) => a + b, 0);
    expect(Math.abs(kinetic / half - 1)).toBeLessThan(1e-13);
    expect(Math.abs((kinetic + rest) / total - 1)).toBeLessThan(1e-13);
  });

  test('bookkeeping: e_x(t) − e_x(0) is what came in minus what went out, up to the scheme’s own error of order h⁴', () => {
    const miss = (step: number): number => {
      const kernel = kernelOf(twin, 'ABA864', 2, step);
      const point = start(size, 5);
      fill(kernel, 0, point);
      const before = chainEnergies(twin, point);
      kernel.run(Math.round(3.2 / step));
      const [q, v] = [kernel.lane(kernel.positions, 0), kernel.lane(kernel.momenta, 0)];
      const passed = kernel.lane(kernel.transfers, 0);
      const change = before.map(
        (e, x) => e + (passed[(x + size - 1) % size] as number) - (passed[x] as number),
      );
      return worst(chainEnergies(twin, { q, v }), change);
    };
    const [coarse, fine] = [miss(0.04), miss(0.02)];
    expect(coarse).toBeLessThan(1e-4);
    expect(coarse / fine).toBeGreaterThan(10);
  });
});

test.each([
  ['SABA1', 2],
  ['SABA2', 2],
  ['ABA82', 2],
  ['ABA864', 4],
  ['ABA1064', 4],
] as const)('%s with masses, drifts and open ends: the energy error falls as h^%i (± 0.5)', (name, order) => {
  const twin = twinOf(8, 'r^2/2 + r^4/4', 'q^4/4', 0.5, true);
  const error = (step: number): number => {
    const kernel = kernelOf(twin, name, 2, step);
    fill(kernel, 0, start(8, 6));
    const energy = (): number => {
      const { kinetic, potential: rest } = kernel.energies()[0] as { kinetic: number; potential: number };
      return kinetic + rest;
    };
    const before = energy();
    let largest = 0;
    for (let t = 0; t < 8; t += step) {
      kernel.run(1);
      largest = Math.max(largest, Math.abs(energy() - before));
    }
    return largest;
  };
  expect(Math.abs(Math.log2(error(0.06) / error(0.03)) - order)).toBeLessThan(0.5);
});

test('unit masses change no bit', () => {
  const twin = { ...twinOf(9, 'r^4/4', '0', 0.3, false), masses: new Float64Array(9).fill(1) };
  const plain = new Kernel({
    lattice: torus(1, 9),
    coupling: twin.coupling,
    pinning: [],
    scheme: schemes.ABA864,
    lanes: 2,
  });
  plain.tune(twin.frequencies, twin.epsilon, 0.1);
  const kernels = [plain, kernelOf(twin, 'ABA864', 2, 0.1)] as const;
  for (const kernel of kernels) {
    fill(kernel, 0, start(9, 7));
    kernel.run(40);
  }
  expect(kernels[1].positions).toEqual(plain.positions);
  expect(kernels[1].transfers).toEqual(plain.transfers);
});

test('masses and open ends that cannot be are refused', () => {
  const options = { coupling: [0, 0, 0.5], pinning: [], scheme: schemes.SABA1, lanes: 2 } as const;
  const line = torus(1, 4);
  expect(() => new Kernel({ ...options, lattice: torus(2, 3), open: true })).toThrow(
    'invalid open ends; only in d = 1: 2',
  );
  expect(() => new Kernel({ ...options, lattice: line, masses: Float64Array.of(1, 1, 1) })).toThrow(
    'invalid masses; not one for each of 4 sites: 3',
  );
  expect(() => new Kernel({ ...options, lattice: line, masses: Float64Array.of(1, 0, 1, 1) })).toThrow(
    'invalid masses; not positive: 0',
  );
});
