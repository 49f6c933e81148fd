import { lawRecord, type DisorderLaw } from '../../lattice/disorder.js';
import { bondBall, type Torus } from '../../lattice/torus.js';
import { realPower } from '../../math/elementary.js';
import { Invalid } from '../../data/invalid.js';
import type { Polynomial } from '../../potential/polynomial.js';
import { clusters, type Cluster } from './clusters.js';
import { certainBound, lawBounds, sureConstants, usualAlpha } from './constants.js';
import { denominators, denominatorsBound } from './denominators.js';
import { verdicts, type DiophantineSet, type ResonanceVerdict } from './diophantine.js';
import { depthFor, doubt } from './doubt.js';
import { rerouting, type Rerouting } from './rerouting.js';

/** Options for finding A_N of section 4.2; for the defaults see `resonances`. */
export interface ResonanceOptions {
  /** n: the order of the hierarchy, radius of the balls. */
  readonly order: number;
  readonly alpha?: number | undefined;
  readonly c?: number | undefined;
  /** δ of (4), if c is not given; default 0.1. */
  readonly delta?: number | undefined;
  /** K. */
  readonly depth?: number | undefined;
  /**
   * `full`: every ξ on B₁(b,n) up to K. Otherwise the effective set: the ξ of the hierarchy's denominators up to order
   * n for this U and V.
   */
  readonly set?: 'full' | { readonly coupling: Polynomial; readonly pinning: Polynomial } | undefined;
  /** Called after every bond. */
  readonly told?: (() => void) | undefined;
}

/** Section 4.2 for one realisation of the frequencies. */
export interface Resonances extends Rerouting {
  readonly set: DiophantineSet;
  /** The probability that a larger ξ would change the verdict on one bond. */
  readonly doubt: number;
  /**
   * A bound on the probability that a bond is resonant, (4); null if there is none: c > ω₋, a law without density, α ≤
   * m − 1 on the full set.
   */
  readonly probability: number | null;
  readonly verdicts: readonly ResonanceVerdict[];
  readonly clusters: readonly Cluster[];
  readonly warnings: readonly string[];
}

/**
 * The doubt that the choice of K aims at, as a fraction of δ, and the largest number of sums over half a ball for it.
 */
const TOLERATED = 1e-3;
const AFFORDABLE = 3e4;

/**
 * Classifies the bonds of a realisation, finds the clusters and reroutes their currents: section 4.2 up to (13).
 *
 * Defaults: α = m + 1 for balls of m sites; c is the value that makes (4) certain for δ (`sureConstants`; for a law
 * without density that of a uniform law, and nothing is certain); K is the smallest one with a doubt of δ/1000, as far
 * as 3·10⁴ sums over half a ball allow, or the largest |ξ|₁ of the effective set.
 *
 * @param omega the realisation of the frequencies, from `law`
 * @throws Invalid if n, K, α, c or δ is out of range, n or K needs too much memory, or c is left out and α is too small
 */
export function resonances(
  lattice: Torus,
  law: DisorderLaw,
  omega: Float64Array,
  options: ResonanceOptions,
): Resonances {
  if (!Number.isInteger(options.order) || options.order < 1) {
    throw new Invalid('order', 'not a whole number of at least 1', options.order);
  }
  if (options.c !== undefined && !(options.c > 0)) throw new Invalid('c', 'not positive', options.c);
  const { lowest, density, substitute } = lawBounds(law);
  const { delta = 0.1, set: kind = 'full' } = options;
  const among = kind === 'full' ? undefined : denominators({ lattice, order: options.order, ...kind });
  const radius = among?.neighbourhood.radius ?? options.order;
  const sites = bondBall(lattice, 0, radius).length;
  const alpha = options.alpha ?? usualAlpha(sites);
  const c = options.c ?? sureConstants({ sites, density: substitute, lowest }, delta, alpha, among).c;
  const most = among?.norms.at(-1);
  const depth = Math.min(
    most ?? Infinity,
    options.depth ??
      most ??
      depthFor({ sites, density: substitute }, { alpha, c }, TOLERATED * delta, AFFORDABLE),
  );
  const set = { alpha, c, radius, depth, ...(among && { among }) };
  const found = verdicts(lattice, omega, set, options.told);
  const all = clusters(
    lattice,
    found.map(({ resonant }) => resonant),
  );
  const routes = rerouting(lattice, all, 'keep');
  const bound = c <= lowest ? c * certainBound({ sites, density }, alpha, among) : Infinity;
  const bounded = c <= lowest * realPower(depth + 1, alpha + 1);
  const beyond = !bounded
    ? 1
    : among === undefined
      ? doubt({ sites, density }, set)
      : Math.min(1, c * denominatorsBound(among, density, alpha, depth));
  const left = depth === most ? 0 : beyond;
  return {
    ...routes,
    set,
    doubt: left,
    probability: bound < Infinity ? Math.min(1, bound) : null,
    verdicts: found,
    clusters: all,
    warnings: warnings(law, { bounded: left === 0 || bounded, lowest, density }, set, found, routes),
  };
}

