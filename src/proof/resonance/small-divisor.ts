import { realPower } from '../../math/elementary.js';
import type { PartialSums } from './partial-sums.js';

/** An integer vector ξ on the sites of a ball (section 4), its |ξ|₁, and ⟨ω,ξ⟩, correctly rounded. */
export interface SmallDivisor {
  /** For each site of the first half, then of the second; the first non-zero entry is positive. */
  readonly xi: Int32Array;
  readonly norm: number;
  readonly value: number;
  /** |⟨ω,ξ⟩|·|ξ|₁^α: the largest c for which this ξ satisfies the condition. */
  readonly ratio: number;
}

export interface DivisorSearch {
  readonly alpha: number;
  /** Only ξ with |⟨ω,ξ⟩|·|ξ|₁^α below this are sought: c, or ∞ for the smallest of all. */
  readonly below: number;
  /** K, the largest |ξ|₁. */
  readonly depth: number;
}

/** Limit on near coincidences, far above those of frequencies met in practice; more would not fit in memory. */
const MOST_CANDIDATES = 1e6;

/**
 * The ξ ≠ 0 with 1 ≤ |ξ|₁ ≤ K that violates |⟨ω,ξ⟩| ≥ c/|ξ|₁^α most, that is, with the smallest ratio |⟨ω,ξ⟩|·|ξ|₁^α <
 * c; null if there is none (section 4 of the paper, the definition of D_{α,c}).
 *
 * Meet in the middle: ξ = (a, −a') with a, a' on two halves of the ball; the sums over each half are sorted, and for
 * every |a|₁ + |a'|₁ = s the two closest sums are found in one pass. This suffices: if the two sums have opposite
 * signs, changing the sign of a' lowers |⟨ω,ξ⟩| at the same |ξ|₁. Work: about K times the number of vectors on half a
 * ball.
 *
 * Exact: the rounding of the sums is bounded, and every pair within that bound of the closest is evaluated with a
 * single rounding. Of ξ with equal ratios the one with the smallest |ξ|₁ is taken, then the first in lexicographic
 * order. The search ends at a ξ with |⟨ω,ξ⟩| ≤ 2⁻⁵²·ω₊·|ξ|₁, which is zero to the accuracy of frequencies in float64.
 *
 * @throws RangeError if ⟨ω,ξ⟩ vanishes to rounding for more than 10⁶ ξ with the same |ξ|₁ although none of them
 * violates the condition
 */
export function smallestDivisor(
  first: PartialSums,
  second: PartialSums,
  search: DivisorSearch,
): SmallDivisor | null {
  const omega = [...first.frequencies, ...second.frequencies];
  const largest = omega.reduce((most, w) => Math.max(most, w), 0);
  const rounding = 8 * omega.length * 2 ** -53 * search.depth * largest;
  let best = null as SmallDivisor | null;
  for (let norm = 1; norm <= search.depth; norm++) {
    const weight = realPower(norm, search.alpha);
    const limit = Math.min(search.below, best?.ratio ?? Infinity) / weight;
    let closest = limit + rounding;
    for (let s = 0; s <= norm; s++) {
      closest = leastDifference(first.ofNorm(s), second.ofNorm(norm - s), closest);
    }
    if (closest >= limit + rounding) continue;
    for (let s = 0; s <= norm; s++) {
      for (const xi of pairsWithin(first, s, second, norm - s, closest + 2 * rounding)) {
        const value = innerProduct(omega, xi);
        const ratio = Math.abs(value) * weight;
        if (ratio >= search.below || (best !== null && ratio > best.ratio)) continue;
        if (best === null || ratio < best.ratio || (best.norm === norm && precedes(xi, best.xi))) {
          best = { xi, norm, value, ratio };
        }
      }
    }
    if (best?.norm === norm && Math.abs(best.value) <= 2 ** -52 * largest * norm) break;
  }
  return best;
}

/**
 * Whether ⟨ω,ξ⟩ is 0 to the accuracy of frequencies in float64: |⟨ω,ξ⟩| ≤ 2⁻⁵⁰ ω₊|ξ|₁, with ω₊ the largest frequency.
 */
export function vanishes({ value, norm }: Pick<SmallDivisor, 'value' | 'norm'>, largest: number): boolean {
  return Math.abs(value) <= 2 ** -50 * largest * norm;
}

/**
 * Σ ω_i ξ_i with a single rounding: each ω is split into two parts of at most 27 bits (Veltkamp), whose sums are exact
 * as long as
 * |ξ|₁·ω₊/ω₋ < 2²⁶.
 */
export function innerProduct(omega: ArrayLike<number>, xi: ArrayLike<number>): number {
  let upper = 0;
  let lower = 0;
  for (let i = 0; i < xi.length; i++) {
    const w = omega[i] as number;
    const shifted = 134217729 * w;
    const high = shifted - (shifted - w);
    upper += high * (xi[i] as number);
    lower += (w - high) * (xi[i] as number);
  }
  return upper + lower;
}

/** min(limit, min |a_i − b_j|) of two sorted lists. */
function leastDifference(a: Float64Array, b: Float64Array, limit: number): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const skip = long.length > 24 * short.length;
  let least = limit;
  let j = 0;
  for (const value of short) {
    if (skip) {
      j = firstAtLeast(long, value, j);
    } else {
      while (j < long.length && (long[j] as number) < value) j++;
    }
    if (j < long.length) least = Math.min(least, (long[j] as number) - value);
    if (j > 0) least = Math.min(least, value - (long[j - 1] as number));
  }
  return least;
}

/** The first index ≥ from with list[index] ≥ value, by bisection. */
function firstAtLeast(list: Float64Array, value: number, from: number): number {
  let low = from;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The vectors ξ = (a, −a') with |a|₁ = s, |a'|₁ = t, and sums that differ by at most `limit`; first non-zero entry
 * positive.
 */
function pairsWithin(
  first: PartialSums,
  s: number,
  second: PartialSums,
  t: number,
  limit: number,
): Int32Array[] {
  const a = first.ofNorm(s);
  const b = second.ofNorm(t);
  const inFirst = new Set<number>();
  const inSecond = new Set<number>();
  let from = 0;
  for (const value of a) {
    while (from < b.length && (b[from] as number) < value - limit) from++;
    for (let j = from; j < b.length && (b[j] as number) <= value + limit; j++) {
      inFirst.add(value);
      inSecond.add(b[j] as number);
    }
  }
  if (inFirst.size === 0) return [];
  const lefts = first.vectorsWith(s, inFirst);
  const rights = second.vectorsWith(t, inSecond);
  if (lefts.length * rights.length > MOST_CANDIDATES) {
    throw new RangeError(
      `invalid frequencies; too many integer relations between them: ${String(lefts.length * rights.length)}`,
    );
  }
  const pairs: Int32Array[] = [];
  for (const left of lefts) {
    for (const right of rights) {
      if (Math.abs(left.sum - right.sum) > limit) continue;
      const xi = new Int32Array([...left.xi, ...right.xi.map((entry) => -entry)]);
      pairs.push((xi.find((entry) => entry !== 0) ?? 0) < 0 ? xi.map((entry) => -entry) : xi);
    }
  }
  return pairs;
}

/** Lexicographic order, larger entries first, so that ξ on low site numbers comes first. */
function precedes(a: Int32Array, b: Int32Array): boolean {
  const i = a.findIndex((entry, index) => entry !== b[index]);
  return i >= 0 && (a[i] as number) > (b[i] as number);
}
