import { blocks } from './blocks.js';

/**
 * ℓ(C) of section 4.2: the length of the longest self-avoiding path lies in [least, most]; it is exact if the two are
 * equal.
 */
export interface PathLength {
  readonly least: number;
  readonly most: number;
  readonly exact: boolean;
}

/**
 * Limit on the steps of the exhaustive search in one block, a few milliseconds of work; beyond it only bounds are
 * given.
 */
const AFFORDABLE = 3e5;

/** In blocks with more vertices not even the distances between pairs are stored, only one bound for all pairs. */
const LARGE = 500;

/**
 * The longest self-avoiding path of a connected graph, in edges: ℓ(C_γ) of section 4.2.
 *
 * A path enters and leaves a block (`blocks.ts`) at most once. So the longest path follows from the longest paths
 * between pairs of vertices of one block, by summation along the tree of blocks. Inside a block all self-avoiding paths
 * are tried. A block with more than 3·10⁵ steps of search only gets bounds: from below the distance or the longest path
 * found; from above the length of a path that visits no vertex twice and, on a bipartite graph (every cluster that does
 * not wind around the torus), alternates between the two colours.
 *
 * @param vertices the number of vertices, at least 1
 * @param edges pairs of different vertices, each pair at most once; the graph must be connected
 */
export function longestPath(
  vertices: number,
  edges: readonly (readonly [number, number])[],
  affordable = AFFORDABLE,
): PathLength {
  const parts = blocks(neighbourLists(vertices, edges)).map((block): BlockPaths => {
    const members = [...new Set(block.edges.flat())];
    const numbers = new Map(members.map((vertex, i) => [vertex, i]));
    const top = numbers.get(block.top) ?? 0;
    const inside = neighbourLists(
      members.length,
      block.edges.map(([a, b]) => [numbers.get(a) ?? 0, numbers.get(b) ?? 0]),
    );
    const paths = members.length > LARGE ? largeBlockPaths(inside, top) : blockPaths(inside, affordable);
    return { top, members, paths };
  });
  const [least, most] = [longestAlong(vertices, parts, 0), longestAlong(vertices, parts, 1)];
  return { least, most, exact: least === most };
}

/** The length of a path between vertices u and w of a block, numbered within the block: a lower and an upper bound. */
type PathsBetween = readonly [
  least: (u: number, w: number) => number,
  most: (u: number, w: number) => number,
];

interface BlockPaths {
  /** The index of the top among the members. */
  readonly top: number;
  readonly members: readonly number[];
  readonly paths: PathsBetween;
}

/** The longest path along the tree of blocks, with one of the two bounds. */
function longestAlong(vertices: number, parts: readonly BlockPaths[], which: 0 | 1): number {
  /** The longest path from a vertex into the blocks attached to it. */
  const down = new Int32Array(vertices);
  let longest = 0;
  for (const { top, members, paths } of parts) {
    const between = paths[which];
    const below = members.map((vertex) => down[vertex] as number);
    let arm = 0;
    for (let u = 0; u < members.length; u++) {
      if (u === top) continue;
      arm = Math.max(arm, (below[u] as number) + between(u, top));
      // See `largeBlockPaths`.
      if (members.length > LARGE && below[u] === 0) continue;
      for (let w = 0; w < u; w++) {
        if (w === top) continue;
        longest = Math.max(longest, (below[u] as number) + between(u, w) + (below[w] as number));
      }
    }
    const hanging = members[top] as number;
    longest = Math.max(longest, arm + (down[hanging] as number));
    down[hanging] = Math.max(down[hanging] as number, arm);
  }
  return longest;
}

function neighbourLists(vertices: number, edges: readonly (readonly [number, number])[]): number[][] {
  const neighbours = Array.from({ length: vertices }, (): number[] => []);
  for (const [a, b] of edges) {
    (neighbours[a] as number[]).push(b);
    (neighbours[b] as number[]).push(a);
  }
  return neighbours;
}

/** All self-avoiding paths of a block, or as many as are affordable. */
function blockPaths(neighbours: readonly (readonly number[])[], affordable: number): PathsBetween {
  const size = neighbours.length;
  const bound = pathBound(colouring(neighbours), size);
  const longest = new Int32Array(size * size);
  for (let start = 0; start < size; start++) longest.set(distancesFrom(neighbours, start), start * size);
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
  // A search that stopped early has found more paths from the first vertices than from the last.
  const least = (u: number, w: number): number =>
    Math.max(longest[u * size + w] as number, longest[w * size + u] as number);
  return [least, steps > affordable ? bound : least];
}

/**
 * Bounds for a large block: distances to the top differ by at most the distance between their starts, and one upper
 * bound holds for all pairs, so pairs without attached blocks are never longer than a pair with the top.
 */
function largeBlockPaths(neighbours: readonly (readonly number[])[], top: number): PathsBetween {
  const distances = distancesFrom(neighbours, top);
  const size = neighbours.length;
  const ones = colouring(neighbours)?.reduce((sum, colour) => sum + colour, 0);
  const bound = Math.min(size - 1, ones === undefined ? Infinity : 2 * Math.min(ones, size - ones));
  return [(u, w) => Math.abs((distances[u] as number) - (distances[w] as number)), () => bound];
}

/** 0 or 1 for each vertex such that neighbours differ, or null for a graph with an odd cycle. */
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
 * The largest number of edges of a path between two vertices. With n₀ and n₁ vertices of the two colours: between
 * different colours 2·min(n₀, n₁) − 1, between two vertices of colour c 2·min(n_c − 1, n_{1−c}).
 */
function pathBound(colours: Uint8Array | null, size: number): (u: number, w: number) => number {
  if (colours === null) return () => size - 1;
  const ones = colours.reduce((sum, colour) => sum + colour, 0);
  const counts = [size - ones, ones] as const;
  return (u, w) => {
    const own = counts[colours[u] as 0 | 1];
    return colours[u] === colours[w] ? 2 * Math.min(own - 1, size - own) : 2 * Math.min(...counts) - 1;
  };
}

/** The distances of all vertices from one. */
function distancesFrom(neighbours: readonly (readonly number[])[], start: number): Int32Array {
  const distances = new Int32Array(neighbours.length);
  const known = new Map([[start, 0]]);
  for (const [vertex, distance] of known) {
    distances[vertex] = distance;
    for (const next of neighbours[vertex] as number[]) {
      if (!known.has(next)) known.set(next, distance + 1);
    }
  }
  return distances;
}
