import { lawRecord, type DisorderLaw } from '../lattice/disorder.js';
import type { Torus } from '../lattice/torus.js';
import { Invalid } from '../math/invalid.js';
import { smallestDivisors, type DiophantineSet } from './diophantine.js';
import { finiteBound, unionBound, type BallOfFrequencies } from './doubt.js';
import { meanShare, type Disorder, type Probability } from './samples.js';

/** The α and c of D_{α,c}(b,r), section 4, chosen for (4). */
export interface Constants {
  readonly alpha: number;
  readonly c: number;
}

/**
 * The α of (4): α = m + 1 for balls of m sites. The union bound converges for α > m − 1; this leaves the series over |ξ|₁ falling as
 * |ξ|₁^{−3}, so that K of the order of ten leaves little doubt.
 */
export function usualAlpha(sites: number): number {
  return sites + 1;
}

/**
 * (4) by union bound: the largest c ≤ ω₋ for which P(ω ∈ D_{α,c}(b,r)) ≥ 1 − δ is certain, c = min(ω₋, δ/A(0)); see `unionBound`.
 *
 * @param lowest ω₋
 * @param finite for the effective set: only |ξ|₁ ≤ K (and even) count, and any α will do
 * @throws Invalid where δ is not in (0, 1), or the union bound diverges: α ≤ m − 1, or a law without density
 */
export function sureConstants(
  ball: BallOfFrequencies & { readonly lowest: number },
  delta: number,
  alpha: number,
  finite?: { readonly depth: number; readonly even: boolean },
): Constants {
  checkDelta(delta);
  const bound = finite === undefined ? unionBound(ball, alpha, 0) : finiteBound(ball, alpha, finite);
  if (bound === Infinity) {
    const rule = `no c satisfies (4) for balls of ${String(ball.sites)} sites and density at most ${String(ball.density)}`;
    throw new Invalid('alpha', rule, alpha);
  }
  return { alpha, c: Math.min(ball.lowest, delta / bound) };
}

/**
 * What the union bound behind (4) takes of a law. For a law without bounded density (two-valued, periodic, list) nothing is certain; constants
 * can still be chosen, as for the uniform law on its support (or on [ω₋, 2ω₋] if that is one point), and the doubt is then 1.
 */
export function lawBounds(law: DisorderLaw): { lowest: number; density: number; substitute: number } {
  const record = lawRecord(law);
  const [from, to] = record.support(law);
  const density = record.densityBound(law);
  return {
    lowest: from,
    density,
    substitute: density < Infinity ? density : 1 / (to > from ? to - from : from),
  };
}

/** A c of (4) chosen by Monte Carlo, with the share of bonds that it makes resonant and the standard error of that. */
export interface SampledConstants extends Constants, Probability {}

/**
 * (4) by Monte Carlo: the largest c with which at most a share δ of all bonds of all realisations is resonant, up to |ξ|₁ ≤ K. That
 * is the δ-quantile of min_ξ |⟨ω,ξ⟩|·|ξ|₁^α. Less cautious than `sureConstants`, by what the union bound overcounts.
 * The standard error is over realisations. A c above ω₋ says that δ is out of reach with this α: then single frequencies violate the condition.
 */
export function sampledConstants(
  lattice: Torus,
  disorder: Disorder,
  search: Omit<DiophantineSet, 'c'>,
  delta: number,
): SampledConstants {
  checkDelta(delta);
  const ratios = Array.from({ length: disorder.realisations }, (_, realisation) =>
    Float64Array.from(
      smallestDivisors(lattice, disorder.frequencies(realisation), { ...search, below: Infinity }),
      ({ divisor }) => divisor?.ratio ?? Infinity,
    ),
  );
  const sorted = Float64Array.from(ratios.flatMap((list) => [...list])).sort();
  const c = sorted[Math.floor(delta * sorted.length)] as number;
  const shares = ratios.map((list) => list.filter((ratio) => ratio < c).length / list.length);
  return { alpha: search.alpha, c, ...meanShare(shares) };
}

function checkDelta(delta: number): void {
  if (!(delta > 0 && delta < 1)) throw new Invalid('delta', 'not within (0, 1)', delta);
}
