import { describe, expect, it } from 'vitest';
import { pointOf } from '../testing/point.js';
import type { Theorem2Case } from './case.js';
import { theorem2Finding } from './finding.js';
import { ringsInSeries } from '../../estimate/circuit.js';

const epsilon = [0.2, 0.1, 0.05];

/** κ_paper = 5 ε⁴ measured and exact, below the bound 7 ε⁴ or above the bound 3 ε⁴. */
function synthetic(constant: number): Theorem2Case {
  return {
    potential: 'harmonic',
    n: 2,
    points: epsilon.map((x) => pointOf(x, { kind: 'value', standard: 2.5 * x ** 4, error: 0.05 * x ** 4 })),
    bound: {
      epsilon,
      least: epsilon.map((x) => constant * x ** 4),
      lemma3: epsilon.map((x) => 2 * constant * x ** 4),
      constants: { least: constant, lemma3: 2 * constant },
    },
    exact: { epsilon, paper: epsilon.map((x) => 5.2 * x ** 4) },
    many: null,
  };
}

describe('theorem-2', () => {
  it('scales κ by ε^{n+2}, and reads the slope n + 2 and the distance of two standard errors from synthetic points', () => {
    const { table, shown } = theorem2Finding([synthetic(7)]);
    for (const row of table.rows) {
      expect(row[4]).toBeCloseTo(5, 10);
      expect(row[5]).toBeCloseTo(0.1, 10);
      expect(row[7]).toBeCloseTo(4, 10);
      expect(row[9]).toBeCloseTo(5.2, 10);
      expect(row[10]).toBeCloseTo(7, 10);
    }
    expect(shown[0]).toContain('agrees with n + 2 = 4');
    expect(shown[0]).toContain('off by at most -2.0 standard errors');
    expect(shown[0]).toContain('every measured κ lies below the computed bound; C(2) = 7.00');
  });

  it('says so where a measured κ lies above the bound', () => {
    expect(theorem2Finding([synthetic(3)]).shown[0]).toContain(
      'at ε = 0.2, 0.1, 0.05 the measured κ (or its upper bound) lies ABOVE the computed bound',
    );
  });
});

describe('inSeries', () => {
  it('is the harmonic mean, with the propagated standard error', () => {
    const { value, error } = ringsInSeries([1, 1 / 3]);
    expect(value).toBeCloseTo(0.5, 15);
    expect(error).toBeCloseTo(0.25, 15);
    expect(ringsInSeries([2])).toEqual({ value: 2, error: 0 });
  });
});
