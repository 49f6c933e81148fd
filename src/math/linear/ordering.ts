/** An undirected graph: the neighbours of node i are `neighbours[starts[i]] … neighbours[starts[i+1]−1]`. */
export interface Adjacency {
  readonly starts: Int32Array;
  readonly neighbours: Int32Array;
}

/** The graph with the given edges, without loops and repetitions; neighbours in increasing order. */
export function adjacency(nodes: number, edges: Iterable<readonly [number, number]>): Adjacency {
  const sets = Array.from({ length: nodes }, () => new Set<number>());
  for (const [i, j] of edges) {
    if (i === j) continue;
    (sets[i] as Set<number>).add(j);
    (sets[j] as Set<number>).add(i);
  }
  const starts = new Int32Array(nodes + 1);
  for (let i = 0; i < nodes; i++) starts[i + 1] = (starts[i] as number) + (sets[i] as Set<number>).size;
  const neighbours = new Int32Array(starts[nodes] as number);
  sets.forEach((set, i) => {
    neighbours.set(
      [...set].sort((a, b) => a - b),
      starts[i],
    );
  });
  return { starts, neighbours };
}

/**
 * Nodes in breadth-first order from `start`; within a level, in the order of their predecessors and then by increasing
 * degree (Cuthill & McKee 1969).
 */
function breadthFirst({ starts, neighbours }: Adjacency, start: number, seen: Uint8Array): number[] {
  const degree = (i: number) => (starts[i + 1] as number) - (starts[i] as number);
  const order = [start];
  seen[start] = 1;
  for (let at = 0; at < order.length; at++) {
    const node = order[at] as number;
    const found: number[] = [];
    for (let k = starts[node] as number; k < (starts[node + 1] as number); k++) {
      const next = neighbours[k] as number;
      if (seen[next] !== 1) {
        seen[next] = 1;
        found.push(next);
      }
    }
    found.sort((a, b) => degree(a) - degree(b) || a - b);
    order.push(...found);
  }
  return order;
}

/**
 * An ordering of the nodes that keeps neighbours close: reverse Cuthill–McKee (George 1971). Each component starts from
 * a peripheral node found by two searches. `positions[i]` is the place of node i. On a ring the ordering is the folded
 * one, 0, N−1, 1, N−2, …, in which neighbours are at most 2 apart.
 */
export function bandOrdering(graph: Adjacency): Int32Array {
  const nodes = graph.starts.length - 1;
  const seen = new Uint8Array(nodes);
  const order: number[] = [];
  for (let node = 0; node < nodes; node++) {
    if (seen[node] === 1) continue;
    const end = breadthFirst(graph, node, Uint8Array.from(seen)).at(-1) as number;
    // One by one: a hundred thousand nodes as arguments of one call overflow the stack.
    for (const found of breadthFirst(graph, end, seen)) order.push(found);
  }
  const positions = new Int32Array(nodes);
  order.forEach((node, at) => (positions[node] = nodes - 1 - at));
  return positions;
}

/** max |positions[i] − positions[j]| over the edges. */
export function bandwidth({ starts, neighbours }: Adjacency, positions: Int32Array): number {
  let widest = 0;
  for (let i = 0; i < positions.length; i++) {
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
      const j = neighbours[k] as number;
      widest = Math.max(widest, Math.abs((positions[i] as number) - (positions[j] as number)));
    }
  }
  return widest;
}
