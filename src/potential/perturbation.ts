import { exp } from '../math/elementary.js';
import { isPolynomial, type Polynomial } from './polynomial.js';
import type { Potential } from './potential.js';
import type { Compound } from './smooth/expression.js';
import { groundedFunction } from './smooth/value.js';

/** Weak forces εU on sites and εV on the bonds of a lattice of d dimensions. */
export interface Perturbation {
  /** V. */
  readonly coupling: Potential;
  /** U. */
  readonly pinning: Potential;
  readonly epsilon: number;
  readonly dimension: number;
}

/**
 * How strong the perturbation is at temperature T: the share of the energy that it holds where it is small,
 *
 *     ε ( Σ_k |u_k| ⟨|q|^k⟩ + d Σ_k |v_k| ⟨|q − q'|^k⟩ ) / T,   k ≥ 1,   U = Σ u_k q^k, V = Σ v_k r^k,
 *
 * for polynomials; ⟨|U − U(0)|⟩ and ⟨|V − V(0)|⟩ in the place of these sums for others; with q, q' independent Gaussians of variance ⟨q²⟩ = T⟨1/ω²⟩. Absolute values, so that terms of opposite sign do not
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
  const size = (f: Potential, variance: number): number =>
    isPolynomial(f) ? meanSize(f, variance) : sizeOfCompound(f, variance);
  const onSites = size(pinning, square);
  const onBonds = dimension * size(coupling, 2 * square);
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

/** Half the points of a trapezoidal rule, and how many standard deviations it reaches. */
const HALF_GRID = 160;
const REACH = 9;

/** ⟨|f(x) − f(0)|⟩ of a Gaussian x by the trapezoidal rule: to 10⁻³ where f(x) − f(0) changes its sign, else much better. */
function sizeOfCompound(f: Compound, variance: number): number {
  const value = groundedFunction(f);
  let [sum, norm] = [0, 0];
  for (let i = -HALF_GRID; i <= HALF_GRID; i++) {
    const z = (REACH * i) / HALF_GRID;
    const weight = exp(-0.5 * z * z);
    norm += weight;
    sum += weight * Math.abs(value(Math.sqrt(variance) * z));
  }
  return sum / norm;
}
