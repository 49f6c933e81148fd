import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minimum, signChanges } from './extrema.js';
import { polynomialProduct, scaled, polynomialSum, valueAt, type Polynomial } from './polynomial.js';

const whole = fc.integer({ min: -9, max: 9 });

test('signChanges: a product of distinct (x − a), a whole, times a positive factor, gives back its roots to 1e-9', () => {
  fc.assert(
    fc.property(fc.uniqueArray(whole, { maxLength: 6 }), fc.boolean(), (roots, turned) => {
      const positive: Polynomial = [3, 1, 1];
      const f = roots.reduce<Polynomial>(
        (g, a) => polynomialProduct(g, [-a, 1]),
        scaled(positive, turned ? -1 : 1),
      );
      const found = signChanges(f);
      expect(found).toHaveLength(roots.length);
      [...roots]
        .sort((a, b) => a - b)
        .forEach((a, i) => {
          expect(Math.abs((found[i] as number) - a)).toBeLessThan(1e-9);
        });
    }),
    { seed: 2, numRuns: 300 },
  );
});

test('signChanges: no change at a root of even multiplicity, one at a triple root', () => {
  expect(signChanges([0, 0, 1])).toEqual([]);
  expect(signChanges([0, 0, 0, 1])).toEqual([0]);
  expect(signChanges([0, 0, -1, 1])).toEqual([1]);
  expect(signChanges([5])).toEqual([]);
  expect(signChanges([])).toEqual([]);
});

test('minimum: never above the values on a grid of 4000 points, and attained', () => {
  const coefficient = fc.double({ min: -3, max: 3, noNaN: true });
  fc.assert(
    fc.property(fc.array(coefficient, { maxLength: 8 }), (lower) => {
      const f = polynomialSum(lower, [...new Array<number>(8).fill(0), 0.1]);
      const { at, value } = minimum(f);
      expect(valueAt(f, at)).toBe(value);
      let least = Infinity;
      for (let i = 0; i <= 4000; i++) least = Math.min(least, valueAt(f, -5 + i / 400));
      expect(value - least).toBeLessThan(1e-11 * (1 + Math.abs(value)));
    }),
    { seed: 3, numRuns: 40 },
  );
});

test('minimum: (q² − 1)² + q/10 has its deeper well on the left; unbounded polynomials have −∞', () => {
  const { at, value } = minimum([1, 0.1, -2, 0, 1]);
  expect(at).toBeCloseTo(-1.01227, 4);
  expect(value).toBeCloseTo(-0.10062, 4);
  expect(minimum([0, 0, 0, 1])).toEqual({ at: -Infinity, value: -Infinity });
  expect(minimum([0, -1])).toEqual({ at: Infinity, value: -Infinity });
  expect(minimum([0, 0, -1])).toEqual({ at: Infinity, value: -Infinity });
  expect(minimum([])).toEqual({ at: 0, value: 0 });
  expect(minimum([4])).toEqual({ at: 0, value: 4 });
});
