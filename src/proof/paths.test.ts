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
  it('equals the naive search on random parts of the 3 × 3 grid', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (kept) => {
        const { vertices, edges } = gridPart(3, 3, kept);
        const expected = naive(vertices, edges);
        expect(longestPath(vertices, edges)).toEqual({ least: expected, most: expected, exact: true });
      }),
      { seed: 3, numRuns: 150 },
    );
  });

  it('has the closed forms: a line of n bonds n, a loop of n bonds n − 1, a star 2, a full a × b grid ab − 1', () => {
    const line = (n: number): [number, number][] => Array.from({ length: n }, (_, i) => [i, i + 1]);
    expect(longestPath(8, line(7)).least).toBe(7);
    expect(longestPath(7, [...line(6), [0, 6]]).least).toBe(6);
    expect(longestPath(8, [...line(7), [0, 7]]).least).toBe(7);
    expect(longestPath(5, [[0, 1], [0, 2], [0, 3], [0, 4]]).least).toBe(2); // prettier-ignore
    const grid = gridPart(4, 5, []);
    expect(longestPath(grid.vertices, grid.edges)).toEqual({ least: 19, most: 19, exact: true });
  });

  it('says so and brackets the length when it stops early', () => {
    const { vertices, edges } = gridPart(5, 5, [true, false, true, true, true, false]);
    const exact = longestPath(vertices, edges, Infinity);
    const bounded = longestPath(vertices, edges, 30);
    expect(exact.exact).toBe(true);
    expect(bounded.exact).toBe(false);
    expect(bounded.least).toBeLessThanOrEqual(exact.least);
    expect(bounded.most).toBeGreaterThanOrEqual(exact.most);
    expect(bounded.most).toBeLessThanOrEqual(24);
  });
});
