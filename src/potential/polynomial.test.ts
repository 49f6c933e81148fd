import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  degree,
  derivative,
  isEven,
  polynomialProduct,
  scaled,
  polynomialSum,
  trimmed,
  valueAt,
  type Polynomial,
} from './polynomial.js';

/** Whole coefficients small enough that every operation below is exact. */
const polynomial = fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 7 }).map(trimmed);
const point = fc.integer({ min: -6, max: 6 });

function holds(property: (f: Polynomial, g: Polynomial, x: number) => void): void {
  fc.assert(fc.property(polynomial, polynomial, point, property), { seed: 5, numRuns: 200 });
}

describe('polynomials with whole coefficients, exactly', () => {
  test('(f + g)(x) = f(x) + g(x), (fg)(x) = f(x)g(x), (cf)(x) = c f(x)', () => {
    holds((f, g, x) => {
      expect(valueAt(polynomialSum(f, g), x)).toBe(valueAt(f, x) + valueAt(g, x));
      // + 0 turns −0 into 0
      expect(valueAt(polynomialProduct(f, g), x) + 0).toBe(valueAt(f, x) * valueAt(g, x) + 0);
      expect(valueAt(scaled(f, 3), x) + 0).toBe(3 * valueAt(f, x) + 0);
    });
  });

  test('the product rule, and f − f = 0 has degree −1', () => {
    holds((f, g) => {
      expect(derivative(polynomialProduct(f, g))).toEqual(
        polynomialSum(polynomialProduct(derivative(f), g), polynomialProduct(f, derivative(g))),
      );
      expect(degree(polynomialSum(f, scaled(f, -1)))).toBe(-1);
    });
  });

  test('degrees add under multiplication, and no result ends with 0', () => {
    holds((f, g) => {
      const fg = polynomialProduct(f, g);
      expect(degree(fg)).toBe(degree(f) < 0 || degree(g) < 0 ? -1 : degree(f) + degree(g));
      for (const h of [fg, polynomialSum(f, g), derivative(f), scaled(f, 0)]) expect(h.at(-1)).not.toBe(0);
    });
  });

  test('the derivative is the linear part of f(x + h): f(x + h) − f(x) − h f′(x) is divisible by h²', () => {
    holds((f, _g, x) => {
      const h = 7;
      const rest = valueAt(f, x + h) - valueAt(f, x) - h * valueAt(derivative(f), x);
      expect(Math.abs(rest % (h * h))).toBe(0);
    });
  });

  test('isEven: f(−x) = f(x) at more points than the degree', () => {
    holds((f) => {
      const symmetric = [1, 2, 3, 4, 5, 6, 7].every((x) => valueAt(f, -x) === valueAt(f, x));
      expect(isEven(f)).toBe(symmetric);
      expect(
        isEven(
          polynomialSum(
            f,
            f.map((c, k) => (k % 2 === 0 ? c : -c)),
          ),
        ),
      ).toBe(true);
    });
  });
});
