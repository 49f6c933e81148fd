import { dressingFunction } from '../kernel/splitting/dressing.js';
import type { KernelForm } from '../kernel/splitting/form.js';
import { Kernel } from '../kernel/splitting/kernel.js';
import type { Scheme } from '../kernel/scheme.js';
import { compiledFunctions, functionsLength } from '../kernel/transfer-kernel.js';
import type { SequenceGroup } from '../math/random.js';
import type { Expansion } from '../data/expansion.js';
import { BURN_IN } from './diagnostics.js';
import { GibbsSampler } from './sampler.js';

/** The number of independent chains: a standard error from 32 values is known to 13 %. */
export const CHAINS = 32;
const LANES = 4;
/** Moves between samples: a move multiplies q_x by cos ω_xτ, π/4 < ω̄τ < 3π/4, and replaces p_x. */
const SPACING = 2;
/** Least number of moves before the first sample; a long chain discards the fraction BURN_IN. */
const FEWEST_MOVES = 64;
/** The replica number of the first chain, above those of every study. */
const FIRST_CHAIN = 0x80000000;

/** The functions to be averaged, and the measure. */
export interface ChainMeansOptions {
  readonly form: KernelForm;
  readonly scheme: Scheme;
  /** T > 0, in model units (docs/glossary.md), like all numbers here. */
  readonly temperature: number;
  /** Time step of the sampler's trajectories; see `samplerStep`. */
  readonly step: number;
  /** Functions f_b of several bonds each. Places number their values, function after function, bond after bond. */
  readonly functions: readonly Expansion[];
  /** Pairs of places whose product is averaged too. */
  readonly pairs: readonly (readonly [number, number])[];
  /** Samples of each chain. */
  readonly samples: number;
  readonly seed: number;
  /**
   * Names the random sequences together with the seed; chains with the same names use the same random numbers for any
   * form.
   */
  readonly group: SequenceGroup;
  /** Called after every move of every four chains, `chainMoves` times. */
  readonly told?: (() => void) | undefined;
}

/** Moves before the first of the given number of samples. */
function burnInMoves(samples: number): number {
  return Math.max(FEWEST_MOVES, Math.ceil((samples * SPACING * BURN_IN) / (1 - BURN_IN)));
}

/** How often `chainMeans` calls `told`. */
export function chainMoves(samples: number): number {
  return (CHAINS / LANES) * (burnInMoves(samples) + samples * SPACING);
}

/** Averages along every chain. */
export interface ChainMeans {
  /** The mean at every place along every chain, [place][chain]. */
  readonly means: readonly Float64Array[];
  /** The mean of the product of every pair, [pair][chain]. */
  readonly products: readonly Float64Array[];
  /** The potential energy after every move past burn-in, [chain][move]. */
  readonly potentials: readonly Float64Array[];
  /** The share of moves that were accepted. */
  readonly acceptance: number;
}

/**
 * Averages of functions over the Gibbs measure e^{−βH}/Z along each of 32 independent chains of hybrid Monte Carlo,
 * evaluated after every second move past burn-in. A pure function of its arguments.
 *
 * Chains share only the durations and steps of their moves. Since e^{−βH} is invariant for any of these, the means of
 * different chains are uncorrelated, and their scatter measures the error.
 */
export function chainMeans(options: ChainMeansOptions): ChainMeans {
  const { form, scheme, temperature, step, functions, pairs, samples, seed, group } = options;
  const told = options.told ?? (() => undefined);
  const { lattice, coupling, pinning, masses } = form;
  const places = functions.reduce((sum, { bonds }) => sum + bonds, 0);
  const averaged = functions.map((f) => dressingFunction(f, 1));
  const kernel = new Kernel({
    lattice,
    coupling,
    pinning,
    scheme,
    lanes: LANES,
    extra: places * LANES + functionsLength(averaged, LANES),
    ...(masses && { masses }),
  });
  const values = kernel.numbers(kernel.at.extra, places * LANES);
  // The values of all places come first, then the functions' tables.
  const compiled = compiledFunctions(kernel, kernel.at.extra + 8 * places * LANES, averaged);
  const evaluate = (): void => {
    let to = kernel.at.extra;
    compiled.forEach((f, i) => {
      f.evaluate(to);
      to += 8 * (functions[i] as Expansion).bonds * LANES;
    });
  };

  const burnIn = burnInMoves(samples);
  const moves = burnIn + samples * SPACING;
  const means = Array.from({ length: places }, () => new Float64Array(CHAINS));
  const products = pairs.map(() => new Float64Array(CHAINS));
  const potentials: Float64Array[] = [];
  let accepted = 0;
  for (let first = 0; first < CHAINS; first += LANES) {
    const sampler = new GibbsSampler(kernel, form, temperature, step, moves, {
      seed,
      group,
      firstReplica: FIRST_CHAIN + first,
    });
    sampler.start();
    while (sampler.length < burnIn) {
      sampler.advance();
      told();
    }
    while (sampler.length < moves) {
      for (let i = 0; i < SPACING; i++) {
        sampler.advance();
        told();
      }
      evaluate();
      means.forEach((mean, place) => {
        for (let lane = 0; lane < LANES; lane++) {
          const value = values[place * LANES + lane] as number;
          mean[first + lane] = (mean[first + lane] as number) + value / samples;
        }
      });
      products.forEach((mean, i) => {
        const [f, g] = pairs[i] as readonly [number, number];
        for (let lane = 0; lane < LANES; lane++) {
          const product = (values[f * LANES + lane] as number) * (values[g * LANES + lane] as number);
          mean[first + lane] = (mean[first + lane] as number) + product / samples;
        }
      });
    }
    const { series } = sampler;
    accepted += series.accepted.reduce((sum, one) => sum + one, 0);
    for (let lane = 0; lane < LANES; lane++) {
      potentials.push(kernel.lane(series.potential.subarray(burnIn * LANES), lane));
    }
  }
  return { means, products, potentials, acceptance: accepted / (moves * CHAINS) };
}
