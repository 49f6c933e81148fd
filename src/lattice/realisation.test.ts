import { describe, expect, test } from 'vitest';
import { philox } from '../math/philox.js';
import { unitInterval } from '../math/random.js';
import { checkedLaw, lawRecord } from './disorder.js';
import { frequencies } from './realisation.js';
import { coordinates, torus } from './torus.js';

const ring = torus(1, 20000);

/** Kolmogorov's statistic sup |F_n − F|·√n: above 2.95 with a probability of 2e^{−2·2.95²} < 1e-7. */
function kolmogorov(sample: Float64Array, cumulative: (omega: number) => number): number {
  const sorted = sample.slice().sort();
  let worst = 0;
  sorted.forEach((omega, i) => {
    const expected = cumulative(omega);
    worst = Math.max(
      worst,
      Math.abs(expected - i / sorted.length),
      Math.abs(expected - (i + 1) / sorted.length),
    );
  });
  return worst * Math.sqrt(sorted.length);
}

/** ∫ of a density from a to b by Simpson's rule on 100 intervals. */
function integral(density: (x: number) => number, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i <= 100; i++)
    sum += (i % 100 === 0 ? 1 : i % 2 === 0 ? 2 : 4) * density(a + ((b - a) * i) / 100);
  return (sum * (b - a)) / 300;
}

const bell =
  (mean: number, deviation: number) =>
  (x: number): number =>
    Math.exp(-(((x - mean) / deviation) ** 2) / 2);

test('of: square: every frequency is the root, bit for bit, of what the law itself gives', () => {
  for (const spec of [
    { law: 'uniform', from: 1, to: 9 },
    { law: 'truncated-normal', mean: 2, deviation: 1, from: 1, to: 4 },
    { law: 'periodic', values: [2, 3] },
  ]) {
    const squares = frequencies(checkedLaw(spec), torus(1, 200), 5, 2);
    const roots = frequencies(checkedLaw({ ...spec, of: 'square' }), torus(1, 200), 5, 2);
    expect(roots).toEqual(squares.map(Math.sqrt));
  }
});

describe('the law of 20 000 frequencies: Kolmogorov–Smirnov, false alarm below 1e-7', () => {
  test.each<[object, (omega: number) => number]>([
    [{ law: 'uniform', from: 1, to: 3 }, (omega) => (omega - 1) / 2],
    [
      { law: 'triangular', from: 1, mode: 1.3, to: 2 },
      (omega) => (omega < 1.3 ? (omega - 1) ** 2 / 0.3 : 1 - (2 - omega) ** 2 / 0.7),
    ],
    [{ law: 'triangular', from: 1, mode: 1, to: 2 }, (omega) => 1 - (2 - omega) ** 2],
    [{ law: 'uniform', from: 1, to: 9, of: 'square' }, (omega) => (omega * omega - 1) / 8],
    [
      { law: 'truncated-normal', mean: 1.4, deviation: 0.3, from: 1, to: 2 },
      (omega) => integral(bell(1.4, 0.3), 1, omega) / integral(bell(1.4, 0.3), 1, 2),
    ],
    [
      { law: 'truncated-normal', mean: 0, deviation: 0.5, from: 1, to: 4 },
      (omega) => integral(bell(0, 0.5), 1, omega) / integral(bell(0, 0.5), 1, 4),
    ],
    [
      { law: 'truncated-normal', mean: 2, deviation: 0.001, from: 1, to: 9 },
      (omega) => integral(bell(2, 0.001), 1.98, omega) / integral(bell(2, 0.001), 1.98, 2.02),
    ],
  ])('%j', (spec, cumulative) => {
    const law = checkedLaw(spec);
    const omega = frequencies(law, ring, 11, 0);
    const [from, to] = lawRecord(law).support(law);
    expect(omega.every((value) => value >= from && value <= to)).toBe(true);
    expect(kolmogorov(omega, cumulative)).toBeLessThan(2.95);
  });

  test('two-valued: the share of the first value within 5.4 standard errors (false alarm < 1e-7)', () => {
    const omega = frequencies(
      checkedLaw({ law: 'two-valued', values: [3, 1], probability: 0.3 }),
      ring,
      11,
      0,
    );
    expect(new Set(omega)).toEqual(new Set([1, 3]));
    const share = omega.filter((value) => value === 3).length / omega.length;
    expect(Math.abs(share - 0.3)).toBeLessThan(5.4 * Math.sqrt((0.3 * 0.7) / omega.length));
  });

  test('neighbours, and realisations, are uncorrelated within 5.4 standard errors (false alarm < 1e-6)', () => {
    const law = checkedLaw({ law: 'uniform', from: 1, to: 2 });
    const [a, b, c] = [
      frequencies(law, ring, 11, 0),
      frequencies(law, ring, 11, 1),
      frequencies(law, ring, 12, 0),
    ];
    const shifted = a.map((_, x) => a[(x + 1) % a.length] as number);
    for (const other of [shifted, b, c]) {
      const covariance =
        a.reduce((sum, value, x) => sum + (value - 1.5) * ((other[x] as number) - 1.5), 0) / a.length;
      expect(Math.abs(covariance)).toBeLessThan((5.4 / 12) * Math.sqrt(1 / a.length));
    }
  });
});

describe('what a realisation depends on', () => {
  test.each(['uniform', 'truncated-normal', 'triangular', 'two-valued'])(
    '%s: a site’s frequency depends on its number alone, in every dimension',
    (name) => {
      const law = checkedLaw({ law: name });
      const small = frequencies(law, torus(1, 27), 5, 3);
      expect(frequencies(law, torus(1, 100), 5, 3).slice(0, 27)).toEqual(small);
      expect(frequencies(law, torus(3, 3), 5, 3)).toEqual(small);
      expect(frequencies(law, torus(1, 27), 5, 4)).not.toEqual(small);
      expect(frequencies(law, torus(1, 27), 6, 3)).not.toEqual(small);
    },
  );

  test('site x of realisation r takes its number from Philox at counter (x, 0, r, 0), key (seed, 1)', () => {
    const omega = frequencies(checkedLaw({ law: 'uniform' }), torus(1, 5), 42, 6);
    omega.forEach((value, x) => {
      const words = new Uint32Array(4);
      philox([x, 0, 6, 0], [42, 1], words);
      expect(value).toBe(1 + unitInterval(words[0] as number, words[1] as number));
    });
  });

  test('a list is taken in the order of the sites; a period runs along every direction', () => {
    const values = Array.from({ length: 16 }, (_, x) => 1 + x);
    expect([...frequencies(checkedLaw({ law: 'list', values }), torus(2, 4), 1, 0)]).toEqual(values);
    const lattice = torus(3, 4);
    const omega = frequencies(checkedLaw({ law: 'periodic', values: [1, 2, 3, 4] }), lattice, 1, 0);
    omega.forEach((value, x) => {
      expect(value).toBe(1 + (coordinates(lattice, x).reduce((a, b) => a + b) % 4));
    });
  });
});
