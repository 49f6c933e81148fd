import { describe, expect, test } from 'vitest';
import { mean } from '../../math/statistics.js';
import { RandomSequence } from '../../math/random.js';
import type { SteadyRecord } from './means.js';
import { steadyEstimate } from './steady.js';

const N = 5;
const BLOCKS = 64;

interface Imagined {
  readonly replicas: number;
  readonly flow: number;
  /** Of the flow through a bond, of the heat of the left bath beside it, and of each T_x, in one block; white. */
  readonly noise: number;
  readonly stray?: number;
  readonly warmth?: number;
  /** Energy, spread evenly, that comes from the left bath as amplitude·(1 − e^{−t/decay}). */
  readonly amplitude?: number;
  readonly decay?: number;
  /**
   * How much the left bath gives in a block that goes nowhere; how much the flow, the profile and its ends' difference
   * change in the run.
   */
  readonly leak?: number;
  readonly growth?: number;
  readonly warming?: number;
  readonly tilting?: number;
  readonly member?: number;
  readonly blocks?: number;
}

/** Replicas whose bonds carry J plus white noise of their own; T_x falls from 2 to 1. Blocks are of length 1. */
function record(options: Imagined): SteadyRecord {
  const { replicas, flow, noise, stray = 0, warmth = 0, amplitude = 0, decay = 1, blocks = BLOCKS } = options;
  const { leak = 0, growth = 0, warming = 0, tilting = 0 } = options;
  const draws = new RandomSequence({ seed: 6, stream: 'synthetic', member: options.member ?? 0 });
  const gaussian = (): number => draws.drawGaussians()[0];
  const cumulative = (width: number): Float64Array[] =>
    Array.from({ length: replicas }, () => new Float64Array(blocks * width));
  const [heats, transfers, temperatures] = [cumulative(2), cumulative(N - 1), cumulative(N)];
  for (let r = 0; r < replicas; r++) {
    let [passed, lost] = [0, 0];
    const warmths = new Float64Array(N);
    for (let block = 0; block < blocks; block++) {
      const age = (block + 0.5) / blocks - 0.5;
      passed += flow + growth * age + noise * gaussian();
      lost += leak + stray * gaussian();
      const stored = amplitude * (1 - Math.exp(-(block + 1) / decay));
      const jitter = (): number => 0.01 * noise * gaussian();
      heats[r]?.set([passed + stored + lost + jitter(), -passed + jitter()], 2 * block);
      for (let b = 0; b < N - 1; b++) (transfers[r] as Float64Array)[(N - 1) * block + b] = passed + jitter();
      for (let x = 0; x < N; x++) {
        const centred = x / (N - 1) - 0.5;
        warmths[x] =
          (warmths[x] as number) +
          1.5 -
          centred +
          stored / N +
          (warming + tilting * centred) * age +
          warmth * gaussian();
        (temperatures[r] as Float64Array)[N * block + x] = (warmths[x] as number) + 0.1 * jitter();
      }
    }
  }
  return { times: Float64Array.from({ length: blocks }, (_, i) => i + 1), heats, transfers, temperatures };
}

const baths = { left: 2, right: 1 };
const required = <T>(value: T | null | undefined): T => {
  if (value == null) throw new Error('nothing');
  return value;
};
const estimated = (...records: readonly Imagined[]) => required(steadyEstimate(records.map(record), baths));

test('a stationary flow: a value, a quarter left out, κ_N = J(N−1)/ΔT, the error that of the replicas (false alarm 1e-6)', () => {
  const found = estimated({ replicas: 40, flow: 0.3, noise: 0.2 });
  expect(found.kind).toBe('value');
  expect(found.burnIn).toBe(16);
  expect(found.time).toBe(48);
  expect(found.standard).toBe(4 * found.flow.value);
  // 6 errors with 39 degrees of freedom: 3e-7. The error itself is 1.03·0.2/√(48·40) within 5 of its own, 11 %.
  expect(Math.abs(found.flow.value - 0.3) / found.flow.error).toBeLessThan(6);
  expect(Math.abs(found.flow.error / (0.2 / Math.sqrt(48 * 40)) - 1.03)).toBeLessThan(0.6);
  expect(found.profile.map(({ value }) => value.toFixed(2))).toEqual([
    '2.00',
    '1.75',
    '1.50',
    '1.25',
    '1.00',
  ]);
  expect(found.warnings).toEqual([]);
  expect(found.advice).toEqual([]);
  expect(found.disorderError).toBeNull();
});

