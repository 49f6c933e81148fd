import { cosSin, exp } from '../../math/elementary.js';
import { RandomSequence } from '../../math/random.js';
import type { BondGraph, RealisationRecord } from '../record.js';
import type { WindowKind } from '../window.js';
import { torusGraph } from './graphs.js';
import { sampledRecord, type Series } from '../sampling.js';

/**
 * The ingredients of a synthetic torus's transfers: Q_b(t) = conducting part, common to all bonds along e_k, + bounded
 * parts.
 */
export interface Recipe {
  /** Default 1. */
  readonly dimension?: number;
  readonly size: number;
  readonly replicas: number;
  /** The number of sampling intervals, each of length 1. */
  readonly intervals: number;
  readonly windows?: readonly WindowKind[];
  /** κ_standard of the common part. */
  readonly kappa: number;
  /** Correlation time of the common current, in intervals; 0 for white noise. */
  readonly memory?: number;
  /** Standard deviation of ln(amplitude²) from replica to replica. */
  readonly spread?: number;
  /** Amplitude of bounded oscillations, different on every bond (10^{-2 … 0} times this). */
  readonly lines?: number;
  /** Amplitude of bounded noise of memory 20 intervals, different on every bond as for `lines`. */
  readonly sloshing?: number;
  /** Amplitude of e_tail − e_head with e_x fluctuating. */
  readonly energies?: number;
  /**
   * Amplitude² of sloshing with memory τ = 4, 16, 64, …, 4⁹ intervals, growing as τ^0.8: κ(t) then falls as
   * t^−0.2.
   */
  readonly trap?: number;
  /**
   * Adds a second channel, minus the sloshing times this plus the same amount of independent noise: an imperfect
   * dressing.
   */
  readonly dressing?: number;
}

/** A torus's record. `experiment` numbers independent repetitions. The prefactor is 1/(2d·N^d). */
export function syntheticRecord(recipe: Recipe, experiment: number): RealisationRecord {
  const { dimension = 1 } = recipe;
  const graph = torusGraph(dimension, recipe.size);
  const series = Array.from({ length: recipe.replicas }, (_, r) =>
    replicaSeries(recipe, graph, experiment, r),
  );
  return sampledRecord(graph, series, {
    interval: 1,
    channels: recipe.dressing === undefined ? 1 : 2,
    windows: recipe.windows ?? ['hann'],
    prefactor: 1 / (2 * graph.tails.length),
  });
}

function replicaSeries(recipe: Recipe, graph: BondGraph, experiment: number, replica: number): Series {
  const { dimension = 1, intervals, memory = 0, spread = 0 } = recipe;
  const { sites } = graph;
  const sequence = new RandomSequence({ seed: 7, stream: 'synthetic', group: experiment, member: replica });
  let spare: number | null = null;
  const gaussian = (): number => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const [a, b] = sequence.drawGaussians();
    spare = b;
    return a;
  };
  // Each direction has its own common part: Σ_b Q_b = N^d Σ_k Q_k, so κ = (1/2dN^d)·d·N^{2d}·v gives v = 2κ/N^d.
  // E e^{s g − s²/2} = 1.
  const variance = ((2 * recipe.kappa) / sites) * exp(spread * gaussian() - 0.5 * spread * spread);
  const common = Array.from({ length: dimension }, () => commonSeries(variance, memory, intervals, gaussian));
  const energies =
    recipe.energies === undefined ? null : noises(sites, intervals, 5, gaussian, recipe.energies);
  const means: Float64Array[] = [];
  const controls: Float64Array[] = [];
  const total = new Float64Array(intervals);
  graph.tails.forEach((tail, b) => {
    // Two decades of amplitudes, the same in every experiment.
    const amplitude = exp(-4.6 * ((b * 0.618034) % 1));
    const { means: x, ends } = common[b % dimension] as { means: Float64Array; ends: Float64Array };
    const own = (recipe.sloshing ?? 0) * amplitude;
    const [slosh] = own === 0 ? [null] : noises(1, intervals, 20, gaussian, own);
    const [trap] = recipe.trap === undefined ? [null] : [trapSeries(intervals, recipe.trap, gaussian)];
    const phase = 100 * sequence.drawUniform();
    const lines = (recipe.lines ?? 0) * amplitude;
    const head = graph.heads[b] as number;
    const bounded = Float64Array.from({ length: intervals }, (_, s) => {
      const line = lines === 0 ? 0 : lines * cosSin(1.7 * s + 0.1 * b + phase)[0];
      const energy = (energies?.[tail]?.[s] ?? 0) - (energies?.[head]?.[s] ?? 0);
      return line + energy + (slosh?.[s] ?? 0) + amplitude * (trap?.[s] ?? 0);
    });
    means.push(bounded.map((extra, s) => (x[s] as number) + extra));
    bounded.forEach((extra, s) => (total[s] = (total[s] as number) + (ends[s] as number) + extra));
    const { dressing } = recipe;
    if (dressing !== undefined) {
      controls.push(bounded.map((_, s) => -(dressing * (slosh?.[s] ?? 0) + 0.05 * own * gaussian())));
    }
  });
  return { paths: [...means, ...controls], total };
}

/**
 * A current of spectral density `variance` at frequency 0: white, or constant over each interval and AR(1)
 * from one to the next.
 */
function commonSeries(
  variance: number,
  memory: number,
  intervals: number,
  gaussian: () => number,
): { means: Float64Array; ends: Float64Array } {
  const means = new Float64Array(intervals);
  const ends = new Float64Array(intervals + 1);
  const keep = memory === 0 ? 0 : exp(-1 / memory);
  // Spectral density of an AR(1) current σ²: σ²(1+a)/(1−a).
  const current = Math.sqrt((variance * (1 - keep)) / (1 + keep));
  let j = current * gaussian();
  for (let s = 0; s < intervals; s++) {
    const q = ends[s] as number;
    if (memory === 0) {
      // A Brownian path: its increment, and its mean given both ends.
      const step = Math.sqrt(variance) * gaussian();
      ends[s + 1] = q + step;
      means[s] = q + step / 2 + Math.sqrt(variance / 12) * gaussian();
    } else {
      ends[s + 1] = q + j;
      means[s] = q + j / 2;
      j = keep * j + current * Math.sqrt(1 - keep * keep) * gaussian();
    }
  }
  return { means, ends };
}

/** Independent stationary Gaussian AR(1) series of the given memory and amplitude. */
function noises(
  count: number,
  length: number,
  memory: number,
  gaussian: () => number,
  amplitude: number,
): Float64Array[] {
  const keep = exp(-1 / memory);
  return Array.from({ length: count }, () => {
    const x = new Float64Array(length);
    let value = gaussian();
    for (let s = 0; s < length; s++) {
      x[s] = amplitude * value;
      value = keep * value + Math.sqrt(1 - keep * keep) * gaussian();
    }
    return x;
  });
}

function trapSeries(length: number, strength: number, gaussian: () => number): Float64Array {
  const x = new Float64Array(length);
  for (let k = 1; k <= 9; k++) {
    const memory = 4 ** k;
    const amplitude = Math.sqrt(strength * exp(0.8 * Math.LN2 * 2 * k));
    const [slow] = noises(1, length, memory, gaussian, amplitude) as [Float64Array];
    for (let s = 0; s < length; s++) x[s] = (x[s] as number) + (slow[s] as number);
  }
  return x;
}
