import type { Modes } from '../modes.js';
import { degree, derivative, type Polynomial } from '../../../potential/polynomial.js';
import { binomial } from '../../../proof/hierarchy/forces.js';
import { exponentWord, wordsFor } from '../../../proof/hierarchy/monomials.js';

/** U and V of the chain, any polynomials; V even. */
export interface ChainPotentials {
  readonly coupling: Polynomial;
  readonly pinning: Polynomial;
}

/** Several real polynomials in the coordinates Q of a few modes, written in a = Q + iP/ω and ā: all have the same monomials, each its own factors. */
export interface ModeForces {
  /** Words for one monomial. */
  readonly width: number;
  /** [term][word]: see `MonomialSet`; a monomial and its conjugate are both there, with the same factor. */
  readonly words: Int32Array;
  /** [term]. */
  readonly degrees: Uint8Array;
  /** [polynomial][term]. */
  readonly factors: readonly Float64Array[];
}

/**
 * The polynomials F_i = Σ_x s_i(x)U'(q_x) + Σ_y t_i(y)V'(q_y − q_{y+1}) where only the modes `near` are excited, q_x = Σ_k φ_k(x)Q_k: equation (20) in mode
 * coordinates. The coefficient of ΠQ_k^{α_k}, |α| = d, is d!/Πα! · Σ_x s(x)U'_dΠφ_k(x)^{α_k} + the like for V; then Q = (a + ā)/2. For U = q⁴/4 this is
 * the tensor Σ_x s(x)φ_aφ_bφ_c. Relative error about N·10⁻¹⁶ of the sum of absolute values.
 *
 * @param weights for each i: s_i(x) of the N sites, then t_i(y) of the N bonds (y, y+1)
 */
export function modeForces(
  { lattice: { sites }, shapes }: Modes,
  near: readonly number[],
  { coupling, pinning }: ChainPotentials,
  weights: readonly Float64Array[],
): ModeForces {
  const forms = near.map((k) => {
    const phi = shapes.subarray(k * sites, (k + 1) * sites);
    return [...phi, ...phi.map((value, x) => value - (phi[(x + 1) % sites] as number))];
  });
  const [onSites, onBonds] = [derivative(pinning), derivative(coupling)];
  const highest = Math.max(degree(onSites), degree(onBonds));
  const width = wordsFor(near.length);
  const words: number[] = [];
  const degrees: number[] = [];
  const factors: number[][] = weights.map(() => []);
  const alpha = new Array<number>(near.length).fill(0);
  const monomial = (products: readonly number[], d: number, orders: number): void => {
    const [u, v] = [onSites[d] ?? 0, onBonds[d] ?? 0];
    if (u === 0 && v === 0) return;
    const values = weights.map((own) => {
      let sum = 0;
      for (let i = 0; i < products.length; i++)
        sum += (i < sites ? u : v) * (own[i] as number) * (products[i] as number);
      return orders * sum;
    });
    for (const { row, factor } of expanded(alpha, width)) {
      words.push(...row);
      degrees.push(d);
      values.forEach((value, i) => (factors[i] as number[]).push(factor * value));
    }
  };
  /** Visits every α with the modes up to `last` settled; `orders` is d!/Πα!. */
  const visit = (products: readonly number[], d: number, orders: number, last: number): void => {
    monomial(products, d, orders);
    if (d >= highest) return;
    for (let k = last; k < near.length; k++) {
      alpha[k] = (alpha[k] as number) + 1;
      const form = forms[k] as readonly number[];
      const next = products.map((value, i) => value * (form[i] as number));
      visit(next, d + 1, (orders * (d + 1)) / (alpha[k] as number), k);
      alpha[k] = (alpha[k] as number) - 1;
    }
  };
  visit(new Array<number>(2 * sites).fill(1), 0, 1, 0);
  return {
    width,
    words: Int32Array.from(words),
    degrees: Uint8Array.from(degrees),
    factors: factors.map((values) => Float64Array.from(values)),
  };
}

/** ΠQ_k^{α_k} = Π 2^{−α_k}(a_k + ā_k)^{α_k}, term by term. */
function expanded(
  alpha: readonly number[],
  width: number,
): { readonly row: readonly number[]; readonly factor: number }[] {
  let terms = [{ row: new Array<number>(width).fill(0), factor: 1 }];
  alpha.forEach((n, k) => {
    if (n === 0) return;
    terms = terms.flatMap(({ row, factor }) =>
      Array.from({ length: n + 1 }, (_, j) => ({
        row: row.with(k >> 1, ((row[k >> 1] as number) + exponentWord(k, j, n - j)) | 0),
        factor: (factor * binomial(n, j)) / 2 ** n,
      })),
    );
  });
  return terms;
}
