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

test('a value has an error, a bound and what is open have none; the convention is named, and what is a preview', () => {
  const preview = false;

  const value = { kind: 'value', standard: 6.014e-4, error: 1.2e-5, preview } as const;
  const bound = { kind: 'upper bound', standard: 1.1e-7, error: 1e-8, preview } as const;
  expect(kappaText('ε = 0.1', value)).toBe('ε = 0.1: κ standard = 6.01(12)e-4');
  expect(kappaText('ε = 0.01', bound)).toBe('ε = 0.01: κ standard ≤ 1.1e-7');
  expect(kappaText('T = ∞', value, 'κ/β²')).toBe('T = ∞: κ/β² standard = 6.01(12)e-4');
  expect(kappaText(null, { ...bound, preview: true })).toBe('κ standard so far ≤ 1.1e-7');
  const open = { kind: 'open', standard: 3.1, error: 0.2, preview } as const;
  expect(kappaText('ε = 1', open)).toBe('ε = 1: κ standard ~ 3.1, rising');
  expect(kappaText('ε = 1', { ...open, open: 'units failed' })).toBe('ε = 1: κ standard ~ 3.1, units failed');
});
