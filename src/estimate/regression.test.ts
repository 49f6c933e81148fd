import { describe, expect, it } from 'vitest';
import { RandomSequence } from '../math/random.js';
import { mean, standardError } from '../math/statistics.js';
import type { CurveScale } from './plateau.js';
import { regressed } from './regression.js';

/** Replicas with v = 1 + slope·X + a little quadratic + noise that grows with X, X of mean 0 and variance 1. */
function sample(
  replicas: number,
  slope: number,
  seed: number,
): { curve: CurveScale[]; excess: Float64Array } {
  const sequence = new RandomSequence({ seed, stream: 'synthetic', group: 78 });
  const pairs = Array.from({ length: replicas }, () => sequence.drawGaussians());
  const excess = Float64Array.from(pairs, ([x]) => x);
  const values = Float64Array.from(pairs, ([x, noise]) => 1 + slope * x + 0.1 * (1 + 0.3 * x) * noise);
  return { curve: [{ time: 1, samples: 1e6, values }], excess };
}

const first = (curve: readonly CurveScale[]): Float64Array => (curve[0] as CurveScale).values;

describe('energies regressed out', () => {
  it('values on a line in X give its height at X = 0, to 1e-12, without an error', () => {
    const excess = Float64Array.from({ length: 10 }, (_, r) => (r - 4) / 10);
    const values = excess.map((x) => 2 + 3 * x);
    const after = first(regressed([{ time: 1, samples: 9, values }], excess));
    expect(mean(after)).toBeCloseTo(2, 12);
    expect(standardError(after)).toBeLessThan(1e-12);
  });

  it('adding a constant multiple of X to the values changes nothing but by rounding', () => {
    const { curve, excess } = sample(16, 0.2, 1);
    const tilted = curve.map((scale) => ({
      ...scale,
      values: scale.values.map((v, r) => v + 0.07 * (excess[r] as number)),
    }));
    first(regressed(curve, excess)).forEach((value, r) => {
      expect(first(regressed(tilted, excess))[r]).toBeCloseTo(value, 12);
    });
  });

  it('over 2000 samples of 16 replicas has the mean 1 and an error that covers 68 ± 6 %, three times smaller (false alarms < 1e-6)', () => {
    let [sum, inside, before, after] = [0, 0, 0, 0];
    for (let seed = 0; seed < 2000; seed++) {
      const { curve, excess } = sample(16, 0.3, seed);
      const values = first(regressed(curve, excess));
      const error = standardError(values);
      sum += mean(values);
      if (Math.abs(mean(values) - 1) < error) inside += 1;
      before += standardError(first(curve));
      after += error;
    }
    expect(Math.abs(sum / 2000 - 1)).toBeLessThan(0.004);
    expect(Math.abs(inside / 2000 - 0.67)).toBeLessThan(0.06);
    expect(before / after).toBeGreaterThan(2.5);
  });

  it('leaves curves as they are without energies, with seven replicas, or where one replica carries half', () => {
    const { curve, excess } = sample(16, 0.2, 2);
    expect(regressed(curve, null)).toEqual(curve);
    const few = curve.map((scale) => ({ ...scale, values: scale.values.subarray(0, 7) }));
    expect(regressed(few, excess.subarray(0, 7))).toEqual(few);
    const burst = curve.map((scale) => ({
      ...scale,
      values: scale.values.map((v, r) => (r === 3 ? 50 : v)),
    }));
    expect(regressed(burst, excess)).toEqual(burst);
  });
});
