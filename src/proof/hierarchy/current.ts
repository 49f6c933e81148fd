import { derivative, type Polynomial } from '../../potential/polynomial.js';
import { couplingTerms } from './forces.js';
import { exponentWord, MonomialSet } from './monomials.js';
import type { Observable } from './observable.js';
import type { Surroundings } from './neighbourhood.js';

/** The monomials of j_b (section 3), and the multiples of the frequencies with which they occur. */
export interface CurrentTable {
  readonly monomials: MonomialSet;
  /** For each entry the monomial, the local site (0 tail, 1 head) whose ω multiplies it, and the factor. */
  readonly entries: readonly { readonly monomial: number; readonly site: number; readonly factor: number }[];
}

/**
 * The current of section 3, j_b = ½(p_tail + p_head) V'(q_tail − q_head), in a, ā: p_x = ω_x Im(a_x), and V' is real,
 * so j_b = ½ Σ_x ω_x Σ_t φ_t Im(a_x t) over the monomials φ_t t of V'.
 */
export function currentTable(coupling: Polynomial, width: number): CurrentTable {
  const monomials = new MonomialSet(width);
  const terms = couplingTerms(derivative(coupling), 0, 1);
  const entries = [0, 1].flatMap((site) =>
    terms.flatMap(({ factor, k, l }) => {
      const row = new Int32Array(width);
      row[0] =
        exponentWord(0, k[0] as number, l[0] as number) + exponentWord(1, k[1] as number, l[1] as number);
      row[0] = (row[0] + exponentWord(site, 1, 0)) | 0;
      const place = monomials.place(row, 'antisymmetric');
      return place === 0
        ? []
        : [{ monomial: Math.abs(place) - 1, site, factor: (place > 0 ? factor : -factor) / 2 }];
    }),
  );
  return { monomials, entries };
}

/** j_b of every bond, section 3. */
export function current(
  { monomials, entries }: CurrentTable,
  { bonds, frequencies }: Surroundings,
): Observable {
  const coefficients = new Float64Array(monomials.count * bonds.length);
  for (const { monomial, site, factor } of entries) {
    for (let b = 0; b < bonds.length; b++) {
      const at = monomial * bonds.length + b;
      coefficients[at] =
        (coefficients[at] as number) + factor * (frequencies[site * bonds.length + b] as number);
    }
  }
  return { parity: 'antisymmetric', monomials, coefficients };
}
