import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smoothPotential } from '../potential.js';
import { growth, growthText } from './growth.js';
import { infimum, isPositive } from './infimum.js';
import { LINE, range } from './range.js';
import { reflected } from './reflection.js';
import { slope } from './slope.js';
import { sample } from './testing/expressions.js';
import { functionOf } from './value.js';

const place = fc.double({ min: -3, max: 3, noNaN: true });

describe('ranges', () => {
  test('hold the value at every point of the interval, to 1e-9 of the larger end', () => {
    fc.assert(
      fc.property(sample, place, place, fc.double({ min: 0, max: 1, noNaN: true }), ({ f }, a, b, share) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const [low, high] = range(f, [from, to]);
        const value = functionOf(f)(from + share * (to - from));
        fc.pre(Number.isFinite(value));
        const slack = 1e-9 * (1 + Math.abs(value));
        expect(value).toBeGreaterThanOrEqual(low - slack);
        expect(value).toBeLessThanOrEqual(high + slack);
        const [lowest, highest] = range(f, LINE);
        expect(value).toBeGreaterThanOrEqual(lowest - slack);
        expect(value).toBeLessThanOrEqual(highest + slack);
      }),
      { seed: 21, numRuns: 3000 },
    );
  });

  test.each([
    ['1 + r^2', [1, Infinity]],
    ['sqrt(1 + r^2)', [1, Infinity]],
    ['-exp(-r^2)', [-1, 0]],
    ['2 + sin(r)', [1, 3]],
    ['tanh(r^3)', [-1, 1]],
    ['atan(r)^2', [0, (Math.PI / 2) ** 2]],
    ['1/(1 + r^2)', [0, 1]],
    ['log(1 + r^2)', [0, Infinity]],
  ] as const)('%s on the whole line: %j', (text, expected) => {
    expect(range(smoothPotential(text, 'r'), LINE)).toEqual(expected);
  });
});

describe('the infimum', () => {
  test.each([
    'cos(r) + r^2/20',
    'r^4/(1 + r^2) - r',
    'sin(r)',
    'r^2 - 3*exp(-(r - 1)^2)',
    'tanh(r)*r - cos(5*r)',
  ])('of %s: its value and its bound are the least of 20 000 values, to 1e-3', (text) => {
    const f = smoothPotential(text, 'r');
    const found = infimum(f);
    const value = functionOf(f);
    let least = Infinity;
    for (let i = 0; i <= 20_000; i++) least = Math.min(least, value(i / 100 - 100));
    expect(value(found.at)).toBe(found.value);
    expect(found.bound).toBeLessThanOrEqual(least);
    expect(found.value - least).toBeLessThan(1e-3);
    expect(found.value - found.bound).toBeLessThan(1e-3);
  });

  test('beyond 100: by intervals, by growth, or unknown', () => {
    const beyond = (text: string): unknown => {
      const found = infimum(smoothPotential(text, 'r'));
      return [found.beyond, found.byGrowth];
    };
    expect(beyond('2 + cos(r)')).toEqual([1, false]);
    expect(beyond('r^2*atan(r) - r')).toEqual([-Infinity, true]);
    expect(beyond('r^4 - r*sqrt(1 + r^2)')).toEqual([Infinity, true]);
    expect(beyond('r*sin(r)')).toEqual([-Infinity, true]);
  });

  test.each([
    ['1 + r^2', true],
    ['2 - tanh(r)', true],
    ['r^2 - r + 1', true],
    ['1 + r*tanh(r)', true],
    ['3 + r^2 - 3*cos(r)', false],
    ['r^2', false],
    ['exp(-r^2)', false],
    ['r', false],
  ])('%s keeps away from 0 above it: %s', (text, expected) => {
    expect(isPositive(smoothPotential(text, 'r'))).toBe(expected);
  });
});

describe('growth', () => {
  test.each([
    ['r^4/(1 + r^2)', '1 r^2', '1 r^2'],
    ['sqrt(4 + r^2)', '1 r', '1 r'],
    ['log(1 + r^2)', '2 ln r', '2 ln r'],
    ['log(1 + r^2)^2*r^3', '4 r^3 (ln r)^2', '−4 r^3 (ln r)^2'],
    ['1 - cos(r)', 'a bounded function', 'a bounded function'],
    ['-exp(-r^2)', '0', '0'],
    ['r*tanh(r)', '1 r', '1 r'],
    ['r*atan(r)/2', '0.7854 r', '0.7854 r'],
    ['r^3 + r*sin(r)', '1 r^3', '−1 r^3'],
    ['r*sin(r)', 'r', 'r'],
    ['sqrt(1 + r^2) - r', 'r', '2 r'],
    ['exp(log(1 + r^2))', 'r^2', 'r^2'],
    ['sin(1/(1 + r^2))', '1 r^−2', '1 r^−2'],
    ['r^2*exp(-r^2)', '0', '0'],
  ])('%s: %s as r → ∞, %s as r → −∞', (text, right, left) => {
    const f = smoothPotential(text, 'r');
    expect([growth(f), growth(reflected(f))].map((g) => growthText(g, 'r'))).toEqual([right, left]);
  });

  test.each([
    'r^4/(1 + r^2)',
    'sqrt(1 + r^2)',
    'log(1 + r^2)',
    'r^3*atan(r)',
    '(r^2 + 3)*log(2 + r^2)',
    'r^2/sqrt(1 + r^4)',
  ])(
    '%s and its first two derivatives: values at 10⁴ … 10⁷ are within the growth, and reach it where its coefficient is known',
    (text) => {
      let f = smoothPotential(text, 'r');
      for (let k = 0; k < 3; k++, f = slope(f)) {
        const { power, log, c } = growth(f);
        const quotient = (x: number): number => functionOf(f)(x) / (x ** power * Math.log(x) ** log);
        for (const x of [1e4, 1e5, 1e6, 1e7]) {
          expect(Math.abs(quotient(x))).toBeLessThan(100);
          if (c !== null) expect(Math.abs(quotient(x) / c - 1)).toBeLessThan(0.3);
        }
      }
    },
  );
});
