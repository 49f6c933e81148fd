import { describe, expect, it } from 'vitest';
import type { Frame, Json } from '../../data/frame.js';
import { calculationRun } from '../calculations.js';
import { powerLawExponent, fiveTermsFinding } from './finding.js';
import { fiveTermsPoint } from './point.js';
import { TERMS } from './calculation.js';

const settings = {
  order: 2,
  size: 8,
  coupling: [0, 0, 0.5],
  epsilon: 0.2,
  span: 8,
  samples: 128,
  c: 0.02,
  firstReplica: 0,
};

function result(given: Json): Frame {
  const run = calculationRun('fiveTerms', given);
  while (!run.finished) run.advance(1e9);
  return run.result();
}

describe('the five terms of section 4.3', () => {
  const frame = result(settings);

  it('make up ∫J along a trajectory with flips and a resonant bond, to 0.5 % (trapezoidal sums), with N exactly 0', () => {
    expect(frame.head['resonant']).toBeGreaterThan(0);
    const column = (name: string): Float64Array => frame.columns[name] as Float64Array;
    let [left, whole] = [0, 0];
    column('whole').forEach((value, i) => {
      const sum = TERMS.slice(0, 5).reduce((all, term) => all + (column(term)[i] as number), 0);
      left = Math.max(left, Math.abs(value - sum));
      whole = Math.max(whole, Math.abs(value));
    });
    expect(left).toBeLessThan(5e-3 * whole);
    expect(column('energyMartingale').every((value) => value === 0)).toBe(true);
    for (const term of ['martingale', 'boundary', 'energyBoundary', 'remainder']) {
      expect(Math.max(...column(term).map(Math.abs))).toBeGreaterThan(0.01 * whole);
    }
  });

  it('have the same bits however the work is cut', () => {
    const run = calculationRun('fiveTerms', settings);
    while (!run.finished) run.advance(100);
    expect(run.result()).toEqual(frame);
  });
});

it('fiveTermsPoint takes mean squares of increments over t N: a deterministic staircase', () => {
  const column = Float64Array.from({ length: 129 * 4 }, (_, i) => 3 * Math.floor(i / 4));
  const columns = Object.fromEntries(TERMS.map((term) => [term, column]));
  const head = {
    size: 8,
    interval: 0.5,
    dirichlet: 2,
    resonant: 0,
    boundaryVariance: 3,
    energyVariance: 0.5,
  };
  const point = fiveTermsPoint('case', 2, 0.1, [{ head, columns }]);
  const of = point.variances.filter(({ term }) => term === 'boundary');
  expect(of.map(({ time }) => time)).toEqual([0.5, 1, 2, 4, 8, 16, 32]);
  of.forEach(({ time, value, error }) => {
    expect(value).toBeCloseTo((6 * time) ** 2 / (8 * time), 10);
    expect(error).toBe(0);
  });
  expect([point.mostBoundary, point.mostEnergyBoundary]).toEqual([12, 2 / (0.1 * 0.1)]);
  expect(point.expectedMartingale).toBeCloseTo(0.04, 15);
  // Five equal terms against one whole leave four of it.
  expect(point.residual).toBeCloseTo(4, 12);
  expect(fiveTermsFinding([point]).shown[1]).toContain('N is not 0');
});

it('exponent reads a power law exactly, and nothing from one point', () => {
  const points = [0.1, 0.2, 0.7].map((x) => ({ x, value: 3 * x ** 2.5 }));
  expect(powerLawExponent(points)).toBeCloseTo(2.5, 12);
  expect(powerLawExponent(points.slice(0, 1))).toBeNull();
});
