import type { BondGraph } from '../record.js';

/**
 * The torus Z_N^d with bonds (x, x+e_k) numbered d·x + (k−1), and a current along all of them or along e_k
 * only.
 */
export function torusGraph(dimension: number, size: number, direction?: number): BondGraph {
  const sites = size ** dimension;
  const tails: number[] = [];
  const heads: number[] = [];
  const aims: number[] = [];
  for (let x = 0; x < sites; x++) {
    for (let k = 0; k < dimension; k++) {
      const stride = size ** k;
      const coordinate = Math.floor(x / stride) % size;
      tails.push(x);
      heads.push(coordinate === size - 1 ? x - (size - 1) * stride : x + stride);
      aims.push(direction === undefined || direction === k ? 1 : 0);
    }
  }
  return {
    sites,
    tails: Int32Array.from(tails),
    heads: Int32Array.from(heads),
    aims: Float64Array.from(aims),
  };
}
