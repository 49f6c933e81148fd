import { blocks } from './blocks.js';

/** The length of the longest self-avoiding path lies in [least, most]; exact where the two are equal. */
export interface PathLength {
  readonly least: number;
  readonly most: number;
  readonly exact: boolean;
}

/** Steps of the exhaustive search in one block, after which only bounds are given: some milliseconds of work. */
const AFFORDABLE = 3e5;

/**
 * The longest self-avoiding path of a connected graph, in edges: ℓ(C_γ) of section 4.2.
 *
 * A path enters and leaves a block (`blocks.ts`) at most once. So the longest path follows from the longest paths between any two
 * vertices of one block, by adding up along the tree of blocks. Inside a block all self-avoiding paths are tried; a block of more than
 * 3·10⁵ of them only gets bounds: the shortest path or the longest one met, and what a path can have that visits no vertex
 * twice and, on a graph of two colours (as every cluster that does not wind around the torus), alternates between them.
 *
 * @param vertices their number, at least 1
 * @param edges pairs of different vertices, each pair at most once; the graph must be connected
 */
export function longestPath(
  vertices: number,
  edges: readonly (readonly [number, number])[],
  affordable = AFFORDABLE,
): PathLength {
  const parts = blocks(neighbourLists(vertices, edges)).map((block) => {
    const members = [...new Set(block.edges.flat())];
    const numbers = new Map(members.map((vertex, i) => [vertex, i]));
    const inside = block.edges.map(([a, b]): [number, number] => [numbers.get(a) ?? 0, numbers.get(b) ?? 0]);
    return {
      top: numbers.get(block.top) ?? 0,
      members,
      paths: blockPaths(members.length, inside, affordable),
    };
  });
  const [least, most] = [0, 1].map((which) => {
    /** The longest path from a vertex into the blocks that hang on it. */
    const down = new Int32Array(vertices);
    let longest = 0;
    for (const { top, members, paths } of parts) {
      const between = paths[which] as Int32Array;
      let arm = 0;
      for (let u = 0; u < members.length; u++) {
        if (u === top) continue;
        const below = down[members[u] as number] as number;
        arm = Math.max(arm, below + (between[u * members.length + top] as number));
        for (let w = 0; w < u; w++) {
          if (w === top) continue;
          const other = down[members[w] as number] as number;
          longest = Math.max(longest, below + (between[u * members.length + w] as number) + other);
        }
      }
      const hanging = members[top] as number;
      longest = Math.max(longest, arm + (down[hanging] as number));
      down[hanging] = Math.max(down[hanging] as number, arm);
    }
    return longest;
  }) as [number, number];
  return { least, most, exact: least === most };
}

function neighbourLists(vertices: number, edges: readonly (readonly [number, number])[]): number[][] {
  const neighbours = Array.from({ length: vertices }, (): number[] => []);
  for (const [a, b] of edges) {
    (neighbours[a] as number[]).push(b);
    (neighbours[b] as number[]).push(a);
  }
  return neighbours;
}

/** For every two vertices u, w of a block, at u·size + w: the longest path between them from below and from above. */
function blockPaths(
  size: number,
  edges: readonly (readonly [number, number])[],
  affordable: number,
): [least: Int32Array, most: Int32Array] {
  const neighbours = neighbourLists(size, edges);
  const most = pathBounds(size, colouring(neighbours));
  const longest = shortestPaths(neighbours);
  const onPath = new Uint8Array(size);
  let steps = 0;
  const extend = (start: number, vertex: number, length: number): void => {
    if (steps++ > affordable) return;
    const pair = start * size + vertex;
    longest[pair] = Math.max(longest[pair] as number, length);
    onPath[vertex] = 1;
    for (const next of neighbours[vertex] as number[]) {
      if (onPath[next] === 0) extend(start, next, length + 1);
    }
    onPath[vertex] = 0;
  };
  for (let start = 0; start < size; start++) extend(start, start, 0);
  // A search that stopped early has met more paths from the first vertices than from the last.
  for (let u = 0; u < size; u++) {
    for (let w = 0; w < size; w++) {
      longest[u * size + w] = Math.max(longest[u * size + w] as number, longest[w * size + u] as number);
    }
  }
  return [longest, steps > affordable ? most : longest];
}

/** 0 or 1 for each vertex such that neighbours differ, or null for a graph with an odd loop. */
function colouring(neighbours: readonly (readonly number[])[]): Uint8Array | null {
  const colours = new Uint8Array(neighbours.length).fill(2);
  colours[0] = 0;
  const reached = [0];
  for (const vertex of reached) {
    for (const next of neighbours[vertex] as number[]) {
      if (colours[next] === 2) {
        colours[next] = 1 - (colours[vertex] as number);
        reached.push(next);
      } else if (colours[next] === colours[vertex]) {
        return null;
      }
    }
  }
  return colours;
}

/**
 * The most edges of a path between two vertices. With n₀ and n₁ vertices of the two colours: between different colours
 * 2·min(n₀, n₁) − 1, between two vertices of colour c 2·min(n_c − 1, n_{1−c}).
 */
function pathBounds(size: number, colours: Uint8Array | null): Int32Array {
  const bounds = new Int32Array(size * size).fill(size - 1);
  if (colours === null) return bounds;
  const ones = colours.reduce((sum, colour) => sum + colour, 0);
  const counts = [size - ones, ones] as const;
  for (let u = 0; u < size; u++) {
    for (let w = 0; w < size; w++) {
      const own = counts[colours[u] as 0 | 1];
      bounds[u * size + w] =
        colours[u] === colours[w] ? 2 * Math.min(own - 1, size - own) : 2 * Math.min(...counts) - 1;
    }
  }
  return bounds;
}

/** The distances between any two vertices, at u·size + w. */
function shortestPaths(neighbours: readonly (readonly number[])[]): Int32Array {
  const size = neighbours.length;
  const distances = new Int32Array(size * size);
  for (let start = 0; start < size; start++) {
    const known = new Map([[start, 0]]);
    for (const [vertex, distance] of known) {
      distances[start * size + vertex] = distance;
      for (const next of neighbours[vertex] as number[]) {
        if (!known.has(next)) known.set(next, distance + 1);
      }
    }
  }
  return distances;
}
