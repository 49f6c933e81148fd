import { describe, expect, test } from 'vitest';
import { RandomSequence } from '../random.js';
import { exactArctan, exactCosSin, exactExp, exactLog, exactTanh, ulps } from '../testing/exact.js';
import { arctangent } from './arctangent.js';
import { nearest, numbers, series } from './arithmetic.js';
import { exponential, hyperbolicTangent } from './exponential.js';
import { logarithm } from './logarithm.js';
import { cosine, sine } from './sine.js';

/** `count` numbers from `from` to `to`, at random on a linear or a logarithmic scale. */
function sample(count: number, from: number, to: number, member: number, logarithmic = false): number[] {
  const sequence = new RandomSequence({ seed: 2, stream: 'synthetic', member });
  return Array.from({ length: count }, () => {
    const u = sequence.drawUniform();
    return logarithmic ? from * 2 ** (u * Math.log2(to / from)) : from + (to - from) * u;
  });
}

const signed = (points: readonly number[]): number[] => points.flatMap((x) => [x, -x]);
const worst = (points: readonly number[], error: (x: number) => number): number =>
  points.reduce((most, x) => Math.max(most, error(x)), 0);
/** Next to the multiples of π/4, and of 1/2. */
const corners = Array.from({ length: 400 }, (_, k) => k - 200).flatMap((k) =>
  [k * (Math.PI / 4) + 1e-5, k / 2, k * (Math.PI / 4) - 1e-9].filter((x) => x !== 0),
);

describe('against integer arithmetic of 75 digits, in units of the last place', () => {
  test('eˣ: below 1', () => {
    const points = [...sample(2000, -700, 700, 1), ...sample(2000, -1, 1, 2), ...sample(300, -1e-6, 1e-6, 3)];
    const error = (x: number): number => {
      const [k, mantissa] = exactExp(x);
      return ulps(exponential(numbers, x) / 2 ** Number(k), mantissa);
    };
    expect(worst(points, error)).toBeLessThan(1);
  });

  test('ln x: below 1', () => {
    const points = [
      ...sample(1500, 2 ** -180, 2 ** 180, 4, true),
      ...sample(2000, 0.5, 2, 5),
      ...sample(500, 1 - 1e-6, 1 + 1e-6, 6),
    ].filter((x) => x !== 1);
    expect(worst(points, (x) => ulps(logarithm(numbers, x), exactLog(x)))).toBeLessThan(1);
  });

  test('sin x and cos x: below 2.2, up to 10⁶', () => {
    const points = [
      ...sample(3000, -10, 10, 7),
      ...sample(1000, -1e6, 1e6, 8),
      ...signed(sample(500, 1e-30, 1, 9, true)),
      ...corners,
    ];
    expect(worst(points, (x) => ulps(sine(numbers, x), exactCosSin(x)[1]))).toBeLessThan(2.2);
    expect(worst(points, (x) => ulps(cosine(numbers, x), exactCosSin(x)[0]))).toBeLessThan(2.2);
  });

  test('tanh x: below 2.5', () => {
    const points = [
      ...sample(3000, -3, 3, 10),
      ...sample(500, -21, 21, 11),
      ...signed(sample(500, 1e-30, 1, 12, true)),
    ];
    expect(worst(points, (x) => ulps(hyperbolicTangent(numbers, x), exactTanh(x)))).toBeLessThan(2.5);
  });

  test('arctan x: below 1', () => {
    const points = [
      ...sample(2000, -3, 3, 13),
      ...signed(sample(1000, 1e-30, 1e30, 14, true)),
      ...signed([Math.SQRT2 - 1, Math.SQRT2 + 1, 1]),
    ];
    expect(worst(points, (x) => ulps(arctangent(numbers, x), exactArctan(x)))).toBeLessThan(1);
  });
});

test('the ends: eˣ falls to 0 and rises to ∞, tanh and arctan to their limits; what is not a number stays so', () => {
  expect([-708.01, -1e5, -Infinity, 709.79, 1e9, Infinity, 0].map((x) => exponential(numbers, x))).toEqual([
    0,
    0,
    0,
    Infinity,
    Infinity,
    Infinity,
    1,
  ]);
  expect(exponential(numbers, 709.782712893384)).toBeLessThan(Infinity);
  expect(exponential(numbers, -708)).toBeGreaterThan(3e-308);
  expect([0, 30, -1e300].map((x) => hyperbolicTangent(numbers, x))).toEqual([0, 1, -1]);
  expect([0, 1e300, -Infinity].map((x) => arctangent(numbers, x))).toEqual([0, Math.PI / 2, -Math.PI / 2]);
  expect([sine(numbers, 0), cosine(numbers, 0), logarithm(numbers, 1)]).toEqual([0, 1, 0]);
  for (const f of [exponential, sine, cosine, hyperbolicTangent, arctangent])
    expect(f(numbers, NaN)).toBeNaN();
});

test('sin, tanh and arctan are odd to the last bit', () => {
  for (const x of sample(3000, -50, 50, 15)) {
    for (const f of [sine, hyperbolicTangent, arctangent]) expect(f(numbers, -x)).toBe(-f(numbers, x));
  }
});

test('the parts of a number: 2^e(mantissa) is the number again; the nearest whole number, ties to even', () => {
  for (const x of sample(3000, 2.3e-308, 1e308, 16, true)) {
    const e = numbers.exponent(x);
    expect(numbers.powerOfTwo(e) * numbers.mantissa(x)).toBe(x);
    expect(numbers.powerOfTwo(e)).toBe(2 ** e);
  }
  expect([0.5, 1.5, -2.5, 0.49999999999999994, -7.6].map((x) => nearest(numbers, x) + 0)).toEqual([
    0, 2, -2, 0, -8,
  ]);
});

test('series: Σ c_k x^k of whole numbers, exactly', () => {
  for (const x of [-3, 0, 1, 2, 5]) {
    expect(series(numbers, [4, -1, 3, 7, -2], x)).toBe(4 - x + 3 * x ** 2 + 7 * x ** 3 - 2 * x ** 4);
  }
});
