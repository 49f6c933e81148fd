/** A block of a graph: a maximal set of edges any two of which lie on a common cycle, or a single edge on no cycle. */
export interface Block {
  /** The vertex that joins the block to the part of the graph visited first. */
  readonly top: number;
  readonly edges: readonly (readonly [number, number])[];
}

/**
 * The blocks of a connected graph, ordered so that every block comes after the blocks attached to its vertices other
 * than its top (depth-first search from vertex 0; Hopcroft & Tarjan, Comm. ACM 16 (1973) 372).
 */
export function blocks(neighbours: readonly (readonly number[])[]): Block[] {
  const found: Block[] = [];
  const order = new Int32Array(neighbours.length).fill(-1);
  /** The earliest visited vertex reachable from the subtree without the tree edge upwards. */
  const low = new Int32Array(neighbours.length);
  const next = new Int32Array(neighbours.length);
  const edges: [number, number][] = [];
  const path = [0];
  order[0] = 0;
  let visited = 1;
  while (path.length > 0) {
    const vertex = path[path.length - 1] as number;
    const parent = path[path.length - 2] ?? -1;
    const list = neighbours[vertex] as readonly number[];
    const place = next[vertex] as number;
    if (place < list.length) {
      next[vertex] = place + 1;
      const other = list[place] as number;
      if (other === parent) continue;
      if (order[other] === -1) {
        edges.push([vertex, other]);
        order[other] = visited;
        low[other] = visited++;
        path.push(other);
      } else if ((order[other] as number) < (order[vertex] as number)) {
        edges.push([vertex, other]);
        low[vertex] = Math.min(low[vertex] as number, order[other] as number);
      }
      continue;
    }
    path.pop();
    if (parent === -1) break;
    low[parent] = Math.min(low[parent] as number, low[vertex] as number);
    if ((low[vertex] as number) >= (order[parent] as number)) {
      const first = edges.findLastIndex(([a, b]) => a === parent && b === vertex);
      found.push({ top: parent, edges: edges.splice(first) });
    }
  }
  return found;
}