// What is left of the energy stored is 20e^{−6}/40 = 0.001; J's error 0.0005.
test('energy still being stored: more is left out until it is not (0.01 are 18 errors: false alarm below 1e-12)', () => {
  const found = estimated({ replicas: 40, flow: 0.3, noise: 0.02, amplitude: 20, decay: 4 });
  expect(found.kind).toBe('value');
  expect(found.burnIn).toBe(24);
  expect(Math.abs(found.left.value - 0.3)).toBeLessThan(0.01);
});

// 20(e^{−32/60} − e^{−64/60})/32 = 0.15.
test('energy stored all along: neither value nor bound, with a warning, and advice to run longer', () => {
  const found = estimated({ replicas: 40, flow: 0.3, noise: 0.02, amplitude: 20, decay: 60 });
  expect(found).toMatchObject({ kind: 'open', open: 'drifting' });
  expect(found.burnIn).toBe(32);
  expect(found.standard).toBe(4 * found.flow.value);
  expect(found.realisations[0]?.kind).toBe('open');
  expect(found.warnings).toEqual([
    'the flow is not stationary: left bath and right bath differ by 1.5e-1: neither a value nor a bound',
  ]);
  expect(found.advice).toEqual(['steady state: run four times longer, time: 3e+2 or more']);
});

describe('a drift of ten errors, each beyond what is tolerated (5 errors and more at every burn-in), is seen', () => {
  const still = { replicas: 20, flow: 0.3, noise: 0.2, stray: 0.2, warmth: 0.3 };
  test.each([
    ['leak', { leak: 0.0645 }, /^the flow is not stationary: left bath and right bath differ/u],
    ['growth', { growth: 0.316 }, /^the flow is not stationary: .* it still changes/u],
    ['fall', { growth: -0.316 }, /^the flow is not stationary: .* it still changes/u],
    ['warming', { warming: 0.212 }, /^the profile is not stationary: its mean still changes/u],
    ['tilting', { tilting: 0.6 }, /^the profile is not stationary: its slope still changes/u],
  ])('%s', (_name, trend, words) => {
    const found = estimated({ ...still, ...trend });
    expect(found.kind).toBe('open');
    expect(found.warnings[0]).toMatch(words);
  });
});

// Each of eight tests at 3 errors (t with 7 degrees of freedom: 0.8 %), and a calm state has three chances: measured
// 0.5 %, at most 2 % imagined. Of 100 more than 13 is then as rare as 3e-8.
test('chance alone is not called a drift: at most 13 of 100 stationary states (false alarm below 1e-6)', () => {
  const kinds = Array.from(
    { length: 100 },
    (_, member) =>
      estimated({ replicas: 8, flow: 0.3, noise: 0.2, stray: 0.2, warmth: 0.3, member: member + 1 }).kind,
  );
  expect(kinds.filter((kind) => kind !== 'value').length).toBeLessThan(14);
});

test('a run of too few samples to see a drift is open', () => {
  const found = estimated({ replicas: 40, flow: 0.3, noise: 0.02, blocks: 9 });
  expect(found.kind).toBe('open');
  expect(found.warnings[0]).toMatch(/^the run is too short to show whether it is stationary: 9 samples/u);
});

test('a flow lost in noise is a value too, with an error that covers 0, a bound in words and advice', () => {
  const found = estimated({ replicas: 16, flow: 0.001, noise: 1 });
  expect(found.kind).toBe('value');
  expect(found.standard).toBe(4 * found.flow.value);
  const most = Math.max(0, found.standard) + 2 * found.error;
  expect(found.warnings).toEqual([
    `the flow cannot be distinguished from 0: κ_N is at most ${most.toPrecision(2)} (standard, two errors)`,
  ]);
  expect(found.advice[0]).toMatch(/^the flow is not resolved/u);
});

