import type { Polynomial } from './polynomial.js';

/** Weak forces εU on sites and εV on the bonds of a lattice of d dimensions. */
export interface Perturbation {
  /** V. */
  readonly coupling: Polynomial;
  /** U. */
  readonly pinning: Polynomial;
  readonly epsilon: number;
  readonly dimension: number;
}

/**
 * How strong the perturbation is at temperature T: the share of the energy that it holds where it is small,
 *
 *     ε ( Σ_k |u_k| ⟨|q|^k⟩ + d Σ_k |v_k| ⟨|q − q'|^k⟩ ) / T,   k ≥ 1,   U = Σ u_k q^k, V = Σ v_k r^k,
 *
 * with q, q' independent Gaussians of variance ⟨q²⟩ = T⟨1/ω²⟩. Absolute values, so that terms of opposite sign do not
 * hide each other. As the energy and ⟨q²⟩ go as T, potentials of degree m give a number times εT^{m/2−1}: points with
 * the same dynamics in units of √T have the same share, and so have those that differ in the unit of time.
 *
 * @param square ⟨q²⟩ at the same T
 */
export function perturbationShare(
  { coupling, pinning, epsilon, dimension }: Perturbation,
  square: number,
  temperature: number,
): number {
  const onSites = meanSize(pinning, square);
  const onBonds = dimension * meanSize(coupling, 2 * square);
  return (epsilon * (onSites + onBonds)) / temperature;
}

/** Σ_k |c_k| ⟨|x|^k⟩, k ≥ 1, of a Gaussian x: ⟨|x|^k⟩ = (k − 1)⟨x²⟩⟨|x|^{k−2}⟩, ⟨|x|⟩ = √(2⟨x²⟩/π). */
function meanSize(polynomial: Polynomial, variance: number): number {
  let [even, odd] = [1, Math.sqrt((2 * variance) / Math.PI)];
  let sum = 0;
  polynomial.forEach((coefficient, k) => {
    if (k === 0) return;
    if (k % 2 === 1) {
      if (k > 1) odd *= (k - 1) * variance;
      sum += Math.abs(coefficient) * odd;
    } else {
      even *= (k - 1) * variance;
      sum += Math.abs(coefficient) * even;
    }
  });
  return sum;
}
