import { describe, expect, it, test } from 'vitest';
import { GibbsSampler } from '../../gibbs/sampler.js';
import { Kernel } from '../../kernel/splitting/kernel.js';
import { schemes } from '../../kernel/scheme.js';
import { torus } from '../../lattice/torus.js';
import type { Frame } from '../../data/frame.js';
import { advice, warnings } from '../../plan/advice.js';
import { chainDressing } from './dressing.js';
import { studyId } from '../../plan/identity.js';
import { kindOf } from '../models.js';
import { pointResult } from '../../result/outcome.js';
import { pointPlan } from '../../plan/point-plan.js';
import { realisedChain } from './realisation.js';
import { studyFrom } from '../../plan/file/schema.js';
import type { Study } from '../../study/study.js';
import type { ChainSpec, ChainStudy } from './spec.js';
import { unitRun } from '../../simulate/unit.js';
import { units } from '../../plan/units.js';

const text = (model: string, ...more: string[]): string =>
  [
    `model: {kind: chain, size: 9, ${model}}`,
    'temperature: 1',
    'epsilon: 0.05',
    'replicas: 4',
    'time: 40',
    'step: 0.1',
    'sampling: 4',
    'sampler: {trajectories: 6}',
    ...more,
    '',
  ].join('\n');

function chainStudy(model: string, ...more: string[]): ChainStudy {
  const study = studyFrom(text(model, ...more), 'chain.yaml');
  if (study.model.kind !== 'chain')
    throw new RangeError(`invalid study; not of a chain: ${study.model.kind}`);
  return study as ChainStudy;
}

function done(one: Study, interrupted: boolean): Frame {
  const [unit] = units(one);
  if (unit === undefined) throw new RangeError('invalid study; without units: 0');
  let doing = unitRun(one, unit);
  for (let i = 1; !doing.finished; i++) {
    doing.advance(interrupted ? (i * doing.work) / 40 : doing.work);
    if (interrupted) doing = unitRun(one, unit, structuredClone(doing.state()));
  }
  return doing.result();
}

const strong = 'frequencies: {law: uniform, from: 1, to: 4}';
const massive = 'masses: {law: uniform, from: 0.5, to: 2}';

describe('a unit of a chain', () => {
  it.each([
    ['random frequencies, u⁰ and εu¹', [strong, 'dressing: 2']],
    ['random masses, u⁰ and flips', [massive, 'dressing: 1', 'noise: 0.1']],
  ] as const)('%s: put aside several times it ends with the same bits', (_, [model, ...more]) => {
    const one = chainStudy(model, ...more);
    const whole = done(one, false);
    expect(done(one, true)).toEqual(whole);
    // Every bond's transfer accounts for the energies of its sites, whatever their masses.
    expect(whole.head['bookkeepingError']).toBeLessThan(1e-4);
  });
});

test('κ(β, ε) = κ(β/r, ε/r), r = 4, to the last bit: positions times 2, transfers, u⁰ and εu¹ times 4, from the sampler on', () => {
  const study = chainStudy(`${strong}, ${massive}`, 'dressing: 2');
  const { frequencies, masses } = realisedChain(study, 0);
  if (!masses) throw new RangeError('invalid study; without masses: 0');
  const lattice = torus(1, 9);
  const trajectory = (temperature: number, epsilon: number) => {
    const functions = chainDressing(study, 0, epsilon, 0.01);
    const sizes = functions.map((f) => 2 * Math.ceil(f.length(4) / 2));
    const extra = sizes.reduce((a, b) => a + b, 2 * 9 * 4);
    const coupling = [0, 0, 0.5, 0, epsilon / 4];
    const pinning = [0, 0, 0, 0, epsilon / 4];
    const kernel = new Kernel({
      lattice,
      coupling,
      pinning,
      scheme: schemes.ABA864,
      lanes: 4,
      masses,
      extra,
    });
    const typical = frequencies.map((omega) => omega + 1);
    const form = { lattice, coupling, pinning, masses, rotations: frequencies, typical, strength: 1 };
    const names = { seed: 1, group: 2, firstReplica: 0 };
    const sampler = new GibbsSampler(kernel, form, temperature, 0.1, 8, names);
    sampler.start();
    while (sampler.length < 8) sampler.advance();
    kernel.tune(frequencies, 1, 0.1);
    kernel.transfers = new Float64Array(36);
    kernel.run(200);
    const dressings = functions.map((f, i) => {
      const to = kernel.at.extra;
      const own = to + 8 * (72 + sizes.slice(0, i).reduce((a, b) => a + b, 0));
      f.compiled(kernel, own).evaluate(to);
      return kernel.numbers(to, 36).slice();
    });
    return { positions: kernel.positions.slice(), transfers: kernel.transfers, dressings };
  };
  const [cold, hot] = [trajectory(1, 0.2), trajectory(4, 0.05)];
  expect(hot.positions).toEqual(cold.positions.map((q) => 2 * q));
  expect(hot.transfers).toEqual(cold.transfers.map((Q) => 4 * Q));
  expect(hot.dressings).toEqual(cold.dressings.map((u) => u.map((value) => 4 * value)));
  expect(Math.max(...cold.dressings.map((u) => Math.abs(u[0] as number)))).toBeGreaterThan(1e-3);
});

