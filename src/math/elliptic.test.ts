import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arithmeticGeometricMean, carlsonRF } from './elliptic.js';

const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

test('R_F(x, y, y) is an arc or area function, R_F(x, x, x) = x^{−1/2}; relative error below 2e-15', () => {
  fc.assert(
    fc.property(positive, positive, (x, y) => {
      const ratio = x / y;
      fc.pre(Math.abs(ratio - 1) > 1e-3);
      const closed =
        x < y
          ? Math.atan(Math.sqrt((y - x) / x)) / Math.sqrt(y - x)
          : Math.atanh(Math.sqrt((x - y) / x)) / Math.sqrt(x - y);
      // Near x ≫ y the closed form itself loses digits.
      fc.pre(ratio < 1e3);
      expect(Math.abs(carlsonRF(x, y, y) / closed - 1)).toBeLessThan(1e-13);
      expect(Math.abs(carlsonRF(x, x, x) * Math.sqrt(x) - 1)).toBeLessThan(2e-15);
    }),
  );
});

test('R_F(0, y, z) = π/(2 agm(√y, √z)) to 2e-15, symmetric, and homogeneous of degree −½', () => {
  fc.assert(
    fc.property(positive, positive, positive, (x, y, z) => {
      const complete = Math.PI / (2 * arithmeticGeometricMean(Math.sqrt(y), Math.sqrt(z)));
      expect(Math.abs(carlsonRF(0, y, z) / complete - 1)).toBeLessThan(2e-15);
      expect(Math.abs(carlsonRF(z, x, y) / carlsonRF(x, y, z) - 1)).toBeLessThan(1e-15);
      expect(carlsonRF(4 * x, 4 * y, 4 * z)).toBe(carlsonRF(x, y, z) / 2);
    }),
  );
});

test('the lemniscate: R_F(0, 1, 2) = 1.3110287771460600 (Carlson 1995, section 3)', () => {
  expect(Math.abs(carlsonRF(0, 1, 2) - 1.31102877714606)).toBeLessThan(1e-15);
});

test('arguments that are negative, or two zeros, are refused', () => {
  expect(() => carlsonRF(-1, 1, 1)).toThrow(
    'invalid arguments; not non-negative with at most one zero: -1, 1, 1',
  );
  expect(() => carlsonRF(0, 0, 1)).toThrow(RangeError);
});
