import { describe, expect, test } from 'vitest';
import { checkedLaw } from '../lattice/disorder.js';
import { RandomSequence } from '../math/random.js';
import { derivative, valueAt } from './polynomial.js';
import { hypotheses } from './hypotheses.js';
import { potential } from './potential.js';

const uniform = checkedLaw({ law: 'uniform', from: 1, to: 2 });

/** The names of the hypotheses that fail. */
function broken(V: string, U: string, epsilon = 0.1, law: unknown = uniform): string[] {
  return hypotheses(potential(V, 'r'), potential(U, 'q'), epsilon, checkedLaw(law))
    .filter(({ holds }) => !holds)
    .map(({ name }) => name);
}

describe('the hypotheses of section 2', () => {
  test.each([
    ['r^4/4', 'q^6/6', []],
    ['r^4/4', 'q^6/6 + q^4/4', []],
    ['r^2/2', '0', []],
    ['0', '0', []],
    ['r^4/4', '0', ['domination by the pinning']],
    ['r^4/4', 'q^4/4', ['domination by the pinning']],
    ['r^6/6', 'q^8', ['domination by the pinning']],
    ['r^6/6', 'q^10', []],
    ['r^3', 'q^6', ['symmetric coupling']],
    ['r^2/2', 'q^3', ['uniform convexity', 'integrability']],
    ['r^2/2', '-q^4', ['uniform convexity', 'integrability']],
    ['r^2/2', 'q^4/4 - 3*q^2', []],
    ['r^2/2', 'q^4/4 - 6*q^2', ['uniform convexity']],
    ['r^2/2', '-12*q^2', ['uniform convexity', 'integrability']],
  ])('V = %s, U = %s breaks %j', (V, U, expected) => {
    expect(broken(V, U)).toEqual(expected);
  });

  test('laws without a density break theirs', () => {
    for (const law of [
      { law: 'two-valued', values: [1, 2] },
      { law: 'periodic', values: [1, 2, 3] },
      { law: 'list', values: [1, 2, 3] },
    ]) {
      expect(broken('r^2/2', '0', 0.1, law)).toEqual(['bounded density']);
    }
    expect(broken('r^2/2', '0', 0.1, { law: 'triangular' })).toEqual([]);
  });

  test('the convexity of ω₋² + εU″ turns at the ε where its least value is 0', () => {
    // U = q⁴/4 − q³: U″ = 3q² − 6q is least at q = 1, where it is −3.
    expect(broken('r^2/2', 'q^4/4 - q^3', 0.3333)).toEqual([]);
    expect(broken('r^2/2', 'q^4/4 - q^3', 0.3334)).toEqual(['uniform convexity']);
  });

  test('reasons carry numbers', () => {
    const reasons = hypotheses(potential('r^4/4', 'r'), potential('q^4/4-q^3', 'q'), 0.1, uniform);
    expect(reasons.map(({ reason }) => reason)).toEqual([
      'the uniform law has a density of at most 1 on [1, 2]',
      'V has even powers only',
      'its least value is 0.7, at q = 1',
      'ω₋y² + εU(y) = 0.025 y^4 + … grows at both ends',
      'V″(x)⁴ grows as x^8 and U″(x)² as x^4: the decorrelation bound (1) is not covered; U would need a degree of at least 6',
    ]);
  });

  test.each([
    ['r^4/4', 'q^6/6', true],
    ['r^4/4 - r^2', 'q^7 - q^6', true],
    ['r^4/4', 'q^5', false],
    ['r^6', 'q^10/9 - q^2', true],
    ['r^6', 'q^9', false],
  ])('domination, V = %s, U = %s: the quotient of the two sides along 200 rays agrees', (V, U, holds) => {
    const [v2, u2] = [potential(V, 'r'), potential(U, 'q')].map((f) => derivative(derivative(f)));
    const quotient = (x: number, y: number): number =>
      valueAt(v2 as number[], x - y) ** 4 /
      (1 + valueAt(u2 as number[], x) ** 2) /
      (1 + valueAt(u2 as number[], y) ** 2);
    const sequence = new RandomSequence({ seed: 1, stream: 'synthetic' });
    const rays = [
      [1, 0],
      [0, 1],
      [1, -1],
      [1, 1],
      ...Array.from({ length: 196 }, () => sequence.drawGaussians()),
    ];
    const largest = (radius: number): number =>
      rays.reduce(
        (most, [a, b]) => Math.max(most, quotient(radius * (a as number), radius * (b as number))),
        0,
      );
    expect(largest(1e8) <= 10 * largest(1e4)).toBe(holds);
    expect(broken(V, U).includes('domination by the pinning')).toBe(!holds);
  });
});
