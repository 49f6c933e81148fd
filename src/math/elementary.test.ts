import { describe, expect, test } from 'vitest';
import { cosSin, exp, log, power } from './elementary.js';
import { RandomSequence } from './random.js';
import { distance, exactCosSin, exactExp, exactLog, ulps } from './testing/exact.js';

const MIN = 2.2250738585072014e-308;

/** `count` numbers from `from` to `to`, at random on a linear or a logarithmic scale. */
function sample(count: number, from: number, to: number, member: number, logarithmic = false): number[] {
  const sequence = new RandomSequence({ seed: 1, stream: 'synthetic', member });
  return Array.from({ length: count }, () => {
    const u = sequence.drawUniform();
    return logarithmic ? from * 2 ** (u * Math.log2(to / from)) : from + (to - from) * u;
  });
}

/** The largest |f(x) − g(x)| over the points, relative to |g(x)|. */
function worstRelative(
  points: readonly number[],
  f: (x: number) => number,
  g: (x: number) => number,
): number {
  return points.reduce((worst, x) => Math.max(worst, f(x) === g(x) ? 0 : Math.abs(f(x) / g(x) - 1)), 0);
}

const worst = (points: readonly number[], error: (x: number) => number): number =>
  points.reduce((most, x) => Math.max(most, error(x)), 0);

describe('against 250-bit integer arithmetic', () => {
  test('log: below 2 ulp', () => {
    const points = [
      ...sample(1000, 2 ** -180, 2 ** 180, 20, true),
      ...sample(1000, 0.5, 2, 21),
      ...sample(500, 1 - 1e-6, 1 + 1e-6, 22),
    ];
    expect(worst(points, (x) => ulps(log(x), exactLog(x)))).toBeLessThan(2);
  });

  test('exp: below 1.25 ulp', () => {
    const points = [
      ...sample(1000, -690, 690, 23),
      ...sample(1000, -1, 1, 24),
      ...sample(200, -1e-6, 1e-6, 25),
    ];
    const error = (x: number): number => {
      const [k, mantissa] = exactExp(x);
      return ulps(exp(x) / 2 ** Number(k), mantissa);
    };
    expect(worst(points, error)).toBeLessThan(1.25);
  });

  test('cos and sin: absolute error below 2e-16 up to 10⁶', () => {
    const points = [...sample(500, -10, 10, 26), ...sample(500, -1e6, 1e6, 27), 1e6, -1e6, 999999.5];
    const error = (x: number): number => {
      const [c, s] = cosSin(x);
      const [cos, sin] = exactCosSin(x);
      return Math.max(distance(c, cos), distance(s, sin));
    };
    expect(worst(points, error)).toBeLessThan(2e-16);
  });
});

describe('log: relative difference from Math.log (which is within 1 ulp) below 6.7e-16', () => {
  test.each([
    ['over the whole range', sample(20000, MIN, 1e308, 0, true)],
    ['around 1', sample(20000, 0.5, 2, 1)],
    ['within 1e-6 of 1', sample(5000, 1 - 1e-6, 1 + 1e-6, 2)],
    ['close to √½ and √2', [...sample(2000, 0.7071, 0.70712, 3), ...sample(2000, 1.4142, 1.41422, 4)]],
    ['powers of two', Array.from({ length: 2045 }, (_, k) => 2 ** (k - 1022))],
    ['subnormal', [5e-324, 1e-320, 3.7e-315, MIN / 2]],
  ])('%s', (_name, points) => {
    expect(worstRelative(points, log, Math.log)).toBeLessThan(6.7e-16);
  });

  test('limits: 0, ∞, negative, NaN; ln 1 = 0 exactly', () => {
    expect([log(0), log(Infinity), log(-1), log(NaN), log(-Infinity), log(1)]).toEqual([
      -Infinity,
      Infinity,
      NaN,
      NaN,
      NaN,
      0,
    ]);
    expect(log(-0)).toBe(-Infinity);
  });
});

