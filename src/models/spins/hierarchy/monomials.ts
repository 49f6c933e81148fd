import { conjugateWord, exponentWord, MonomialSet } from '../../../proof/hierarchy/monomials.js';
import type { SpinSurroundings } from './surroundings.js';

/**
 * Monomials Π_x (S^z_x)^a (S^+_x)^b (S^−_x)^c of section 5.2, each spin in its own frame, reduced by S^+S^− = 1 − (S^z)² so that b = 0 or c = 0. They
 * are kept in a `MonomialSet` of two places a spin: (k, l) = (b, c) at place 2x and (a, a) at 2x + 1, so that exchanging k and l is complex
 * conjugation. Of a monomial and its conjugate only the canonical one is kept.
 */

/** Of one spin: the exponents a and n, n = b where it is positive and −c where it is negative. */
export interface SpinPower {
  readonly a: number;
  readonly n: number;
}

/** The words of a `MonomialSet` that so many spins need: one each. */
export function spinWord({ a, n }: SpinPower): number {
  return exponentWord(0, Math.max(n, 0), Math.max(-n, 0)) | exponentWord(1, a, a);
}

export function spinPower(monomials: MonomialSet, monomial: number, x: number): SpinPower {
  return {
    a: monomials.k(monomial, 2 * x + 1),
    n: monomials.k(monomial, 2 * x) - monomials.l(monomial, 2 * x),
  };
}

/** Whether the monomial is a product of S^z alone: its own conjugate, of frequency 0 whatever the fields are. */
export function isSecular(monomials: MonomialSet, monomial: number): boolean {
  const { width, words } = monomials;
  for (let w = 0; w < width; w++) {
    const word = words[monomial * width + w] as number;
    if (word !== conjugateWord(word)) return false;
  }
  return true;
}

/** What `placed` found: the number of a monomial, and whether it is the conjugate of the one asked for. */
export interface Placed {
  readonly number: number;
  readonly conjugated: boolean;
}

/** Finds or adds a monomial; its row may be changed. */
export function placed(monomials: MonomialSet, row: Int32Array): Placed {
  const signed = monomials.place(row, 'antisymmetric');
  if (signed !== 0) return { number: Math.abs(signed) - 1, conjugated: signed < 0 };
  return { number: monomials.place(row, 'symmetric') - 1, conjugated: false };
}

/**
 * A real function on the phase space of spins for each of several bonds, f_b = Σ_m (c_m(b) m + its conjugate) over canonical monomials, c_m m alone where
 * m is secular.
 */
export interface SpinObservable {
  readonly monomials: MonomialSet;
  /** c, [monomial][re, im][bond]. */
  readonly coefficients: Float64Array;
}

/** Σ_x |ω_x|(b_x − c_x), the frequency of a monomial under A_har, for every bond; written into `result`. */
export function writeFrequencies(
  monomials: MonomialSet,
  monomial: number,
  { frequencies, bonds, neighbourhood }: SpinSurroundings,
  result: Float64Array,
): void {
  const count = bonds.length;
  result.fill(0);
  for (let x = 0; x < neighbourhood.offsets.length; x++) {
    const { n } = spinPower(monomials, monomial, x);
    if (n === 0) continue;
    for (let b = 0; b < count; b++) {
      result[b] = (result[b] as number) + n * (frequencies[x * count + b] as number);
    }
  }
}

/** A coefficient this much smaller than the largest of its bond is a sum that cancels, but for rounding. */
const ROUNDING = 1e-13;

/** The numbers of the monomials that a function really has at some bond, secular ones aside: half of them, one of each conjugate pair. */
export function presentTerms({ monomials, coefficients }: SpinObservable): number[] {
  const bonds = monomials.count === 0 ? 0 : coefficients.length / (2 * monomials.count);
  const size = (m: number, b: number): number =>
    Math.max(
      Math.abs(coefficients[2 * m * bonds + b] as number),
      Math.abs(coefficients[(2 * m + 1) * bonds + b] as number),
    );
  const least = new Float64Array(bonds);
  for (let m = 0; m < monomials.count; m++) {
    for (let b = 0; b < bonds; b++) least[b] = Math.max(least[b] as number, ROUNDING * size(m, b));
  }
  const numbers = Array.from({ length: monomials.count }, (_, m) => m);
  return numbers.filter((m) => !isSecular(monomials, m) && least.some((bound, b) => size(m, b) > bound));
}

/** f + g, where the monomials of f are the first ones of g's set, or the same. */
export function observableSum(f: SpinObservable, g: SpinObservable): SpinObservable {
  const coefficients = g.coefficients.slice();
  f.coefficients.forEach((c, i) => (coefficients[i] = (coefficients[i] as number) + c));
  return { monomials: g.monomials, coefficients };
}
