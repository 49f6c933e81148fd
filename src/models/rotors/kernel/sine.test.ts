import { expect, test } from 'vitest';
import { nearest, sineOfQuarter, sineOfTurns, wrappedTurns } from './sine.js';

const SCALE = 10n ** 60n;
const TAU = 6283185307179586476925286766559005768394338798750211641949889n;

/** sin 2πr·10⁶⁰ of a float64 r, in integers: r is a whole multiple of 2⁻¹⁰⁰ for all that is tried here. */
function exactSine(r: number): bigint {
  const bits = 100n;
  let whole = BigInt(Math.round(r * 2 ** 53));
  if (Number(whole) !== r * 2 ** 53) throw new RangeError(`invalid r; not a multiple of 2^-53: ${String(r)}`);
  whole <<= bits - 53n;
  const x = (whole * TAU) >> bits;
  let [term, sum] = [x, x];
  for (let n = 2n; term !== 0n && n < 200n; n += 2n) {
    term = (-term * x) / SCALE;
    term = (term * x) / SCALE / (n * (n + 1n));
    sum += term;
  }
  return sum;
}

/** |found − exact|, found a float64 taken as a multiple of 2⁻¹⁰⁰. */
function off(found: number, exact: bigint): number {
  const value = (BigInt(found * 2 ** 100) * SCALE) >> 100n;
  return Math.abs(Number(value - exact)) / 1e60;
}

test('sin 2πr against integer arithmetic of 60 digits: absolute error below 4e-16 for |r| ≤ ½', () => {
  let worst = 0;
  for (let i = -4000; i <= 4000; i++) {
    const r = Math.round((i / 8000) * 2 ** 53 + (i % 7) * 12345) / 2 ** 53;
    if (Math.abs(r) > 0.5) continue;
    worst = Math.max(worst, off(sineOfTurns(r), exactSine(r)));
    if (Math.abs(r) <= 0.25) worst = Math.max(worst, off(sineOfQuarter(r), exactSine(r)));
  }
  expect(worst).toBeLessThan(4e-16);
  expect(worst).toBeGreaterThan(1e-17);
});

test('quarter turns give 0, ±1 to the last digit or the next; the sine is odd and has the period one, exactly', () => {
  expect(Math.abs(sineOfTurns(0.5))).toBe(0);
  expect(Math.abs(sineOfTurns(1))).toBe(0);
  expect(Math.abs(sineOfTurns(0.25) - 1)).toBeLessThan(3e-16);
  expect(Math.abs(sineOfTurns(-1.25) + 1)).toBeLessThan(3e-16);
  for (let i = 0; i < 500; i++) {
    const d = Math.round(2 ** 40 * (i / 501)) / 2 ** 40;
    // −0 for 0 is as good.
    expect(sineOfTurns(-d) + sineOfTurns(d)).toBe(0);
    expect(sineOfTurns(d + 3)).toBe(sineOfTurns(d));
    expect(sineOfTurns(d - 2)).toBe(sineOfTurns(d));
  }
});

test('rounding: to the nearest whole number, ties to even; wrapping is exact', () => {
  expect([0.5, 1.5, 2.5, -0.5, -1.5, 0.49999999999999994, -7.6].map(nearest)).toEqual([
    0, 2, 2, 0, -2, 0, -8,
  ]);
  expect(wrappedTurns(12345.0000000001) + 12345).toBe(12345.0000000001);
});
