import type { MonomialSet, Parity } from './monomials.js';
import type { Places } from './neighbourhood.js';

/**
 * A real polynomial on phase space for each of several bonds, f_b = Σ_m c_m(b) Re(m) if p-symmetric, Σ_m c_m(b) Im(m)
 * if p-antisymmetric (section 4.1), with m in one set of canonical monomials in the coordinates a_x = q_x + i p_x/ω_x
 * of the sites around the bond. Only the coefficients depend on the bond.
 */
export interface Observable {
  readonly parity: Parity;
  readonly monomials: MonomialSet;
  /** c, [monomial][bond]. */
  readonly coefficients: Float64Array;
}

/** Writes the denominators of Lemma 1, ω·ξ with ξ = k − l, of one monomial for every bond into `result`, [bond]. */
export function writeDenominators(
  monomials: MonomialSet,
  monomial: number,
  { frequencies, bonds, neighbourhood }: Places,
  result: Float64Array,
): void {
  const count = bonds.length;
  const sites = neighbourhood.offsets.length;
  result.fill(0);
  for (let x = 0; x < sites; x++) {
    const xi = monomials.k(monomial, x) - monomials.l(monomial, x);
    if (xi === 0) continue;
    for (let b = 0; b < count; b++) {
      result[b] = (result[b] as number) + xi * (frequencies[x * count + b] as number);
    }
  }
}

/** min |ω·ξ| over the terms of a function, for every bond. */
export function smallestDenominators(f: Observable, around: Places): Float64Array {
  const bonds = around.bonds.length;
  const denominators = new Float64Array(bonds);
  const smallest = new Float64Array(bonds).fill(Infinity);
  for (let m = 0; m < f.monomials.count; m++) {
    writeDenominators(f.monomials, m, around, denominators);
    for (let b = 0; b < bonds; b++) {
      if (f.coefficients[m * bonds + b] === 0) continue;
      smallest[b] = Math.min(smallest[b] as number, Math.abs(denominators[b] as number));
    }
  }
  return smallest;
}

/** The function without its terms with |ω·ξ| below the cutoff; their monomials remain, with coefficient 0. */
export function withoutSmallDenominators(f: Observable, around: Places, cutoff: number): Observable {
  const bonds = around.bonds.length;
  const denominators = new Float64Array(bonds);
  const coefficients = f.coefficients.slice();
  for (let m = 0; m < f.monomials.count; m++) {
    writeDenominators(f.monomials, m, around, denominators);
    for (let b = 0; b < bonds; b++) {
      if (Math.abs(denominators[b] as number) < cutoff) coefficients[m * bonds + b] = 0;
    }
  }
  return { ...f, coefficients };
}

/** Coefficients of the same function in z_x = ω_x a_x instead of a_x: c·Π ω_x^{−k_x−l_x}, [monomial][bond]. */
export function coefficientsInZ({ monomials, coefficients }: Observable, around: Places): Float64Array {
  const count = around.bonds.length;
  const sites = around.neighbourhood.offsets.length;
  const result = coefficients.slice(0, monomials.count * count);
  for (let m = 0; m < monomials.count; m++) {
    for (let x = 0; x < sites; x++) {
      for (let power = monomials.k(m, x) + monomials.l(m, x); power > 0; power--) {
        for (let b = 0; b < count; b++) {
          result[m * count + b] =
            (result[m * count + b] as number) / (around.frequencies[x * count + b] as number);
        }
      }
    }
  }
  return result;
}
