import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conciseAscii, short, twoDigits } from './digits.js';

describe('a value with its error in units of its last digit', () => {
  test.each([
    [1.2345e-5, 4e-7, '1.23(4)e-5'],
    [6e-4, 1.2e-5, '6.00(12)e-4'],
    [6e-4, 1.96e-5, '6.0(2)e-4'],
    [6e-4, 9.7e-6, '6.00(10)e-4'],
    [2.013, 0.05, '2.01(5)'],
    [-3.2, 0.1, '-3.20(10)'],
    [0.0123, 0.0002, '0.0123(2)'],
    [5000, 300, '5.0(3)e3'],
    [123, 2, '123(2)'],
    [1e-5, 3e-4, '0(3)e-4'],
    [0, 0.02, '0.00(2)'],
    [1.23456, 0, '1.23'],
    [1.23456, NaN, '1.23'],
    [NaN, 1, '–'],
  ])('%d ± %d is %s', (value, error, text) => {
    expect(conciseAscii(value, error)).toBe(text);
  });

  test('read back, value and error differ by less than half a unit of the last digit', () => {
    const magnitude = fc.double({ min: -12, max: 6, noNaN: true }).map((x) => 10 ** x);
    fc.assert(
      fc.property(magnitude, fc.double({ min: 1e-4, max: 1, noNaN: true }), (value, share) => {
        const error = value * share;
        const [, mantissa = '', digits = '', power = '0'] =
          /^(-?[\d.]+)\((\d+)\)(?:e(-?\d+))?$/u.exec(conciseAscii(value, error)) ?? [];
        const unit = 10 ** (Number(power) - (mantissa.split('.')[1] ?? '').length);
        expect(Math.abs(Number(`${mantissa}e${power}`) - value)).toBeLessThan(0.501 * unit);
        expect(Math.abs(Number(digits) * unit - error)).toBeLessThan(0.501 * unit);
        expect(Number(digits)).toBeGreaterThanOrEqual(2);
        expect(Number(digits)).toBeLessThanOrEqual(19);
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

test.each([
  [0.1, '0.1'],
  [1e-7, '1e-7'],
  [2e21, '2e21'],
  [0.30000000000000004, '0.3'],
  [Infinity, '–'],
])('the number %d is %s', (value, text) => {
  expect(short(value)).toBe(text);
});

test.each([
  [4.04e-7, 'up', '4.1e-7'],
  [4.0e-7, 'up', '4.0e-7'],
  [4.04e-7, 'nearest', '4.0e-7'],
  [9.99, 'up', '10'],
  [0.0999, 'up', '0.10'],
  [3.14, 'down', '3.1'],
  [-0.31, 'down', '-0.31'],
  [-3.14, 'down', '-3.2'],
  [6.0, 'nearest', '6.0'],
  [1234, 'up', '1.3e3'],
  [0.0123, 'up', '0.013'],
  [0, 'up', '0'],
  [NaN, 'up', '–'],
] as const)('two digits of %d, %s: %s', (value, rounding, text) => {
  expect(twoDigits(value, rounding)).toBe(text);
});
