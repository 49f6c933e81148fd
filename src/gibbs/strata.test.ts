import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from './strata.js';

const names = fc.record({ seed: fc.nat(0xffff), group: fc.nat(0xffff) });

describe('quantiles of energy', () => {
  it('of every 2^k replicas that begin at a multiple of 2^k exactly one lies in each of 2^k equal strata', () => {
    fc.assert(
      fc.property(names, fc.integer({ min: 0, max: 7 }), fc.nat(20), (name, k, block) => {
        const count = 2 ** k;
        const strata = Array.from({ length: count }, (_, r) =>
          Math.floor(count * quantile(name, block * count + r)),
        );
        expect(strata.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('depend on the replica and its group alone, and lie inside (0, 1)', () => {
    fc.assert(
      fc.property(names, fc.nat(100_000), (name, replica) => {
        const u = quantile(name, replica);
        expect(u).toBe(quantile({ ...name }, replica));
        expect(u).toBeGreaterThan(0);
        expect(u).toBeLessThan(1);
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it('of one replica over 4000 groups are uniform: Kolmogorov distance below 2.7/√n (false alarm < 1e-6)', () => {
    for (const replica of [0, 5, 77]) {
      const u = Array.from({ length: 4000 }, (_, group) => quantile({ seed: 3, group }, replica)).sort(
        (a, b) => a - b,
      );
      const distance = Math.max(
        ...u.map((x, i) => Math.max(Math.abs(x - i / 4000), Math.abs(x - (i + 1) / 4000))),
      );
      expect(distance).toBeLessThan(2.7 / Math.sqrt(4000));
    }
  });
});
