import type { Modes } from './modes.js';
import type { PhasePoint } from '../../potential/energies.js';

/**
 * Real polynomials in mode coordinates, one for each of several bonds, all of one degree:
 *
 *   f_b = Σ_{starts[b] ≤ t < starts[b+1]} coefficients[t]·Re( Π_j w_{factors[t][j]} ),   w_{2k} = z_k, w_{2k+1} = z̄_k.
 *
 * Each bond has its own monomials: those that were worth keeping.
 */
export interface ModeFunction {
  readonly degree: 2 | 4;
  readonly starts: Int32Array;
  /** [term][factor]. */
  readonly factors: Int32Array;
  readonly coefficients: Float64Array;
}

/** One monomial with its coefficient. */
export interface ModeTerm {
  readonly factors: readonly number[];
  readonly coefficient: number;
}

/** @param bonds the terms of every bond */
export function modeFunction(degree: 2 | 4, bonds: readonly (readonly ModeTerm[])[]): ModeFunction {
  const starts = new Int32Array(bonds.length + 1);
  bonds.forEach((terms, b) => (starts[b + 1] = (starts[b] as number) + terms.length));
  return {
    degree,
    starts,
    factors: Int32Array.from(bonds.flatMap((terms) => terms.flatMap(({ factors }) => factors))),
    coefficients: Float64Array.from(bonds.flatMap((terms) => terms.map(({ coefficient }) => coefficient))),
  };
}

/** z_k = ω_kQ_k + iP_k of every mode, with Q_k = Σ_x ξ_k(x)√m_x q_x and P_k = Σ_x φ_k(x)p_x. */
export function modeCoordinates(
  { frequencies, masses, shapes }: Modes,
  { q, p }: PhasePoint,
): { readonly re: Float64Array; readonly im: Float64Array } {
  const sites = q.length;
  const project = (of: (x: number) => number): Float64Array =>
    frequencies.map((_, k) => {
      let sum = 0;
      for (let x = 0; x < sites; x++) sum += (shapes[k * sites + x] as number) * of(x);
      return sum;
    });
  const positions = project((x) => (masses[x] as number) * (q[x] as number));
  return {
    re: positions.map((Q, k) => (frequencies[k] as number) * Q),
    im: project((x) => p[x] as number),
  };
}
