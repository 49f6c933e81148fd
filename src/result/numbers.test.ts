import fc from 'fast-check';
import { expect, test } from 'vitest';
import { superscript } from '../data/notation.js';
import { conciseTypeset, plain } from './numbers.js';

test('exponents are superscripts with a minus sign', () => {
  expect(superscript(-14)).toBe('⁻¹⁴');
  expect(superscript(6)).toBe('⁶');
});

test.each([
  [0.3, '0.3'],
  [0.00012, '1.2×10⁻⁴'],
  [1e-6, '10⁻⁶'],
  [-2.5e-9, '−2.5×10⁻⁹'],
  [12345, '12300'],
  [0, '0'],
  [NaN, 'not a number'],
  [-Infinity, '−∞'],
])('%d reads %s', (value, text) => {
  expect(plain(value)).toBe(text);
});

test.each([
  [6e-4, 1.2e-5, '6.00(12)×10⁻⁴'],
  [6e-4, 3.1e-5, '6.0(3)×10⁻⁴'],
  [3.0812, 0.1, '3.08(10)'],
  [1e-12, 3e-12, '1(3)×10⁻¹²'],
  [-0.2, 0.05, '−0.20(5)'],
  [0.9996, 0.0004, '0.9996(4)'],
  [5e-7, 0, '5×10⁻⁷'],
  [5e-7, NaN, '5×10⁻⁷'],
  [123, 60, '123(60)'],
])('%d with error %d reads %s', (value, error, text) => {
  expect(conciseTypeset(value, error)).toBe(text);
});

test('what is read is the value within half a unit of the last digit, and the error within 5 % of 2 digits or 30 % of 1', () => {
  const exponent = fc.integer({ min: -20, max: 3 });
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 10, noNaN: true }),
      exponent,
      fc.double({ min: 0.001, max: 3, noNaN: true }),
      (m, e, r) => {
        const value = m * 10 ** e;
        const error = value * r;
        const text = conciseTypeset(value, error);
        const [, digits = '', bracket = '', power = '×10⁰'] = /^([\d.]+)\((\d+)\)(×10.+)?$/.exec(text) ?? [];
        const scale = Number(
          `1e${Array.from(power.slice(3), (c) => (c === '⁻' ? '-' : String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c)))).join('')}`,
        );
        const unit = scale * 10 ** -(digits.split('.')[1] ?? '').length;
        expect(Math.abs(Number(digits) * scale - value)).toBeLessThanOrEqual(unit * 0.5001);
        expect(Math.abs(Number(bracket) * unit - error)).toBeLessThanOrEqual(error * 0.3);
      },
    ),
    { seed: 5 },
  );
});
