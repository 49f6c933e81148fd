import { degree, derivative, isEven, type Polynomial } from '../../potential/polynomial.js';
import { exponentWord } from './monomials.js';
import type { Neighbourhood } from './neighbourhood.js';

/** One monomial Π_x a_x^{k_x} ā_x^{l_x} on a few sites, with a real factor. */
interface MonomialTerm {
  readonly factor: number;
  readonly sites: readonly number[];
  readonly k: readonly number[];
  readonly l: readonly number[];
}

/** Binomial coefficient, exact below 2⁵³. */
export function binomial(n: number, k: number): number {
  let result = 1;
  for (let j = 1; j <= k; j++) result = (result * (n - k + j)) / j;
  return result;
}

/** f(q_x) in a, ā, by q = (a+ā)/2. */
function pinningTerms(f: Polynomial, x: number): MonomialTerm[] {
  return f.flatMap((c, n) =>
    c === 0
      ? []
      : range(n).map((k) => ({ factor: (c * binomial(n, k)) / 2 ** n, sites: [x], k: [k], l: [n - k] })),
  );
}

/** f(q_x − q_y) in a, ā, by q = (a+ā)/2. */
export function couplingTerms(f: Polynomial, x: number, y: number): MonomialTerm[] {
  return f.flatMap((c, n) =>
    c === 0
      ? []
      : range(n).flatMap((i) =>
          range(i).flatMap((k) =>
            range(n - i).map((kappa) => ({
              factor:
                ((n - i) % 2 === 0 ? 1 : -1) *
                ((c * binomial(n, i) * binomial(i, k) * binomial(n - i, kappa)) / 2 ** n),
              sites: [x, y],
              k: [k, kappa],
              l: [i - k, n - i - kappa],
            })),
          ),
        ),
  );
}

function range(n: number): number[] {
  return Array.from({ length: n + 1 }, (_, k) => k);
}

/** The action of the force at x on a monomial's factor a_x^k ā_x^l: words to add, and factors to multiply by. */
interface ForceTerms {
  /** [term][word]. */
  readonly words: Int32Array;
  readonly factors: Float64Array;
}

/**
 * The part of A_anh = −Σ_x F_x ∂_{p_x}, F_x = U'(q_x) + Σ_{y~x} V'(q_x − q_y) (section 2), that belongs to one site.
 * With ∂_p a = i/ω and ∂_p ā = −i/ω it acts on a monomial m with the factor a_x^k ā_x^l as
 *
 *     −F_x ∂_{p_x} m = −(i/ω_x) Σ_j s_j m_j,   Σ_j s_j m_j = F_x (k m/a_x − l m/ā_x),
 *
 * where the m_j/m and the real s_j depend only on (x, k, l), not on the frequencies: they form the stencil, with like
 * terms collected.
 */
export class Forces {
  private readonly known = new Map<number, ForceTerms>();
  private readonly terms: readonly (readonly MonomialTerm[])[];

  /** @throws RangeError if V is not even */
  constructor(
    around: Neighbourhood,
    coupling: Polynomial,
    pinning: Polynomial,
    private readonly width: number,
  ) {
    if (!isEven(coupling)) throw new RangeError(`invalid coupling; not even: ${coupling.join()}`);
    this.terms = around.neighbours.map((neighbours, x) => [
      ...pinningTerms(derivative(pinning), x),
      ...neighbours.flatMap((y) => couplingTerms(derivative(coupling), x, y)),
    ]);
  }

  /** The stencil at site x for the factor a_x^k ā_x^l, k and l below 256 and not both 0. */
  stencil(x: number, k: number, l: number): ForceTerms {
    const name = (x * 256 + k) * 256 + l;
    let stencil = this.known.get(name);
    if (stencil === undefined) {
      stencil = this.collected(x, k, l);
      this.known.set(name, stencil);
    }
    return stencil;
  }

  private collected(x: number, k: number, l: number): ForceTerms {
    const like = new Map<string, { words: Int32Array; factor: number }>();
    const add = (term: MonomialTerm, dk: number, dl: number, factor: number) => {
      const words = new Int32Array(this.width);
      const multiply = (site: number, ks: number, ls: number) => {
        words[site >> 1] = ((words[site >> 1] as number) + exponentWord(site, ks, ls)) | 0;
      };
      multiply(x, dk, dl);
      term.sites.forEach((site, i) => multiply(site, term.k[i] as number, term.l[i] as number));
      const name = words.join();
      const entry = like.get(name) ?? { words, factor: 0 };
      entry.factor += factor * term.factor;
      like.set(name, entry);
    };
    for (const term of this.terms[x] as readonly MonomialTerm[]) {
      if (k > 0) add(term, -1, 0, k);
      if (l > 0) add(term, 0, -1, -l);
    }
    const kept = [...like.values()].filter(({ factor }) => factor !== 0);
    const words = new Int32Array(kept.length * this.width);
    kept.forEach((entry, i) => words.set(entry.words, i * this.width));
    return { words, factors: Float64Array.from(kept, ({ factor }) => factor) };
  }
}

/** By how much A_anh of section 2 can raise a polynomial's degree. */
export function degreeGain(coupling: Polynomial, pinning: Polynomial): number {
  return Math.max(degree(coupling), degree(pinning)) - 2;
}
