import { expect, test } from 'vitest';
import { duration, kappaText, quantity } from './wording.js';

test.each([
  [0, '0'],
  [7.4, '7'],
  [999.4, '999'],
  [999.6, '1.00 k'],
  [51_234_000, '51.2 M'],
  [512_340_000, '512 M'],
  [1.4e9, '1.40 G'],
])('%d is %s', (value, text) => {
  expect(quantity(value)).toBe(text);
});

test.each([
  [0.2, '1 s'],
  [59.9, '1 min 00 s'],
  [185, '3 min 05 s'],
  [7625, '2 h 07 min'],
  [273_700, '3 d 04 h'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test('a value has an error bar, a bound has none', () => {
  expect(kappaText('ε = 0.1', { kind: 'value', standard: 6.014e-4, error: 1.2e-5 })).toBe(
    'κ(ε = 0.1) = 6.01e-4 ± 1.2e-5',
  );
  expect(kappaText('ε = 0.01', { kind: 'upper bound', standard: 1.1e-7, error: 1e-8 })).toBe(
    'κ(ε = 0.01) ≤ 1.1e-7',
  );
  expect(kappaText('T = ∞', { kind: 'value', standard: 6e-4, error: 1e-5 }, 'κ/β²')).toBe(
    'κ/β²(T = ∞) = 6.00e-4 ± 1.0e-5',
  );
  expect(kappaText(null, { kind: 'upper bound', standard: 1.1e-7, error: 1e-8 })).toBe('κ ≤ 1.1e-7');
});
