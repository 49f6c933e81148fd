import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mean } from '../../math/statistics.js';
import { contributions, joint } from './joint.js';
import { replicaError, type CurveScale } from './curve.js';
import { realisationsInSeries } from '../series.js';

const scale = (time: number, values: readonly number[], samples = 10): CurveScale => ({
  time,
  values: Float64Array.from(values),
  samples,
});

const curves = fc.array(
  fc.record({
    sites: fc.integer({ min: 3, max: 1000 }),
    values: fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 5, maxLength: 5 }),
    samples: fc.integer({ min: 1, max: 50 }),
  }),
  { minLength: 2, maxLength: 5 },
);

test('the mean of the joint replicas is the series combination, to 1e-12', () => {
  fc.assert(
    fc.property(curves, (given) => {
      const [combined] = joint(
        given.map(({ sites, values, samples }) => ({ sites, curve: [scale(8, values, samples)] })),
      );
      const { standard } = realisationsInSeries(
        given.map(({ sites, values }) => ({ sites, standard: mean(Float64Array.from(values)), error: 0 })),
      );
      expect(Math.abs(mean((combined as CurveScale).values) / standard - 1)).toBeLessThan(1e-12);
      const each = contributions(
        given.map(({ sites, values, samples }) => ({ sites, curve: [scale(8, values, samples)] })),
        8,
      );
      expect(each).toHaveLength(5 * given.length);
      expect(Math.abs(each.reduce((a, b) => a + b, 0) / 5 / standard - 1)).toBeLessThan(1e-12);
    }),
    { seed: 7 },
  );
});

test('equal realisations of n squares each have the floor of their sum', () => {
  const values = [1, 1, 1, 1, 1];
  const [both] = joint(Array.from({ length: 3 }, () => ({ sites: 10, curve: [scale(1, values, 4)] })));
  expect((both as CurveScale).samples).toBeCloseTo(12, 12);
  expect(replicaError(both as CurveScale)).toBeCloseTo(Math.sqrt(2 / 60), 12);
});

test('times that one realisation lacks are left out, and so are replicas that one has not done', () => {
  const result = joint([
    { sites: 4, curve: [scale(1, [1, 2, 3]), scale(2, [1, 2, 3])] },
    { sites: 4, curve: [scale(2, [1, 2])] },
  ]);
  expect(result.map(({ time }) => time)).toEqual([2]);
  expect(result[0]?.values).toHaveLength(2);
  expect(joint([])).toEqual([]);
});