/**
 * The output of `falloff resonances STUDY --json`: the fields of the contract, `probability` and `winds` if they apply,
 * and `warnings`.
 */
export interface ResonancesReport {
  readonly alpha: number;
  readonly c: number;
  readonly K: number;
  readonly doubt: number;
  /** The bound on the probability that a bond is resonant, (4); left out if there is none. */
  readonly probability?: number;
  readonly bonds: readonly (
    | { readonly resonant: true; readonly xi: { readonly [site: string]: number }; readonly value: number }
    | { readonly resonant: false }
  )[];
  readonly clusters: readonly {
    readonly bonds: readonly number[];
    readonly sites: readonly number[];
    /** ℓ, or an upper bound if it is not exact. */
    readonly length: number;
    readonly exact: boolean;
    /** Present if the cluster winds around the torus: its currents are not rerouted, and ψ₁ = 1 on its bonds. */
    readonly winds?: true;
  }[];
  readonly psi1: readonly number[];
  readonly psi2: readonly number[];
  readonly warnings: readonly string[];
}

/** A_N, the clusters and (13) as JSON. */
export function resonancesReport(found: Resonances): ResonancesReport {
  return {
    alpha: found.set.alpha,
    c: found.set.c,
    K: found.set.depth,
    doubt: found.doubt,
    ...(found.probability !== null && { probability: found.probability }),
    bonds: found.verdicts.map((verdict) =>
      verdict.resonant
        ? {
            resonant: true,
            xi: Object.fromEntries(verdict.xi.map(({ site, xi }) => [String(site), xi])),
            value: verdict.value,
          }
        : { resonant: false },
    ),
    clusters: found.clusters.map(({ bonds, sites, path, lifted }) => ({
      bonds,
      sites,
      length: path.most,
      exact: path.exact,
      ...(lifted === null ? { winds: true as const } : {}),
    })),
    psi1: [...found.psi1],
    psi2: [...found.psi2],
    warnings: found.warnings,
  };
}

function warnings(
  law: DisorderLaw,
  known: { readonly bounded: boolean; readonly lowest: number; readonly density: number },
  set: DiophantineSet,
  found: readonly ResonanceVerdict[],
  { kept }: Rerouting,
): string[] {
  const said: string[] = [];
  const count = found.filter(({ resonant }) => resonant).length;
  if (known.density === Infinity) {
    const title = lawRecord(law).title;
    said.push(`the ${title} law has no bounded density: (4) is not covered by the paper's hypotheses`);
  }
  if (!known.bounded) {
    said.push(
      `c is above ω₋(K + 1)^{α+1} = ${String(known.lowest * realPower(set.depth + 1, set.alpha + 1))}: the doubt is not bounded`,
    );
  }
  if (count === found.length) {
    said.push('every bond is resonant: the construction of section 4 fails for this realisation');
  } else if (kept.length > 0) {
    said.push(
      `clusters that wind around the torus and cannot be rerouted by Lemma 3: ${String(kept.length)}; δ is too large, or the torus too small, for (14)`,
    );
  }
  return said;
}
