import { cosSin, exp } from '../../math/elementary.js';
import { RandomSequence } from '../../math/random.js';
import type { RealisationRecord, WindowKind } from '../record.js';
import { torusGraph } from './graphs.js';
import { sampledRecord, type Series } from './sampling.js';

/** What a synthetic ring's transfers are made of; Q_b(t) = κ-carrying part, common to all bonds, + bounded parts. */
export interface Recipe {
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
  /** Amplitude² of sloshing with memory τ = 4, 16, 64, …, 4⁹ intervals, growing as τ^0.8: κ(t) then falls as t^−0.2. */
  readonly trap?: number;
  /** With a second channel that is minus the sloshing times this, plus as much noise of its own: an imperfect dressing. */
  readonly dressing?: number;
}

/** A ring's record. `experiment` numbers independent repetitions. The prefactor is 1/(2N). */
export function syntheticRing(recipe: Recipe, experiment: number): RealisationRecord {
  const graph = torusGraph(1, recipe.size);
  const series = Array.from({ length: recipe.replicas }, (_, r) => replicaSeries(recipe, experiment, r));
  return sampledRecord(graph, series, {
    interval: 1,
    channels: recipe.dressing === undefined ? 1 : 2,
    windows: recipe.windows ?? ['hann'],
    prefactor: 1 / (2 * recipe.size),
  });
}

function replicaSeries(recipe: Recipe, experiment: number, replica: number): Series {
  const { size, intervals, memory = 0, spread = 0 } = recipe;
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
  // Σ_b Q_b = N·Q: Var(Q)/t = 2κ/N gives (1/2N)·N²·2κ/N = κ. E e^{s g − s²/2} = 1.
  const variance = ((2 * recipe.kappa) / size) * exp(spread * gaussian() - 0.5 * spread * spread);
  const keep = memory === 0 ? 0 : exp(-1 / memory);
  // Current constant over each interval, AR(1): spectral density σ²(1+a)/(1−a).
  const current = Math.sqrt((variance * (1 - keep)) / (1 + keep));
  const common = new Float64Array(intervals);
  const ends = new Float64Array(intervals + 1);
  let j = current * gaussian();
  for (let s = 0; s < intervals; s++) {
    const q = ends[s] as number;
    if (memory === 0) {
      // A Brownian path: its increment, and its mean given both ends.
      const step = Math.sqrt(variance) * gaussian();
      ends[s + 1] = q + step;
      common[s] = q + step / 2 + Math.sqrt(variance / 12) * gaussian();
    } else {
      ends[s + 1] = q + j;
      common[s] = q + j / 2;
      j = keep * j + current * Math.sqrt(1 - keep * keep) * gaussian();
    }
  }
  const energies = noises(size, intervals, 5, gaussian).map((e) => e.map((x) => x * (recipe.energies ?? 0)));
  const means: Float64Array[] = [];
  const controls: Float64Array[] = [];
  const total = Float64Array.from(ends, (q) => size * q);
  for (let b = 0; b < size; b++) {
    // Two decades of amplitudes, the same in every experiment.
    const amplitude = exp(-4.6 * ((b * 0.618034) % 1));
    const x = Float64Array.from(common);
    const [slosh] = noises(1, intervals, 20, gaussian) as [Float64Array];
    const own = (recipe.sloshing ?? 0) * amplitude;
    const phase = 100 * sequence.drawUniform();
    const head = energies[(b + 1) % size] as Float64Array;
    const tail = energies[b] as Float64Array;
    const trap = trapSeries(intervals, recipe.trap ?? 0, gaussian);
    for (let s = 0; s < intervals; s++) {
      const line = (recipe.lines ?? 0) * amplitude * cosSin(1.7 * s + 0.1 * b + phase)[0];
      const extra =
        line +
        own * (slosh[s] as number) +
        (tail[s] as number) -
        (head[s] as number) +
        amplitude * (trap[s] as number);
      x[s] = (x[s] as number) + extra;
      total[s] = (total[s] as number) + extra;
    }
    means.push(x);
    if (recipe.dressing !== undefined) {
      const dressing = recipe.dressing;
      controls.push(slosh.map((g) => -own * (dressing * g + 0.05 * gaussian())));
    }
  }
  return { means: [...means, ...controls], total: total.subarray(0, intervals) };
}

/** Independent stationary Gaussian AR(1) series of variance 1 and the given memory. */
function noises(count: number, length: number, memory: number, gaussian: () => number): Float64Array[] {
  const keep = exp(-1 / memory);
  return Array.from({ length: count }, () => {
    const x = new Float64Array(length);
    let value = gaussian();
    for (let s = 0; s < length; s++) {
      x[s] = value;
      value = keep * value + Math.sqrt(1 - keep * keep) * gaussian();
    }
    return x;
  });
}

function trapSeries(length: number, strength: number, gaussian: () => number): Float64Array {
  const x = new Float64Array(length);
  if (strength === 0) return x;
  for (let k = 1; k <= 9; k++) {
    const memory = 4 ** k;
    const amplitude = Math.sqrt(strength * exp(0.8 * Math.LN2 * 2 * k));
    const [slow] = noises(1, length, memory, gaussian) as [Float64Array];
    for (let s = 0; s < length; s++) x[s] = (x[s] as number) + amplitude * (slow[s] as number);
  }
  return x;
}
