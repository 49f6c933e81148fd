import { vectorCount } from './partial-sums.js';
import { realPower } from '../../math/elementary.js';

/** The parameters of a ball and of the frequencies' law in the union bound behind (4). */
export interface BallOfFrequencies {
  /** m = |B₁(b,r)|, the number of sites. */
  readonly sites: number;
  /** ρ_max, the largest density of the law of one frequency; ∞ for a law without density. */
  readonly density: number;
}

/**
 * A bound, per unit of c, on the probability that some ξ with |ξ|₁ > K violates |⟨ω,ξ⟩| ≥ c/|ξ|₁^α, for c ≤
 * ω₋(K+1)^{α+1}:
 *
 *     P ≤ c·A(K),   A(K) = ½ Σ_{|ξ|₁>K} 2 ρ_max / ( |ξ|₁^α |ξ|_∞ ),   over ξ with entries of both signs
 *
 * (union bound: given all other frequencies, the one with the largest |ξ_x| lies in an interval of length 2η/|ξ|_∞ with
 * probability at most ρ_max times this length; ½ because ξ and −ξ are one condition; if all entries of ξ have one sign,
 * |⟨ω,ξ⟩| ≥ ω₋|ξ|₁ violates nothing). With K = 0 this is the bound behind (4).
 *
 * The vectors are counted by |ξ|₁ and |ξ|_∞ exactly up to |ξ|₁ = S = K + 32; beyond, |ξ|_∞ ≥ |ξ|₁/m and Σ_{s>S}
 * C(s−1,i−1) s^{−α−1} ≤ S^{i−1−α}/((i−1)!(α+1−i)) bound the rest. ∞ if α ≤ m−1 (the series diverges) or ρ_max = ∞. A
 * margin for rounding (relative 10⁻¹²) is added.
 */
export function unionBound({ sites, density }: BallOfFrequencies, alpha: number, depth: number): number {
  if (!(alpha > sites - 1) || density === Infinity) return Infinity;
  const counted = depth + 32;
  const inverses = inverseMaxima(sites, counted);
  let sum = 0;
  for (let s = counted; s > depth; s--) sum += (inverses[s] as number) / realPower(s, alpha);
  let choices = 1;
  for (let i = 1; i <= sites; i++) {
    // choices = 2^i C(m,i)/(i−1)!
    choices = (choices * 2 * (sites - i + 1)) / (i * Math.max(1, i - 1));
    sum += (sites * choices) / (realPower(counted, alpha + 1 - i) * (alpha + 1 - i));
  }
  return density * sum * (1 + 1e-12);
}

/**
 * For each s ≤ `most` the sum of 1/|ξ|_∞ over all ξ on m sites with |ξ|₁ = s and entries of both signs. The number of ξ
 * with |ξ|₁ = s and |ξ|_∞ ≤ j is the coefficient of y^s in (1 + 2y + … + 2y^j)^m; the number of those with ξ ≥ 0 is
 * that in (1 + y + … + y^j)^m.
 */
export function inverseMaxima(sites: number, most: number): Float64Array {
  const sums = new Float64Array(most + 1);
  let within = new Float64Array(most + 1);
  for (let j = 1; j <= most; j++) {
    const oneSigned = boundedCounts(sites, j, most, 1);
    const upTo = boundedCounts(sites, j, most, 2).map((count, s) => count - 2 * (oneSigned[s] as number));
    for (let s = 1; s <= most; s++) {
      sums[s] = (sums[s] as number) + ((upTo[s] as number) - (within[s] as number)) / j;
    }
    within = upTo;
  }
  return sums;
}

/** The coefficients of y^0 … y^most in (1 + w·y + … + w·y^j)^m. Exact below 2⁵³. */
function boundedCounts(sites: number, j: number, most: number, w: 1 | 2): Float64Array<ArrayBuffer> {
  let counts = new Float64Array(most + 1);
  counts[0] = 1;
  for (let site = 0; site < sites; site++) {
    const next = new Float64Array(most + 1);
    // A sliding sum over the last j coefficients.
    let window = 0;
    for (let s = 0; s <= most; s++) {
      next[s] = (counts[s] as number) + w * window;
      window += (counts[s] as number) - (s >= j ? (counts[s - j] as number) : 0);
    }
    counts = next;
  }
  return counts;
}

/**
 * A bound on the probability, over the law of the frequencies, that some |ξ|₁ > K changes the verdict of D_{α,c}(b,r),
 * section 4, on one bond: min(1, c·A(K)), for c ≤ ω₋(K+1)^{α+1}. Only a bond found non-resonant can change. 1 (no
 * information) for laws without density and for α ≤ |B₁(b,r)| − 1.
 */
export function doubt(
  ball: BallOfFrequencies,
  set: { readonly alpha: number; readonly c: number; readonly depth: number },
): number {
  return Math.min(1, set.c * unionBound(ball, set.alpha, set.depth));
}

/**
 * The smallest K ≥ 1 with a doubt of at most `tolerated`, provided that half a ball needs no more than `affordable`
 * sums; otherwise the largest affordable K, whatever its doubt.
 */
export function depthFor(
  ball: BallOfFrequencies,
  { alpha, c }: { readonly alpha: number; readonly c: number },
  tolerated: number,
  affordable: number,
): number {
  const half = Math.ceil(ball.sites / 2);
  let size = vectorCount(half, 1) / 2;
  let depth = 1;
  for (;;) {
    if (doubt(ball, { alpha, c, depth }) <= tolerated) return depth;
    size += vectorCount(half, depth + 1) / 2;
    if (size > affordable) return depth;
    depth += 1;
  }
}
