import { lawRecord, type DisorderLaw } from '../../lattice/disorder.js';
import type { Torus } from '../../lattice/torus.js';
import { Invalid } from '../../data/invalid.js';
import { denominatorsBound, type Denominators } from './denominators.js';
import { smallestDivisors, type DiophantineSet } from './diophantine.js';
import { unionBound, type BallOfFrequencies } from './doubt.js';
import { meanShare, type FrequencySamples, type Probability } from './samples.js';
import { vanishes } from './small-divisor.js';

/** The α and c of D_{α,c}(b,r), section 4, chosen for (4). */
export interface Constants {
  readonly alpha: number;
  readonly c: number;
}

/**
 * The α of (4): α = m + 1 for balls of m sites. The union bound converges for α > m − 1; with this choice the series
 * over |ξ|₁ decays as |ξ|₁^{−3}, so K of the order of ten leaves little doubt.
 */
export function usualAlpha(sites: number): number {
  return sites + 1;
}

/**
 * (4) by the union bound: for c ≤ ω₋ a bond is resonant with probability at most c·A; returns A. See `unionBound`.
 *
 * @param among for the effective set: only these ξ count, and A is finite for any α
 * @returns ∞ if nothing is certain: for a law without density, or α ≤ m − 1
 */
export function certainBound(ball: BallOfFrequencies, alpha: number, among?: Denominators): number {
  return among === undefined ? unionBound(ball, alpha, 0) : denominatorsBound(among, ball.density, alpha, 0);
}

/**
 * The largest c ≤ ω₋ for which (4), P(ω ∈ D_{α,c}(b,r)) ≥ 1 − δ, is certain: c = min(ω₋, δ/A); see `certainBound`.
 *
 * @param lowest ω₋
 * @throws Invalid if δ is not in (0, 1), or the union bound diverges: α ≤ m − 1, or a law without density
 */
export function sureConstants(
  ball: BallOfFrequencies & { readonly lowest: number },
  delta: number,
  alpha: number,
  among?: Denominators,
): Constants {
  checkDelta(delta);
  const bound = certainBound(ball, alpha, among);
  if (bound === Infinity) {
    const rule = `no c satisfies (4) for balls of ${String(ball.sites)} sites and density at most ${String(ball.density)}`;
    throw new Invalid('alpha', rule, alpha);
  }
  return { alpha, c: Math.min(ball.lowest, delta / bound) };
}

/**
 * The parameters of a law that enter the union bound behind (4). For a law without bounded density (two-valued,
 * periodic, list) nothing is certain; constants can still be chosen as for the uniform law on its support (or on [ω₋,
 * 2ω₋] if that is one point), and the doubt is then 1.
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

/** A c of (4) chosen by Monte Carlo, with the fraction of resonant bonds and its standard error. */
export interface SampledConstants extends Constants, Probability {}

/**
 * (4) by Monte Carlo: the largest c for which at most a fraction δ of all bonds of all realisations is resonant, up to
 *     |ξ|₁ ≤ K. This is the δ-quantile of min_ξ |⟨ω,ξ⟩|·|ξ|₁^α. It is less cautious than `sureConstants`, because the
 *     union bound overcounts. The standard error is over realisations. c > ω₋ means that δ cannot be reached with this
 *     α: single frequencies then violate the condition.
 *
 * @param told called after every bond of every realisation
 * @throws Invalid if δ is not in (0, 1), or if more than a fraction δ of the bonds is exactly resonant, for any c
 */
export function sampledConstants(
  lattice: Torus,
  disorder: FrequencySamples,
  search: Omit<DiophantineSet, 'c'>,
  delta: number,
  told?: () => void,
): SampledConstants {
  checkDelta(delta);
  const ratios = Array.from({ length: disorder.realisations }, (_, realisation) => {
    const omega = disorder.frequencies(realisation);
    const largest = omega.reduce((a, b) => Math.max(a, b), 0);
    return Float64Array.from(
      smallestDivisors(lattice, omega, { ...search, below: Infinity }, told),
      ({ divisor }) => (divisor === null ? Infinity : vanishes(divisor, largest) ? 0 : divisor.ratio),
    );
  });
  const sorted = Float64Array.from(ratios.flatMap((list) => [...list])).sort();
  const c = sorted[Math.floor(delta * sorted.length)] as number;
  if (c === 0) {
    const exact = sorted.filter((ratio) => ratio === 0).length / sorted.length;
    const rule = `no c leaves so few bonds resonant, as ${String(Number((100 * exact).toPrecision(3)))} % of them have a ξ with ⟨ω,ξ⟩ = 0`;
    throw new Invalid('delta', rule, delta);
  }
  const shares = ratios.map((list) => list.filter((ratio) => ratio < c).length / list.length);
  return { alpha: search.alpha, c, ...meanShare(shares) };
}

function checkDelta(delta: number): void {
  if (!(delta > 0 && delta < 1)) throw new Invalid('delta', 'not within (0, 1)', delta);
}
