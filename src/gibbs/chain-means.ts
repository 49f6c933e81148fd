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
/** Moves from one sample to the next: over one move q_x keeps the factor cos ω_xτ, π/4 < ω̄τ < 3π/4, and p_x nothing. */
const SPACING = 2;
/** Moves of a short chain before its first sample; a long one spends the share BURN_IN. */
const FEWEST_MOVES = 64;
/** The first number of a chain among the replicas, above those of every study. */
const FIRST_CHAIN = 0x80000000;

/** What is averaged, and where. */
export interface ChainMeansOptions {
  readonly form: KernelForm;
  readonly scheme: Scheme;
  /** T > 0. */
  readonly temperature: number;
  /** Time step of the sampler's trajectories; see `samplerStep`. */
  readonly step: number;
  /** Functions f_b of several bonds each. Their values in a row, function after function, bond after bond, are numbered by places. */
  readonly functions: readonly Expansion[];
  /** Pairs of places whose product is averaged too. */
  readonly pairs: readonly (readonly [number, number])[];
  /** Samples of each chain. */
  readonly samples: number;
  readonly seed: number;
  /** Names the random sequences together with the seed; chains of the same names use the same random numbers, whatever their form. */
  readonly group: SequenceGroup;
  /** Called after every move of every four chains, `chainMoves` times. */
  readonly told?: (() => void) | undefined;
}

/** Moves before the first of so many samples. */
function burnInMoves(samples: number): number {
  return Math.max(FEWEST_MOVES, Math.ceil((samples * SPACING * BURN_IN) / (1 - BURN_IN)));
}

/** How often `chainMeans` tells that it goes on. */
export function chainMoves(samples: number): number {
  return (CHAINS / LANES) * (burnInMoves(samples) + samples * SPACING);
}

/** Averages along every chain. */
export interface ChainMeans {
  /** Of every place its mean along every chain, [place][chain]. */
  readonly means: readonly Float64Array[];
  /** Of every pair the mean of its product, [pair][chain]. */
  readonly products: readonly Float64Array[];
  /** The potential energy after every move past burn-in, [chain][move]. */
  readonly potentials: readonly Float64Array[];
  /** The share of moves that were accepted. */
  readonly acceptance: number;
}

/**
 * Averages of functions over the Gibbs measure e^{−βH}/Z along each of 32 independent chains of hybrid Monte Carlo, evaluated after every
 * second move past burn-in. A pure function of its arguments.
 *
 * Chains share the durations and steps of their moves and nothing else. As e^{−βH} is invariant whatever these are, the means of different chains
 * are uncorrelated, and their scatter tells the error.
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
