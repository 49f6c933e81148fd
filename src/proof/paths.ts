/** The length of the longest self-avoiding path lies in [least, most]; exact where the two are equal. */
export interface PathLength {
  readonly least: number;
  readonly most: number;
  readonly exact: boolean;
}

/** Steps of the exhaustive search, after which only bounds are given: a few milliseconds of work. */
const AFFORDABLE = 3e5;

/**
 * The longest self-avoiding path of a connected graph, in edges: ℓ(C_γ) of section 4.2.
 *
 * Trees: exactly, twice the farthest vertex. Other graphs: a search over all self-avoiding paths that gives up a branch as
 * soon as the vertices still within reach cannot make it the longest; after 3·10⁵ steps the longest path found and
 * a bound are returned. The bound: a path visits no vertex twice, and on a graph with two colours (as every
 * cluster that does not wind around the torus) it alternates, so that it has at most 2·min(colours) edges.
 *
 * @param vertices their number, at least 1
 * @param edges pairs of different vertices, each pair at most once; the graph must be connected
 */
export function longestPath(
  vertices: number,
  edges: readonly (readonly [number, number])[],
  affordable = AFFORDABLE,
): PathLength {
  const neighbours = Array.from({ length: vertices }, (): number[] => []);
  for (const [a, b] of edges) {
    (neighbours[a] as number[]).push(b);
    (neighbours[b] as number[]).push(a);
  }
  if (edges.length === vertices - 1) {
    const [end] = farthest(neighbours, 0);
    const [, length] = farthest(neighbours, end);
    return { least: length, most: length, exact: true };
  }
  const colours = colouring(neighbours);
  const most = reachBound(colours, new Uint8Array(vertices).fill(1));
  const least = searched(neighbours, colours, most, affordable);
  return least.finished
    ? { least: least.longest, most: least.longest, exact: true }
    : { least: least.longest, most, exact: false };
}

/** The vertex farthest from a start, and its distance. */
function farthest(
  neighbours: readonly (readonly number[])[],
  start: number,
): [vertex: number, distance: number] {
  const distances = new Map([[start, 0]]);
  let last: [number, number] = [start, 0];
  for (const [vertex, distance] of distances) {
    last = [vertex, distance];
    for (const next of neighbours[vertex] as number[]) {
      if (!distances.has(next)) distances.set(next, distance + 1);
    }
  }
  return last;
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

/** The most edges that a path on the marked vertices can have. */
function reachBound(colours: Uint8Array | null, marked: Uint8Array): number {
  let total = 0;
  let ones = 0;
  marked.forEach((mark, vertex) => {
    total += mark;
    if (colours !== null) ones += mark * (colours[vertex] as number);
  });
  const fewest = Math.min(ones, total - ones);
  return colours === null ? total - 1 : Math.min(total - 1, 2 * fewest);
}

function searched(
  neighbours: readonly (readonly number[])[],
  colours: Uint8Array | null,
  most: number,
  affordable: number,
): { longest: number; finished: boolean } {
  const onPath = new Uint8Array(neighbours.length);
  const reached = new Uint8Array(neighbours.length);
  let longest = 0;
  let steps = 0;

  /** The most edges that a path can still gain from its last vertex. */
  const gain = (from: number): number => {
    reached.fill(0);
    reached[from] = 1;
    const list = [from];
    for (const vertex of list) {
      for (const next of neighbours[vertex] as number[]) {
        if (onPath[next] === 0 && reached[next] === 0) {
          reached[next] = 1;
          list.push(next);
        }
      }
    }
    steps += list.length;
    return reachBound(colours, reached);
  };
  const extend = (vertex: number, length: number): void => {
    longest = Math.max(longest, length);
    if (longest === most || steps > affordable || length + gain(vertex) <= longest) return;
    onPath[vertex] = 1;
    for (const next of neighbours[vertex] as number[]) {
      if (onPath[next] === 0) extend(next, length + 1);
    }
    onPath[vertex] = 0;
  };
  for (let start = 0; start < neighbours.length; start++) extend(start, 0);
  return { longest, finished: longest === most || steps <= affordable };
}
