import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjacency, bandOrdering, bandwidth } from './ordering.js';

describe('band ordering', () => {
  it('folds a ring: neighbours are at most 2 apart', () => {
    for (const n of [3, 4, 17, 64]) {
      const ring = adjacency(
        n,
        Array.from({ length: n }, (_, i) => [i, (i + 1) % n] as const),
      );
      expect(bandwidth(ring, bandOrdering(ring))).toBe(Math.min(2, n - 1));
    }
  });

  it('restores the natural width of a scrambled path', () => {
    const n = 40;
    const label = (i: number) => (i * 27) % n;
    const path = adjacency(
      n,
      Array.from({ length: n - 1 }, (_, i) => [label(i), label(i + 1)] as const).filter(([a, b]) => a !== b),
    );
    expect(bandwidth(path, bandOrdering(path))).toBeLessThanOrEqual(1);
  });

  it('is a permutation of the nodes for any graph, connected or not', () => {
    const edges = fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 40 });
    fc.assert(
      fc.property(edges, (list) => {
        const positions = bandOrdering(adjacency(20, list));
        expect([...positions].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('lists each neighbour once, sorted, without loops', () => {
    const { starts, neighbours } = adjacency(3, [
      [2, 0],
      [0, 2],
      [1, 1],
      [0, 1],
    ]);
    expect([...starts]).toEqual([0, 2, 3, 4]);
    expect([...neighbours]).toEqual([1, 2, 0, 0]);
  });
});
