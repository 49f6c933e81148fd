import { describe, expect, it } from 'vitest';
import { mean, standardError } from '../../math/statistics.js';
import { bestCurve } from './crossfit.js';
import { syntheticRecord, type Recipe } from '../testing/synthetic.js';

describe('increments of a Brownian transfer plus [G], and −G with a little noise of its own as a control channel', () => {
  const recipe: Recipe = { size: 4, replicas: 12, intervals: 150, kappa: 1, sloshing: 600 };
  const experiments = Array.from({ length: 60 }, (_, x) => ({
    dressed: bestCurve(syntheticRecord({ ...recipe, dressing: 1 }, x)),
    plain: bestCurve(syntheticRecord(recipe, x)),
  }));
  const found = (which: 'dressed' | 'plain', scale: number): number[] =>
    experiments.map((pair) => mean(pair[which][scale]?.values as Float64Array));

  it('κ is found at scales where it is far off without the channel', () => {
    expect(mean(found('plain', 0))).toBeGreaterThan(3);
    expect(mean(found('dressed', 0))).toBeLessThan(1.5);
  });

  it('the cross-fitted estimate has no bias: mean of 60 experiments within 5 standard errors + 2 % (false alarm < 1e-6)', () => {
    for (const scale of [1, 2]) {
      const values = found('dressed', scale);
      expect(Math.abs(mean(values) - 1)).toBeLessThan(5 * standardError(values) + 0.02);
    }
  });

  it('every kind of coefficient is chosen somewhere: one, common, and one per bond', () => {
    const kinds = (dressing: number): Set<string> =>
      new Set(
        Array.from({ length: 10 }, (_, x) => bestCurve(syntheticRecord({ ...recipe, dressing }, x)))
          .flat()
          .flatMap(({ choices }) => choices.map((choice) => choice.dressing.kind)),
      );
    expect(kinds(1)).toContain('sum');
    expect(kinds(0.5).has('common') || kinds(0.5).has('free')).toBe(true);
  });
});
