import { expect, test } from 'vitest';
import { RandomSequence } from '../math/random.js';
import { steadyEstimate, type SteadyRecord } from './steady.js';

const N = 5;
const BLOCKS = 64;

/**
 * Replicas whose bonds carry J plus white noise of their own, and whose energy, spread evenly, relaxes as amplitude·e^{−t/decay} from the
 * left bath. Blocks are of length 1.
 */
function record(options: {
  readonly replicas: number;
  readonly flow: number;
  readonly noise: number;
  readonly amplitude?: number;
  readonly decay?: number;
  readonly member?: number;
}): SteadyRecord {
  const { replicas, flow, noise, amplitude = 0, decay = 1 } = options;
  const draws = new RandomSequence({ seed: 6, stream: 'synthetic', member: options.member ?? 0 });
  const cumulative = (width: number): Float64Array[] =>
    Array.from({ length: replicas }, () => new Float64Array(BLOCKS * width));
  const [heats, transfers, temperatures] = [cumulative(2), cumulative(N - 1), cumulative(N)];
  for (let r = 0; r < replicas; r++) {
    let walk = 0;
    for (let block = 0; block < BLOCKS; block++) {
      walk += noise * draws.drawGaussians()[0];
      const stored = amplitude * (1 - Math.exp(-(block + 1) / decay));
      const jitter = (): number => 0.01 * noise * draws.drawGaussians()[0];
      const passed = flow * (block + 1) + walk;
      heats[r]?.set([passed + stored + jitter(), -passed + jitter()], 2 * block);
      for (let b = 0; b < N - 1; b++) (transfers[r] as Float64Array)[(N - 1) * block + b] = passed + jitter();
      for (let x = 0; x < N; x++) {
        const i = N * block + x;
        const before = block === 0 ? 0 : (temperatures[r]?.[i - N] as number);
        (temperatures[r] as Float64Array)[i] = before + 2 - x / (N - 1) + stored / N + 0.1 * jitter();
      }
    }
  }
  return { times: Float64Array.from({ length: BLOCKS }, (_, i) => i + 1), heats, transfers, temperatures };
}

const baths = { left: 2, right: 1 };
const required = <T>(value: T | null | undefined): T => {
  if (value == null) throw new Error('nothing');
  return value;
};

test('a stationary flow: a value, an eighth left out, κ_N = J(N−1)/ΔT, the error that of the replicas', () => {
  const found = required(steadyEstimate([record({ replicas: 40, flow: 0.3, noise: 0.2 })], baths));
  expect(found.kind).toBe('value');
  expect(found.burnIn).toBe(8);
  expect(found.time).toBe(56);
  expect(found.standard).toBe(4 * found.flow.value);
  // 6 errors with 39 degrees of freedom: 5e-7. The error itself is 0.2/√(56·40) within 40 %.
  expect(Math.abs(found.flow.value - 0.3) / found.flow.error).toBeLessThan(6);
  expect(Math.abs(found.flow.error / (0.2 / Math.sqrt(56 * 40)) - 1)).toBeLessThan(0.4);
  expect(found.profile.map(({ value }) => value.toFixed(2))).toEqual([
    '2.00',
    '1.75',
    '1.50',
    '1.25',
    '1.00',
  ]);
  expect(found.warnings).toEqual([]);
  expect(found.disorderError).toBeNull();
});

test('energy still being stored: more is left out until it is not', () => {
  const found = required(
    steadyEstimate([record({ replicas: 40, flow: 0.3, noise: 0.02, amplitude: 20, decay: 4 })], baths),
  );
  expect(found.kind).toBe('value');
  expect(found.burnIn).toBeGreaterThan(8);
  expect(Math.abs(found.left.value - 0.3)).toBeLessThan(0.01);
});

// 20(e^{−32/60} − e^{−64/60})/32 = 0.15.
test('energy stored all along: a bound with a warning, and advice to run longer', () => {
  const found = required(
    steadyEstimate([record({ replicas: 40, flow: 0.3, noise: 0.02, amplitude: 20, decay: 60 })], baths),
  );
  expect(found.kind).toBe('upper bound');
  expect(found.burnIn).toBe(32);
  expect(found.standard).toBeCloseTo(4 * found.flow.value + 2 * found.error, 12);
  expect(found.warnings[0]).toMatch(
    /^the flow is not stationary: left bath and right bath differ by 1\.5e-1; called a bound/u,
  );
  expect(found.advice[0]).toMatch(/take at least time: 3e\+2/u);
});

test('a flow lost in noise is bounded by two errors above it, or above 0', () => {
  const found = required(steadyEstimate([record({ replicas: 16, flow: 0.001, noise: 1 })], baths));
  expect(found.kind).toBe('upper bound');
  expect(found.standard).toBe(Math.max(0, 4 * found.flow.value) + 2 * found.error);
  expect(found.advice[0]).toMatch(/^the flow is not resolved/u);
});

test('realisations are averaged, each with its own error; their scatter is told beside it', () => {
  const records = [0.2, 0.4].map((flow, member) => record({ replicas: 20, flow, noise: 0.02, member }));
  const found = required(steadyEstimate(records, baths));
  expect(found.flow.value).toBeCloseTo(0.3, 1);
  expect(found.realisations.map(({ standard }) => standard.toFixed(1))).toEqual(['0.8', '1.6']);
  expect(required(found.disorderError)).toBeCloseTo(0.4, 1);
});

test('few replicas, or one, give a bound', () => {
  for (const replicas of [1, 3]) {
    const found = required(steadyEstimate([record({ replicas, flow: 0.3, noise: 0.02 })], baths));
    expect(found.kind).toBe('upper bound');
    expect(Number.isFinite(found.error)).toBe(true);
    expect(found.warnings).toContain('fewer than five replicas; called a bound, not a value');
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
