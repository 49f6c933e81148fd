import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slopes } from './slope.js';

const power = (n: number) => (epsilon: number) => ({
  epsilon,
  standard: 3 * epsilon ** n,
  error: 0.1 * 3 * epsilon ** n,
});

describe('local slope', () => {
  it('of a power is its exponent, to 1e-11, at any spacing and in any order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 }),
        (epsilons) => {
          const logs = epsilons.map(Math.log).sort((a, b) => a - b);
          fc.pre(logs.every((x, i) => i === 0 || x - (logs[i - 1] as number) > 0.05));
          for (const slope of slopes(epsilons.map(power(4)))) expect(slope?.value).toBeCloseTo(4, 9);
        },
      ),
      { seed: 2, numRuns: 100 },
    );
  });

  it('is exact at inner points of ln κ quadratic in ln ε', () => {
    const points = [0.3, 0.1, 0.02].map((epsilon) => {
      const x = Math.log(epsilon);
      return { epsilon, standard: Math.exp(2 * x - 0.7 * x * x), error: 0 };
    });
    expect(slopes(points)[1]?.value).toBeCloseTo(2 - 1.4 * Math.log(0.1), 10);
  });

  it('propagates relative errors: √2·0.1/ln 10 for a chord over a decade', () => {
    const found = slopes([1, 0.1].map(power(2)));
    expect(found[0]?.error).toBeCloseTo((Math.SQRT2 * 0.1) / Math.log(10), 12);
  });

  it('is null where there is nothing to compare with', () => {
    expect(slopes([])).toEqual([]);
    expect(slopes([power(2)(0.1)])).toEqual([null]);
    expect(slopes([power(2)(0.1), null, power(2)(0)])).toEqual([null, null, null]);
    expect(slopes([power(2)(0.1), null, power(2)(0.2)])[1]).toBeNull();
    expect(slopes([power(2)(0.1), null, power(2)(0.2)])[0]?.value).toBeCloseTo(2, 12);
    expect(slopes([power(2)(0.1), power(2)(0.1)])).toEqual([null, null]);
  });
});
