import { lawRecord, type DisorderLaw } from '../lattice/disorder.js';
import { bondBall, type Torus } from '../lattice/torus.js';
import { Invalid } from '../math/invalid.js';
import type { Polynomial } from '../model/polynomial.js';
import { clusters, type Cluster } from './clusters.js';
import { lawBounds, sureConstants, usualAlpha } from './constants.js';
import { effectiveSet, verdicts, type DiophantineSet, type Verdict } from './diophantine.js';
import { depthFor, doubt } from './doubt.js';
import { rerouting, type Rerouting } from './rerouting.js';

/** How to find A_N of section 4.2; what is left out is chosen, see `resonances`. */
export interface ResonanceOptions {
  /** n: the order of the hierarchy, radius of the balls. */
  readonly order: number;
  readonly alpha?: number | undefined;
  readonly c?: number | undefined;
  /** δ of (4), for a c that is not given: 0.1. */
  readonly delta?: number | undefined;
  /** K. */
  readonly depth?: number | undefined;
  /** `full`: every ξ on B₁(b,n) up to K. `effective`: those that the hierarchy can meet up to order n for these U and V. */
  readonly set?: 'full' | { readonly coupling: Polynomial; readonly pinning: Polynomial } | undefined;
}

/** Section 4.2 for one realisation of the frequencies. */
export interface Resonances extends Rerouting {
  readonly set: DiophantineSet;
  /** The probability that a larger ξ would change the verdict on one bond. */
  readonly doubt: number;
  readonly verdicts: readonly Verdict[];
  readonly clusters: readonly Cluster[];
  readonly warnings: readonly string[];
}

/** The doubt that the choice of K aims at, as a share of δ, and the most sums over half a ball that it may take. */
const TOLERATED = 1e-3;
const AFFORDABLE = 3e4;

/**
 * Classifies the bonds of a realisation, finds the clusters and reroutes their currents: section 4.2 up to (13).
 *
 * α left out is m + 1 for balls of m sites, c left out is the one that makes (4) certain for δ (`sureConstants`), K left out the
 * smallest one that leaves a doubt of δ/1000, as far as 3·10⁴ sums over half a ball allow.
 *
 * @param omega the realisation of the frequencies, from `law`
 * @throws Invalid where n, K, α, c or δ is out of range, K needs too much memory, or c is left out for an α that is too small
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
  const effective =
    kind === 'full' ? null : effectiveSet({ alpha: 0, c: 0 }, options.order, kind.coupling, kind.pinning);
  const radius = effective?.radius ?? options.order;
  const sites = bondBall(lattice, 0, radius).length;
  const alpha = options.alpha ?? usualAlpha(sites);
  const c =
    options.c ??
    sureConstants({ sites, density: substitute, lowest }, delta, alpha, effective ?? undefined).c;
  const depth =
    options.depth ??
    effective?.depth ??
    depthFor({ sites, density: substitute }, { alpha, c }, TOLERATED * delta, AFFORDABLE);
  const set = { alpha, c, radius, depth, even: effective?.even ?? false };
  const found = verdicts(lattice, omega, set);
  const all = clusters(
    lattice,
    found.map(({ resonant }) => resonant),
  );
  const routes = rerouting(lattice, all, 'keep');
  const complete = effective !== null && depth >= effective.depth;
  return {
    ...routes,
    set,
    doubt: complete ? 0 : c <= lowest ? doubt({ sites, density }, set) : 1,
    verdicts: found,
    clusters: all,
    warnings: warnings(law, set, lowest, density, complete, found, routes),
  };
}

/** What `falloff resonances STUDY --json` prints: the contract's fields, then `winds` where it is true, and `warnings`. */
export interface ResonancesReport {
  readonly alpha: number;
  readonly c: number;
  readonly K: number;
  readonly doubt: number;
  readonly bonds: readonly (
    | { readonly resonant: true; readonly xi: { readonly [site: string]: number }; readonly value: number }
    | { readonly resonant: false }
  )[];
  readonly clusters: readonly {
    readonly bonds: readonly number[];
    readonly sites: readonly number[];
    /** ℓ, or where it is not exact a bound from above. */
    readonly length: number;
    readonly exact: boolean;
    /** Present where the cluster winds around the torus: its currents are not rerouted, ψ₁ = 1 on its bonds. */
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
  set: DiophantineSet,
  lowest: number,
  density: number,
  complete: boolean,
  found: readonly Verdict[],
  { kept }: Rerouting,
): string[] {
  const said: string[] = [];
  const count = found.filter(({ resonant }) => resonant).length;
  if (density === Infinity) {
    const title = lawRecord(law).title;
    said.push(`the ${title} law has no bounded density: (4) is not covered by the paper's hypotheses`);
  }
  if (!complete && set.c > lowest) {
    said.push(`c is above the lowest frequency ${String(lowest)}: the doubt is not bounded`);
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
