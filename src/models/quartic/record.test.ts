import { expect, test } from 'vitest';
import { GibbsSampler } from '../../gibbs/sampler.js';
import { Kernel } from '../../kernel/splitting/kernel.js';
import { schemes } from '../../kernel/scheme.js';
import { torus } from '../../lattice/torus.js';
import { mean, standardError } from '../../math/statistics.js';
import { advice } from '../../plan/advice.js';
import { studyFrom } from '../../plan/file/schema.js';
import type { Study } from '../../study/study.js';
import type { QuarticStudy } from './spec.js';
import { units } from '../../plan/units.js';
import type { Unit } from '../../study/unit.js';
import { unitRun } from '../../simulate/unit.js';
import { quarticKind } from './record.js';

const study = (lines: string): Study =>
  studyFrom(`model: {kind: quartic, size: 32}\nreplicas: 32\n${lines}`, 'quartic.yaml');
const said = (lines: string): string =>
  advice(study(lines))
    .map(({ kind, text }) => `${kind}: ${text}`)
    .join('\n');

test('a study of the quartic chain runs, keeps its energy to 2e-6, and its transfers are the energies that pass, to 1e-5', () => {
  const own = study('temperature: 2\nepsilon: 0.3\ntime: 200\nscheme: SRKN14\nsampler: {trajectories: 20}');
  const run = unitRun(own, units(own)[0] as Unit);
  run.advance(Infinity);
  const { head } = run.result();
  expect(head['energyError']).toBeLessThan(2e-6);
  expect(head['bookkeepingError']).toBeLessThan(1e-5);
});

test('hypotheses: there is a Gibbs measure, there is no disorder', () => {
  const own = study('temperature: 1\nepsilon: [0.3, 0.1]\ntime: 200') as QuarticStudy;
  const verdicts = quarticKind.verdicts(own);
  expect(verdicts.map(({ name, holds }) => [name, holds])).toEqual([
    ['confinement', true],
    ['disorder', false],
  ]);
});

test('advice: the better scheme, the weak couplings, the scaling, and that no dressing is made', () => {
  const usual = 'temperature: 1\nepsilon: 0.5\ntime: 20000';
  expect(said(usual)).toContain('hint: scheme: SRKN14');
  expect(said(`${usual}\nscheme: SRKN14`)).toBe('');
  expect(said(`${usual}\nscheme: SRKN14\ndressing: 1`)).toContain(
    'warning: dressing: 1 does nothing for kind quartic',
  );
  const warm = 'temperature: [1, 4]\nepsilon: [0.1, 0.5]\ntime: 20000\nscheme: SRKN14';
  expect(said(warm)).toContain('at ε/√T = 0.05 expect an upper bound');
  expect(said(warm)).toContain('κ(ε, T) = T^{1/4} κ(ε/√T, 1)');
});

test('predicted steps are those of pilot runs, within a factor 1.5', () => {
  for (const scheme of ['ABA864', 'SRKN14']) {
    const own = study(`temperature: 4\nepsilon: 0.1\ntime: 200\nscheme: ${scheme}`) as QuarticStudy;
    const point = { index: 0, epsilon: 0.1, noise: 0, temperature: 4 };
    const ratio = quarticKind.pace(own).step(point) / quarticKind.plan(own, point).step;
    expect(Math.abs(Math.log(ratio))).toBeLessThan(Math.log(1.5));
  }
});

test('the sampler, started from Gaussians, comes to the quartic Gibbs measure: Σ q ∂H/∂q = NT = Σ p²; false alarms below 1e-9', () => {
  const [size, epsilon, T, step] = [64, 0.3, 2, 0.2];
  const form = {
    lattice: torus(1, size),
    rotations: new Float64Array(size),
    typical: new Float64Array(size).fill(1.3),
    coupling: [0, 0, epsilon / 2],
    pinning: [0, 0, 0, 0, 0.25],
    strength: 1,
  };
  const kernel = new Kernel({ ...form, scheme: schemes.SRKN14, lanes: 4 });
  const names = { seed: 3, group: 1, firstReplica: 0 };
  const sampler = new GibbsSampler(kernel, form, T, step, 440, names);
  sampler.start();
  const virials: number[] = [];
  const kinetic: number[] = [];
  for (let move = 0; move < 440; move++) {
    sampler.advance();
    if (move < 40) continue;
    // Blocks of 20 moves are independent of one another for all that matters here.
    if (move % 20 !== 0) continue;
    for (let lane = 0; lane < 4; lane++) {
      const [q, p] = [kernel.lane(kernel.positions, lane), kernel.lane(kernel.momenta, lane)];
      const stretch = q.map((x, i) => x - (q[(i + 1) % size] as number));
      virials.push(mean(q.map((x) => x ** 4)) + epsilon * mean(stretch.map((r) => r * r)));
      kinetic.push(mean(p.map((x) => x * x)));
    }
  }
  for (const found of [virials, kinetic]) {
    expect(Math.abs(mean(found) - T)).toBeLessThan(6.5 * standardError(found));
    expect(standardError(found)).toBeLessThan(0.08);
  }
});