describe('exp: relative difference from Math.exp (which is within 1 ulp) below 4.5e-16', () => {
  test.each([
    ['over the whole range', sample(20000, -708.39, 709.78, 5)],
    ['around 0', sample(20000, -1, 1, 6)],
    ['within 1e-8 of 0', sample(2000, -1e-8, 1e-8, 7)],
    [
      'close to multiples of ½ ln 2',
      Array.from({ length: 2000 }, (_, k) => (k - 1000) * 0.5 * Math.LN2 * (1 + 1e-15)),
    ],
    ['the ends', [709.7827128933839, 709.5, 709.4, -708.3, -708.3964185322]],
  ])('%s', (_name, points) => {
    expect(worstRelative(points, exp, Math.exp)).toBeLessThan(4.5e-16);
  });

  test('beyond the ends, and 0', () => {
    expect([exp(709.79), exp(Infinity), exp(-708.4), exp(-1e5), exp(-Infinity), exp(NaN), exp(0)]).toEqual([
      Infinity,
      Infinity,
      0,
      0,
      0,
      NaN,
      1,
    ]);
    expect(exp(709.782712893384)).toBeLessThan(Infinity);
  });
});

test('exp and log are inverse: |log(exp x) − x| below 4.4e-16 (1 + |x|)', () => {
  for (const x of sample(5000, -700, 700, 8))
    expect(Math.abs(log(exp(x)) - x)).toBeLessThan(4.4e-16 * (1 + Math.abs(x)));
});

describe('cosSin', () => {
  const angles = [
    ...sample(20000, -10, 10, 9),
    ...sample(20000, -1e6, 1e6, 10),
    ...Array.from({ length: 4000 }, (_, k) => ((k - 2000) * Math.PI) / 4),
    ...Array.from({ length: 2000 }, (_, k) => (k + 634000) * (Math.PI / 2)),
    0,
    1e6,
    -1e6,
    5e-324,
  ];

  test('absolute difference from Math.cos and Math.sin (which are within 1 ulp) below 2.3e-16, up to 10⁶', () => {
    for (const x of angles) {
      const [c, s] = cosSin(x);
      if (!(Math.abs(c - Math.cos(x)) < 2.3e-16 && Math.abs(s - Math.sin(x)) < 2.3e-16)) {
        expect.fail(`at ${String(x)}: ${String(c - Math.cos(x))}, ${String(s - Math.sin(x))}`);
      }
    }
  });

  test('c² + s² = 1 to 5e-16, cos even and sin odd exactly, and quarter turns to 9e-16', () => {
    const lengths = angles.map(cosSin).map(([c, s]) => Math.abs(c * c + s * s - 1));
    expect(lengths.reduce((a, b) => Math.max(a, b))).toBeLessThan(5e-16);
    for (const x of sample(2000, 0, 700, 11)) {
      const [c, s] = cosSin(x);
      const [c1, s1] = cosSin(-x);
      expect([c1, -s1]).toEqual([c, s]);
    }
    for (const x of sample(2000, 0, 4, 12)) {
      const [c, s] = cosSin(x);
      const [c1, s1] = cosSin(x + Math.PI / 2);
      // The sum x + π/2 is rounded: half an ulp of a number below 8.
      expect(Math.abs(c1 + s)).toBeLessThan(9e-16);
      expect(Math.abs(s1 - c)).toBeLessThan(9e-16);
    }
  });

  test('angles beyond 10⁶ are refused', () => {
    expect(() => cosSin(1.1e6)).toThrow('invalid angle; not within ±1e6: 1100000');
    expect(() => cosSin(NaN)).toThrow('invalid angle');
    expect(() => cosSin(-Infinity)).toThrow('invalid angle');
  });
});

test('power: xⁿ to 2e-16·n against the product of n factors in big integers, whole x', () => {
  for (let n = 0; n <= 40; n++) {
    for (const x of [-7, -3, -1, 0, 1, 2, 3, 11, 101]) {
      const exact = Number(BigInt(x) ** BigInt(n));
      expect(Math.abs(power(x, n) - exact)).toBeLessThanOrEqual(2.3e-16 * n * Math.abs(exact));
    }
  }
  expect(power(0.5, 3)).toBe(0.125);
  expect(power(NaN, 0)).toBe(1);
});
