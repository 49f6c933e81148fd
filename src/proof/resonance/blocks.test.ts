import { describe, expect, it } from 'vitest';
import { blocks } from './blocks.js';

function neighbours(vertices: number, edges: readonly (readonly [number, number])[]): number[][] {
  return Array.from({ length: vertices }, (_, v) =>
    edges.flatMap(([a, b]) => (a === v ? [b] : b === v ? [a] : [])),
  );
}

describe('blocks', () => {
  it('cuts two squares, joined by a bridge and with a tail, at their common vertices', () => {
    const edges = [
      [0, 1], [1, 2], [2, 3], [3, 0], // a square
      [2, 4], // a bridge
      [4, 5], [5, 6], [6, 7], [7, 4], [5, 7], // a square with a diagonal
      [6, 8], // a tail
    ] as const; // prettier-ignore
    const found = blocks(neighbours(9, edges)).map(({ top, edges: inside }) => ({
      top,
      members: [...new Set(inside.flat())].sort((a, b) => a - b),
      count: inside.length,
    }));
    expect(found).toEqual([
      { top: 6, members: [6, 8], count: 1 },
      { top: 4, members: [4, 5, 6, 7], count: 5 },
      { top: 2, members: [2, 4], count: 1 },
      { top: 0, members: [0, 1, 2, 3], count: 4 },
    ]);
  });
});
