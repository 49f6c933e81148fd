import { bondBall, torus, type Torus } from '../../lattice/torus.js';
import { exp, log } from '../../math/elementary.js';
import { clusters } from './clusters.js';
import { verdicts, type DiophantineSet } from './diophantine.js';
import { meanShare, type FrequencySamples, type Probability } from './samples.js';

/** Statistics of the clusters of many realisations: (4) and (14). */
export interface TailSurvey {
  /** P(ω ∉ D_{α,c}(b,r)), to compare with δ of (4). */
  readonly resonant: Probability;
  /** P(ℓ(C(b)) = m) for m = 1, 2, … up to the longest found, averaged over bonds b; ℓ = 0 for bonds of A_N. */
  readonly lengths: readonly (Probability & { readonly length: number })[];
  /**
   * (14), C e^{−c'm}: c' from the slope of ln P(ℓ ≥ m), C the least factor for which the curve lies above all
   * estimates; null with fewer than three lengths.
   */
  readonly envelope: { readonly c: number; readonly factor: number } | null;
  /** The fraction of bonds in clusters whose ℓ is only bounded (the upper bound is counted). */
  readonly bounded: number;
  /**
   * The fraction of realisations with a cluster that winds around the torus: the torus is too small or, in d ≥ 2,
   * clusters percolate because δ is too large for (14).
   */
  readonly winding: number;
}

/**
 * (4) and (14) by Monte Carlo: classifies every bond of every realisation and measures its cluster. Standard errors are
 *     over realisations, since bonds of
 * one realisation are not independent.
 *
 * @param told called after every bond of every realisation
 */
export function tailSurvey(
  lattice: Torus,
  disorder: FrequencySamples,
  set: DiophantineSet,
  told?: () => void,
): TailSurvey {
  const shares: number[][] = [];
  let winding = 0;
  let bounded = 0;
  for (let realisation = 0; realisation < disorder.realisations; realisation++) {
    const found = verdicts(lattice, disorder.frequencies(realisation), set, told);
    const all = clusters(
      lattice,
      found.map(({ resonant }) => resonant),
    );
    const share: number[] = [];
    for (const { path, bonds } of all) {
      share[path.most] = (share[path.most] ?? 0) + bonds.length / lattice.bonds;
      if (!path.exact) bounded += bonds.length / lattice.bonds;
    }
    if (all.some(({ lifted }) => lifted === null)) winding += 1;
    shares.push(share);
  }
  const longest = shares.reduce((most, share) => Math.max(most, share.length - 1), 0);
  const lengths = Array.from({ length: longest }, (_, i) => ({
    length: i + 1,
    ...meanShare(shares.map((share) => share[i + 1] ?? 0)),
  }));
  return {
    resonant: meanShare(shares.map((share) => share.reduce((a, b) => a + b, 0))),
    lengths,
    envelope: exponentialEnvelope(lengths),
    bounded: bounded / disorder.realisations,
    winding: winding / disorder.realisations,
  };
}

/**
 * The constants C and c' of (14). The line through ln P(ℓ ≥ m) by least squares, each m weighted by P(ℓ ≥ m), gives c';
 * C is then the least factor with P(ℓ = m) ≤ C e^{−c'm} for every observed m.
 */
export function exponentialEnvelope(
  lengths: readonly { readonly length: number; readonly probability: number }[],
): { c: number; factor: number } | null {
  const met = lengths.filter(({ probability }) => probability > 0);
  if (met.length < 3) return null;
  let [weights, means, logs] = [0, 0, 0];
  const points: { m: number; weight: number; value: number }[] = [];
  let beyond = 0;
  for (const { length, probability } of [...met].reverse()) {
    beyond += probability;
    points.push({ m: length, weight: beyond, value: log(beyond) });
  }
  for (const { m, weight, value } of points) {
    weights += weight;
    means += weight * m;
    logs += weight * value;
  }
  let [covariance, variance] = [0, 0];
  for (const { m, weight, value } of points) {
    covariance += weight * (m - means / weights) * (value - logs / weights);
    variance += weight * (m - means / weights) * (m - means / weights);
  }
  const c = -covariance / variance;
  const factor = met.reduce(
    (most, { length, probability }) => Math.max(most, probability * exp(c * length)),
    0,
  );
  return { c, factor };
}

/**
 * A δ for which (14) is certain: (2d−1)·δ^{1/V} < 1, with V the number of bonds whose balls of radius r intersect the
 * ball of a given bond.
 *
 * If ℓ(C(b)) = m, a self-avoiding path of at least m/2 resonant bonds starts at b. There are at most 2·(2d−1)^L paths
 * of L bonds; on each, at least L/V bonds have disjoint balls, so they are resonant independently of each other: P ≤
 * 2((2d−1)δ^{1/V})^L. In d = 1 any δ < 1 suffices; in d ≥ 2 this δ is far below the one at which clusters are observed
 * to wind around the torus.
 */
export function sureDelta(dimension: number, radius: number): number {
  const lattice = torus(dimension, 4 * radius + 5);
  const ball = new Set(bondBall(lattice, 0, radius));
  let meeting = 0;
  for (let bond = 0; bond < lattice.bonds; bond++) {
    if (bondBall(lattice, bond, radius).some((site) => ball.has(site))) meeting += 1;
  }
  return exp(-meeting * log(2 * dimension - 1));
}
