import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ordered } from './order.js';
import { syntheticRecord } from './testing/synthetic.js';

const record = syntheticRecord({ size: 3, replicas: 8, intervals: 100, kappa: 1 }, 1);

it('replicas stand in the order of their quantiles, the same in windows and blocks; without quantiles as they were', () => {
  const quantile = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.uniqueArray(quantile, { minLength: 8, maxLength: 8 }),
      fc.integer({ min: 1, max: 8 }),
      (all, count) => {
        const found = ordered({ ...record, quantiles: Float64Array.from(all) }, count);
        const kept = all.slice(0, count).map((u, r) => ({ u, r }));
        kept.sort((a, b) => a.u - b.u);
        expect([...(found.quantiles ?? [])]).toEqual(kept.map(({ u }) => u));
        found.scales.forEach(({ replicas }, k) => {
          expect(replicas).toEqual(kept.map(({ r }) => record.scales[k]?.replicas[r]));
        });
        found.blocks.forEach(({ sums }, k) => {
          expect([...sums]).toEqual(kept.map(({ r }) => record.blocks[k]?.sums[r]));
        });
      },
    ),
    { numRuns: 50, seed: 1 },
  );
  expect(ordered(record, 8)).toEqual(record);
});
