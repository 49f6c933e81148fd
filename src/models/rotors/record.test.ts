import { expect, test } from 'vitest';
import type { Frame } from '../../data/frame.js';
import { mean, standardError } from '../../math/statistics.js';
import { torus } from '../../lattice/torus.js';
import { schemes } from '../../kernel/scheme.js';
import { advice } from '../../plan/advice.js';
import { studyFrom } from '../../plan/file/schema.js';
import { units } from '../../plan/units.js';
import { unitRun } from '../../simulate/unit.js';
import type { Study } from '../../study/study.js';
import type { Unit } from '../../study/unit.js';
import { RotorKernel } from './kernel/kernel.js';
import { rotorsKind } from './record.js';
import { RotorSampler } from './sampler.js';
import type { RotorsStudy } from './spec.js';

const study = (lines: string, size = 12, dimension = 1): Study =>
  studyFrom(
    `model: {kind: rotors, dimension: ${String(dimension)}, size: ${String(size)}}\nreplicas: 4\n` +
      `sampler: {trajectories: 12}\n${lines}`,
    'rotors.yaml',
  );
const whole = (own: Study, state?: Frame): Frame => {
  const run = unitRun(own, units(own)[0] as Unit, state);
  run.advance(Infinity);
  return run.result();
};

test.each([1, 2, 3])(
  'd = %i: a unit keeps its energy to 1e-6, and its transfers are the energies that pass',
  (dimension) => {
    const own = study('temperature: 2\nepsilon: 0.3\ntime: 150', dimension === 1 ? 32 : 4, dimension);
    const { head } = whole(own);
    expect(head['energyError']).toBeLessThan(1e-6);
    expect(head['energyError']).toBeGreaterThan(0);
    expect(head['bookkeepingError']).toBeLessThan(1e-5);
  },
);

test.each(['noise: 0', 'noise: 0.05'])(
  '%s: interrupted in the sampler and in the dynamics, the same bits',
  (noise) => {
    const own = study(`temperature: 1\nepsilon: 0.3\ntime: 150\n${noise}`);
    const expected = whole(own);
    let state: Frame | undefined;
    let stops = 0;
    for (;;) {
      const run = unitRun(own, units(own)[0] as Unit, state);
      run.advance(2500);
      if (run.finished) {
        expect(run.result()).toEqual(expected);
        break;
      }
      state = run.state();
      stops += 1;
    }
    expect(stops).toBeGreaterThan(4);
  },
);

test('replicas have the same bits whatever stands in the other lanes', () => {
  const [few, many] = [2, 4].map((replicas) => {
    const own = study('temperature: 1\nepsilon: 0.3\ntime: 60');
    return whole({ ...own, replicas });
  }) as [Frame, Frame];
  const of = (frame: Frame, replicas: number): number[] =>
    [...(frame.columns['potential'] as Float64Array)].filter((_, i) => i % replicas < 2);
  expect(of(few, 2)).toEqual(of(many, 4));
  expect(few.columns['windows0']).toEqual(
    (many.columns['windows0'] as Float32Array).slice(0, (few.columns['windows0'] as Float32Array).length),
  );
});

test('T → 4T, ε → 4ε: steps half as long, exactly: κ(T, ε) = √T κ(1, ε/T)', () => {
  const own = study('temperature: [1, 4]\nepsilon: [0.2, 0.8]\ntime: 100') as RotorsStudy;
  const cold = rotorsKind.plan(own, { index: 0, epsilon: 0.2, noise: 0, temperature: 1 });
  const hot = rotorsKind.plan(own, { index: 0, epsilon: 0.8, noise: 0, temperature: 4 });
  expect(hot).toEqual({ ...cold, step: cold.step / 2, samplerStep: cold.samplerStep / 2 });
});

test('hypotheses and advice', () => {
  const own = (dimension: number): RotorsStudy =>
    study('temperature: 1\nepsilon: 0.1\ntime: 100\ndressing: 1', 8, dimension) as RotorsStudy;
  const held = (dimension: number): readonly boolean[] =>
    rotorsKind.verdicts(own(dimension)).map(({ holds }) => holds);
  expect(held(1)).toEqual([true, false, true]);
  expect(held(2)).toEqual([true, false, false]);
  const said = advice(own(1)).map(({ kind, text }) => `${kind}: ${text}`);
  expect(said.some((line) => line.startsWith('warning: dressing: 1 does nothing for kind rotors'))).toBe(
    true,
  );
});

test('predicted steps are those of pilot runs, within a factor of two', () => {
  for (const scheme of ['SABA2', 'ABA864', 'SRKN14']) {
    for (const epsilon of [0.03, 0.3]) {
      const own = study(
        `temperature: 2\nepsilon: ${String(epsilon)}\ntime: 100\nscheme: ${scheme}`,
      ) as RotorsStudy;
      const point = { index: 0, epsilon, noise: 0, temperature: 2 };
      const ratio = rotorsKind.pace(own).step(point) / rotorsKind.plan(own, point).step;
      expect(Math.abs(Math.log(ratio))).toBeLessThanOrEqual(Math.log(2));
    }
  }
});

test('the sampler: ⟨cos(q_x − q_{x+1})⟩ = I₁(ε/T)/I₀(ε/T) to O(I₁/I₀)^N, momenta at rest with variance T(1 − 1/N); false alarms below 1e-9', () => {
  const [sites, epsilon, temperature] = [32, 0.7, 1.3];
  const kernel = new RotorKernel({ lattice: torus(1, sites), scheme: schemes.ABA864, lanes: 4 });
  const sampler = new RotorSampler(
    kernel,
    { epsilon, temperature, step: 0.3, trajectories: 640, atRest: true },
    { seed: 2, group: 1, firstReplica: 0 },
  );
  sampler.start();
  const cosines: number[] = [];
  const squares: number[] = [];
  for (let move = 0; move < 640; move++) {
    sampler.advance();
    // Ten moves apart samples are independent for all that matters here.
    if (move < 40 || move % 10 !== 0) continue;
    kernel.energies().forEach(({ kinetic, potential }, lane) => {
      cosines.push(1 - potential / (epsilon * sites));
      squares.push((2 * kinetic) / sites);
      expect(Math.abs(kernel.lane(kernel.momenta, lane).reduce((a, b) => a + b, 0))).toBeLessThan(1e-13);
    });
  }
  // I_n(z) = Σ (z/2)^{2k+n}/(k!(k+n)!).
  const bessel = (n: number): number => {
    let [term, sum] = [n === 0 ? 1 : epsilon / temperature / 2, 0];
    for (let k = 1; k < 20; k++) {
      sum += term;
      term *= (epsilon / temperature / 2) ** 2 / (k * (k + n));
    }
    return sum;
  };
  expect(Math.abs(mean(cosines) - bessel(1) / bessel(0))).toBeLessThan(6.5 * standardError(cosines));
  expect(standardError(cosines)).toBeLessThan(0.01);
  expect(Math.abs(mean(squares) - temperature * (1 - 1 / sites))).toBeLessThan(6.5 * standardError(squares));
});
