import type { ModeFunction } from '../mode-function.js';

/**
 * A polynomial in mode coordinates as the order of work that evaluates it: every monomial is cut into two halves, and
 *
 *   f_b = Re Σ_nodes (first half)·Σ_leaves c·(second half),
 *
 * so that a monomial costs two multiplications, and a first half one complex product. Halves of one factor are the factors themselves.
 */
export interface ModeProgram {
  /** For each bond. */
  readonly bonds: readonly BondProgram[];
  /** The largest number of products of a bond. */
  readonly products: number;
}

export interface BondProgram {
  /** Products of two factors w; the i-th is the half number −1 − i. */
  readonly products: readonly (readonly [number, number])[];
  readonly nodes: readonly {
    readonly half: number;
    readonly leaves: readonly { readonly half: number; readonly coefficient: number }[];
  }[];
}

export function modeProgram(f: ModeFunction): ModeProgram {
  const bonds = Array.from({ length: f.starts.length - 1 }, (_, b) => bondProgram(f, b));
  return { bonds, products: bonds.reduce((most, { products }) => Math.max(most, products.length), 0) };
}

function bondProgram(f: ModeFunction, bond: number): BondProgram {
  const products: [number, number][] = [];
  const known = new Map<string, number>();
  const halfOf = (at: number): number => {
    const first = f.factors[at] as number;
    if (f.degree === 2) return first;
    const second = f.factors[at + 1] as number;
    const name = `${String(first)} ${String(second)}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    products.push([first, second]);
    known.set(name, -products.length);
    return -products.length;
  };
  const nodes = new Map<number, { half: number; coefficient: number }[]>();
  for (let t = f.starts[bond] as number; t < (f.starts[bond + 1] as number); t++) {
    const half = halfOf(t * f.degree);
    const leaf = { half: halfOf(t * f.degree + f.degree / 2), coefficient: f.coefficients[t] as number };
    const leaves = nodes.get(half);
    if (leaves) leaves.push(leaf);
    else nodes.set(half, [leaf]);
  }
  return { products, nodes: [...nodes].map(([half, leaves]) => ({ half, leaves })) };
}