/** What is left of the variance of windows of Q with u⁰, and with εu¹ too: of a unit at ε = 0.002. */
function leftOver(seed: number): { zeroth: number; first: number } {
  const one = studyFrom(
    text(strong, 'dressing: 2')
      .replace('size: 9', 'size: 16')
      .replace('epsilon: 0.05', 'epsilon: 0.002')
      .replace('time: 40', 'time: 400')
      .replace('step: 0.1', 'step: 0.125')
      .replace('sampling: 4', 'sampling: 14')
      .replace('trajectories: 6', 'trajectories: 40')
      .replace(/$/, `seed: ${String(seed)}\n`),
    'chain.yaml',
  );
  const { columns } = done(one, false);
  const plan = pointPlan(one, 0);
  const windows = columns['windows1'] as Float32Array;
  // [replica][window][taper][channel][bond], channels Q̄, Q − Q̄ + u⁰, εu¹.
  const bonds = 16;
  const squares = [0, 0, 0];
  for (let w = 0; w < windows.length; w += 3 * bonds * plan.tapers.length) {
    for (let b = 0; b < bonds; b++) {
      let sum = 0;
      for (let channel = 0; channel < 3; channel++) {
        sum += windows[w + channel * bonds + b] as number;
        squares[channel] = (squares[channel] as number) + sum * sum;
      }
    }
  }
  const [bare, zeroth, first] = squares as [number, number, number];
  return { zeroth: zeroth / bare, first: first / zeroth };
}

test('the dressing takes away the sloshing: at ε = 0.002, in the median of fifteen realisations, u⁰ leaves less than 2·10⁻⁴ of the variance of windows of Q, εu¹ less than a tenth of that', () => {
  const left = Array.from({ length: 15 }, (_, i) => leftOver(1 + i));
  const median = (x: number[]): number => x.sort((a, b) => a - b)[7] as number;
  expect(median(left.map(({ zeroth }) => zeroth))).toBeLessThan(2e-4);
  expect(median(left.map(({ first }) => first))).toBeLessThan(0.1);
});

test('a point tells the masses of every realisation beside its frequencies, and none where no law is given', () => {
  const study = chainStudy(massive, 'realisations: 2');
  const { frequencies, masses } = pointResult(study, 0, new Map());
  expect(masses).toEqual([0, 1].map((number) => [...(realisedChain(study, number).masses ?? [])]));
  expect(masses?.flat()).toHaveLength(frequencies.flat().length);
  expect(pointResult(chainStudy(strong), 0, new Map())).not.toHaveProperty('masses');
});

test('random masses are sampled: ⟨V⟩ = NT/2 for a harmonic chain, within six standard errors', () => {
  const one = studyFrom(
    text('size: 32, coupling: "0", pinning: "0", masses: {law: uniform, from: 0.3, to: 3}')
      .replace('size: 9, ', '')
      .replace('time: 40', 'time: 1')
      .replace('trajectories: 6', 'trajectories: 600'),
    'chain.yaml',
  );
  const { columns } = done(one, false);
  const potential = (columns['potential'] as Float64Array).slice(4 * 100);
  const mean = potential.reduce((a, b) => a + b, 0) / potential.length;
  // Var V = N/2 = 16, and at least one of five trajectories is independent: √(16/400) = 0.2 is one standard error at most; six: 2·10⁻⁹.
  expect(Math.abs(mean - 16)).toBeLessThan(1.2);
});

test('with masses and no frequencies the pinning is constant; both may be random, and masses change the id', () => {
  const model = (more: string): ChainSpec => chainStudy(more).model;
  expect(model(massive).frequencies).toEqual({ law: 'periodic', values: [1] });
  expect(model(`${massive}, ${strong}`).frequencies).toMatchObject({ from: 1, to: 4 });
  expect(model(strong).masses).toBeUndefined();
  expect(kindOf(chainStudy(massive).model).random(model(massive))).toBe(true);
  expect(studyId(chainStudy(massive))).not.toBe(
    studyId(chainStudy('masses: {law: uniform, from: 0.5, to: 3}')),
  );
  expect(() => chainStudy('masses: {law: uniform, from: -1, to: 2}')).toThrow('masses');
  const both = chainStudy(`${strong}, masses: {law: uniform, from: 1, to: 4}`);
  const { frequencies: omega, masses } = realisedChain(both, 0);
  expect(omega).not.toEqual(masses);
});

test('what is not built or not proved is said', () => {
  const high = chainStudy(strong, 'dressing: 3');
  expect(warnings(high)).toEqual([
    expect.stringContaining('order 3 leaves hardly less than order 2 and is not built: 2 is used'),
  ]);
  const sextic = chainStudy(`${strong}, coupling: r^6/6`, 'dressing: 2');
  expect(kindOf(sextic.model).functions(sextic)).toBe(1);
  expect(warnings(sextic)).toEqual([expect.stringContaining('1 is used, u⁰')]);
  expect(advice(chainStudy(strong)).map(({ text: words }) => words)).toContainEqual(
    expect.stringContaining('section 5.1 is no theorem'),
  );
});
