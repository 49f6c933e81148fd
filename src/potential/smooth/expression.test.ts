import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smoothPotential } from '../potential.js';
import { keyOf } from './expression.js';
import { evenness, reflected } from './reflection.js';
import { slope } from './slope.js';
import { sample } from './testing/expressions.js';
import { printed } from './testing/printed.js';
import { functionOf } from './value.js';

const argument = fc.double({ min: -1.2, max: 1.2, noNaN: true });

/** Fourth-order central differences, and what they may be wrong by where f varies on the scale of 1. */
function difference(f: (x: number) => number, x: number, h: number): number {
  return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h);
}

describe('expressions', () => {
  test('their values are those of the same tree by Math, to 1e-9 of their size', () => {
    fc.assert(
      fc.property(sample, argument, ({ f, value }, x) => {
        const expected = value(x);
        const around = Math.max(
          ...[-1e-6, 0, 1e-6].map((d) => Math.abs(value(x + d) - expected)),
          Math.abs(expected),
          1,
        );
        fc.pre(around < 1e6);
        expect(Math.abs(functionOf(f)(x) - expected) / around).toBeLessThan(1e-9);
      }),
      { seed: 11, numRuns: 2000 },
    );
  });

  test('slopes agree with differences of two steps: where these agree to 1e-7, so does the slope to 1e-6', () => {
    let tried = 0;
    fc.assert(
      fc.property(sample, argument, ({ f }, x) => {
        const value = functionOf(f);
        const [coarse, fine] = [difference(value, x, 2e-3), difference(value, x, 1e-3)];
        const size = 1 + Math.abs(fine) + Math.abs(value(x));
        fc.pre(Math.abs(coarse - fine) < 1e-7 * size);
        tried += 1;
        expect(Math.abs(functionOf(slope(f))(x) - fine) / size).toBeLessThan(1e-6);
      }),
      { seed: 12, numRuns: 2000 },
    );
    expect(tried).toBeGreaterThan(1500);
  });

  test('what is printed is read back as the same tree', () => {
    fc.assert(
      fc.property(sample, ({ f }) => {
        const text = printed(f, 'q');
        fc.pre(text.length <= 1000);
        expect(smoothPotential(text, 'q')).toEqual(f);
      }),
      { seed: 13, numRuns: 1000 },
    );
  });

  test('reflection: f(−x), and twice the same tree again', () => {
    fc.assert(
      fc.property(sample, argument, ({ f, value }, x) => {
        fc.pre(Math.abs(value(-x)) < 1e6);
        const expected = value(-x);
        const error = Math.abs(functionOf(reflected(f))(x) - expected);
        const steep = Math.abs(value(-x + 1e-6) - expected);
        expect(error).toBeLessThan(1e-9 * (1 + Math.abs(expected)) + steep);
        expect(keyOf(reflected(reflected(f)))).toBe(keyOf(f));
      }),
      { seed: 14, numRuns: 2000 },
    );
  });
});

describe('one tree for one function', () => {
  test.each([
    ['cos(r) + sin(r)', 'sin(r) + cos(r)'],
    ['cos(-r)', 'cos(r)'],
    ['tanh(-r)*r', '-r*tanh(r)'],
    ['2*cos(r) - cos(r)', 'cos(r)'],
    ['cos(r)*cos(r)', 'cos(r)^2'],
    ['sqrt(1 + r^2)^2', '1 + r^2'],
    ['sqrt(1 + r^2)^3', '(1 + r^2)*sqrt(1 + r^2)'],
    ['r^4/(2 + 2*r^2)*2', '2*r^4/(2 + 2*r^2)'],
    ['1/(-1 - r^2)', '-1/(1 + r^2)'],
    ['2*(1 + cos(r))', '2 + 2*cos(r)'],
    ['sin(r) - sin(r) + r^2', 'r^2'],
    ['exp(-r^2)/2', '0.5*exp(-r^2)'],
    ['(1 + r^2)^-1', '1/(1 + r^2)'],
    ['cos(1 - 1)', '1'],
  ])('%s = %s', (one, other) => {
    expect(smoothPotential(one, 'r')).toEqual(smoothPotential(other, 'r'));
  });
});

test.each([
  ['sqrt(1 + r^2)', true, true],
  ['1 - cos(r)', true, true],
  ['r*tanh(r)', true, true],
  ['r^4/(1 + r^2)', true, true],
  ['exp(-(r - 1)^2) + exp(-(r + 1)^2)', true, true],
  ['sin(r + tanh(r))^2', true, true],
  // sin(r + ¼π) cos(r + ¼π) = ½ cos 2r, which the rules do not see.
  ['sin(r + 0.7853981633974483)*cos(r + 0.7853981633974483)', true, false],
  ['sin(r)', false, true],
  ['exp(-(r - 1)^2)', false, true],
  ['r^2 + 1e-3*tanh(r)', false, true],
])('%s: even %s, proved %s', (text, even, proved) => {
  expect(evenness(smoothPotential(text, 'r'))).toEqual({ even, proved });
});