// J is as large as its error: a rule that waits for large J would make values of some, 3 and more times too large.
test('values of a small flow are right on average: within 5 errors of the mean of 150 (false alarm 6e-7)', () => {
  const flow = 0.2 / Math.sqrt(48 * 5);
  const values = Array.from({ length: 150 }, (_, member) =>
    estimated({ replicas: 5, flow, noise: 0.2, member }),
  ).flatMap((found) => (found.kind === 'value' ? [found.flow.value] : []));
  expect(values.length).toBeGreaterThan(130);
  expect(Math.abs(mean(values) / flow - 1)).toBeLessThan(5 / Math.sqrt(values.length));
});

test('a flow that has carried less than a profile may have to move is told to be watched', () => {
  const found = estimated({ replicas: 40, flow: 0.01, noise: 0.002 });
  expect(found.kind).toBe('value');
  expect(found.warnings).toEqual([
    'the flow has carried an energy of 0.48, but the profile may have to move 0.63 before it is steady: an unseen change is possible',
  ]);
  expect(found.advice[0]).toMatch(/^a time of 2e\+2 would show/u);
});

test('realisations are averaged, each with its own error; their scatter is told beside it', () => {
  const found = estimated(
    { replicas: 20, flow: 0.2, noise: 0.02, member: 0 },
    { replicas: 20, flow: 0.4, noise: 0.02, member: 1 },
  );
  expect(found.flow.value).toBeCloseTo(0.3, 1);
  expect(found.realisations.map(({ standard }) => standard.toFixed(1))).toEqual(['0.8', '1.6']);
  expect(required(found.disorderError)).toBeCloseTo(0.4, 1);
});

test('a realisation that drifts alone is open, though their average may stand', () => {
  const found = estimated(
    { replicas: 20, flow: 3, noise: 1 },
    { replicas: 20, flow: 0.3, noise: 0.02, amplitude: 1, decay: 60, member: 1 },
  );
  expect(found.kind).toBe('value');
  expect(found.realisations.map(({ kind }) => kind)).toEqual(['value', 'open']);
});

test('few replicas, or one, give a bound, J raised by two errors', () => {
  for (const replicas of [1, 3]) {
    const found = estimated({ replicas, flow: 0.3, noise: 0.02 });
    expect(found.kind).toBe('upper bound');
    expect(Number.isFinite(found.error)).toBe(true);
    expect(found.standard).toBeCloseTo(4 * found.flow.value + 2 * found.error, 12);
    expect(found.warnings).toEqual([
      'fewer than five replicas cannot show whether the flow is steady: a bound, not a value',
    ]);
    expect(found.advice).toEqual(['use at least replicas: 5']);
  }
});

test('where replicas failed a calm state, a drifting one and one of few replicas are open alike', () => {
  for (const options of [
    { replicas: 40, flow: 0.3, noise: 0.2 },
    { replicas: 40, flow: 0.3, noise: 0.02, amplitude: 20, decay: 60 },
    { replicas: 3, flow: 0.3, noise: 0.02 },
  ]) {
    const found = required(steadyEstimate([record(options)], baths, true));
    expect(found).toMatchObject({ kind: 'open', open: 'units failed', standard: 4 * found.flow.value });
    expect(found.realisations).toMatchObject([{ kind: 'open', open: 'units failed' }]);
    expect(found.warnings[0]).toBe(
      'replicas failed and the remaining ones are the cold ones: κ_N is neither a value nor a bound',
    );
    expect(found.advice).toEqual(['replicas failed: choose a shorter step and run again']);
  }
});

test('baths the other way round give the same κ_N', () => {
  const found = required(
    steadyEstimate([record({ replicas: 20, flow: -0.3, noise: 0.02 })], { left: 1, right: 2 }),
  );
  expect(found.kind).toBe('value');
  expect(found.standard).toBe(-4 * found.flow.value);
});

test('without a record there is nothing', () => {
  expect(steadyEstimate([], baths)).toBeNull();
});
