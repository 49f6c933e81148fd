import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestPath } from './paths.js';

/** Edges of the a × b grid, some of them left out, restricted to the component of vertex 0 and renumbered. */
function gridPart(
  a: number,
  b: number,
  kept: readonly boolean[],
): { vertices: number; edges: [number, number][] } {
  const all: [number, number][] = [];
  for (let y = 0; y < b; y++) {
    for (let x = 0; x < a; x++) {
      if (x + 1 < a) all.push([x + a * y, x + 1 + a * y]);
      if (y + 1 < b) all.push([x + a * y, x + a * (y + 1)]);
    }
  }
  const edges = all.filter((_, i) => kept[i] ?? true);
  const numbers = new Map([[0, 0]]);
  for (const [vertex] of numbers) {
    for (const [u, v] of edges) {
      if (u === vertex && !numbers.has(v)) numbers.set(v, numbers.size);
      if (v === vertex && !numbers.has(u)) numbers.set(u, numbers.size);
    }
  }
  return {
    vertices: numbers.size,
    edges: edges
      .filter(([u]) => numbers.has(u))
      .map(([u, v]) => [numbers.get(u) as number, numbers.get(v) as number]),
  };
}

/** The naive twin: the longest path among all orders of visiting vertices. */
function naive(vertices: number, edges: readonly [number, number][]): number {
  let longest = 0;
  const visit = (path: number[]): void => {
    longest = Math.max(longest, path.length - 1);
    for (let next = 0; next < vertices; next++) {
      const last = path[path.length - 1] as number;
      const joined = edges.some(([u, v]) => (u === last && v === next) || (v === last && u === next));
      if (joined && !path.includes(next)) visit([...path, next]);
    }
  };
  for (let start = 0; start < vertices; start++) visit([start]);
  return longest;
}

describe('longestPath', () => {
  it('adds up along a chain of squares joined at corners: 2·3 + 18·2 bonds for twenty, at once', () => {
    const squares = Array.from({ length: 20 }, (_, i) => 3 * i);
    const edges = squares.flatMap((v): [number, number][] => [[v, v + 1], [v + 1, v + 3], [v, v + 2], [v + 2, v + 3]]); // prettier-ignore
    expect(longestPath(61, edges)).toEqual({ least: 42, most: 42, exact: true });
  });

  it('equals the naive search on random parts of the 3 × 3 and 2 × 5 grids', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 13, maxLength: 13 }), fc.boolean(), (kept, wide) => {
        const { vertices, edges } = wide ? gridPart(5, 2, kept) : gridPart(3, 3, kept);
        const expected = naive(vertices, edges);
        expect(longestPath(vertices, edges)).toEqual({ least: expected, most: expected, exact: true });
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  it('has the closed forms: a line of n bonds n, a loop of n bonds n − 1, a star 2, a full a × b grid ab − 1', () => {
    const line = (n: number): [number, number][] => Array.from({ length: n }, (_, i) => [i, i + 1]);
    expect(longestPath(8, line(7)).least).toBe(7);
    expect(longestPath(7, [...line(6), [0, 6]]).least).toBe(6);
    expect(longestPath(8, [...line(7), [0, 7]]).least).toBe(7);
    expect(longestPath(5, [[0, 1], [0, 2], [0, 3], [0, 4]]).least).toBe(2); // prettier-ignore
    const grid = gridPart(4, 4, []);
    expect(longestPath(grid.vertices, grid.edges)).toEqual({ least: 15, most: 15, exact: true });
  });

  it('brackets the length in large blocks in no time: a full 50 × 50 grid with two tails, 2499 + 4 bonds', () => {
    const { vertices, edges } = gridPart(50, 50, []);
    const tails: [number, number][] = [[0, vertices], [vertices, vertices + 1], [vertices - 1, vertices + 2], [vertices + 2, vertices + 3]]; // prettier-ignore
    const { least, most, exact } = longestPath(vertices + 4, [...edges, ...tails]);
    expect(exact).toBe(false);
    expect(least).toBeGreaterThanOrEqual(98 + 4);
    expect(most).toBe(2499 + 4);
  });

  it('says so and brackets the length when it stops early', () => {
    let inexact = 0;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 24, maxLength: 24 }), (kept) => {
        const { vertices, edges } = gridPart(
          4,
          4,
          kept.map((number) => number > 0),
        );
        const exact = longestPath(vertices, edges);
        const bounded = longestPath(vertices, edges, 12);
        expect(exact.exact).toBe(true);
        expect(bounded.least).toBeLessThanOrEqual(exact.least);
        expect(bounded.most).toBeGreaterThanOrEqual(exact.most);
        expect(bounded.exact).toBe(bounded.least === bounded.most);
        if (!bounded.exact) inexact += 1;
      }),
      { seed: 4, numRuns: 100 },
    );
    expect(inexact).toBeGreaterThan(20);
  });
});
