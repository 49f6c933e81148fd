/** A weighted graph's edges: conductance c_e > 0 between tails[e] and heads[e]. */
interface Network {
  readonly nodes: number;
  readonly tails: Int32Array;
  readonly heads: Int32Array;
  readonly conductances: Float64Array;
}

/**
 * An approximate inverse of the network's Laplacian plus a positive diagonal: r ↦ (LLᵀ)⁻¹r, L its incomplete
 * Cholesky factor without fill-in. For such M-matrices the factor always exists (Meijerink & van der Vorst,
 * Math. Comp. 31 (1977) 148).
 *
 * @param extra added to the Laplacian's diagonal; at least one positive entry in every component
 */
export function incompleteInverse(network: Network, extra: Float64Array): (r: Float64Array) => Float64Array {
  const { nodes, tails, heads, conductances } = network;
  const rows: Map<number, number>[] = Array.from({ length: nodes }, () => new Map<number, number>());
  const diagonal = Float64Array.from(extra);
  for (let e = 0; e < conductances.length; e++) {
    const [i, j] = [tails[e] as number, heads[e] as number];
    if (i === j) continue;
    const c = conductances[e] as number;
    diagonal[i] = (diagonal[i] as number) + c;
    diagonal[j] = (diagonal[j] as number) + c;
    const row = rows[Math.max(i, j)] as Map<number, number>;
    row.set(Math.min(i, j), (row.get(Math.min(i, j)) ?? 0) - c);
  }
  const starts = new Int32Array(nodes + 1);
  rows.forEach((row, i) => (starts[i + 1] = (starts[i] as number) + row.size));
  const columns = new Int32Array(starts[nodes] as number);
  const values = new Float64Array(starts[nodes] as number);
  for (let i = 0; i < nodes; i++) {
    const row = rows[i] as Map<number, number>;
    const sorted = [...row.keys()].sort((a, b) => a - b);
    const first = starts[i] as number;
    let pivot = diagonal[i] as number;
    const full = pivot;
    sorted.forEach((j, at) => {
      let sum = row.get(j) as number;
      for (let k = starts[j] as number; k < (starts[j + 1] as number); k++) {
        const shared = sorted.indexOf(columns[k] as number);
        if (shared >= 0 && shared < at) sum -= (values[k] as number) * (values[first + shared] as number);
      }
      const entry = sum / (diagonal[j] as number);
      columns[first + at] = j;
      values[first + at] = entry;
      pivot -= entry * entry;
    });
    // Positive in exact arithmetic; rounding may spoil it if conductances span many decades.
    diagonal[i] = Math.sqrt(Math.max(pivot, 1e-14 * full) || 1);
  }
  return (r) => {
    const x = Float64Array.from(r);
    for (let i = 0; i < nodes; i++) {
      let sum = x[i] as number;
      for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
        sum -= (values[k] as number) * (x[columns[k] as number] as number);
      }
      x[i] = sum / (diagonal[i] as number);
    }
    for (let i = nodes - 1; i >= 0; i--) {
      const y = (x[i] as number) / (diagonal[i] as number);
      x[i] = y;
      for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
        const j = columns[k] as number;
        x[j] = (x[j] as number) - (values[k] as number) * y;
      }
    }
    return x;
  };
}
