import { tapers } from '../estimate/window.js';
import { Pyramid, pyramidLength, scales, windowLength } from '../kernel/pyramid.js';
import {
  compiledFunctions,
  functionsLength,
  type BondFunction,
  type ArrayTerm,
  type TransferKernel,
} from '../kernel/transfer-kernel.js';

/** Candidates for the |ω·ξ| below which terms are left out of a dressing, in model units (1/time). */
export const CUTOFFS: readonly number[] = [0, 0.01, 0.02, 0.05, 0.1, 0.2];
/** The cutoff of runs too short for a trial. */
export const DEFAULT_CUTOFF = 0.05;
const MOST_SAMPLES = 512;
/** Least number of windows, over all replicas, at the scale of the comparison. */
const FEWEST_WINDOWS = 32;

export interface CutoffTrial<K extends TransferKernel> {
  readonly bonds: number;
  readonly lanes: 2 | 4;
  /** Samples of a replica in the study; at most 512 are taken here. */
  readonly samples: number;
  /** For each candidate its dressing, εu⁽¹⁾ … εⁿu⁽ⁿ⁾ of every bond. */
  readonly candidates: readonly (readonly BondFunction<K>[])[];
  /** A kernel with the given number of float64 for observers, in a sample of the Gibbs measure, with transfers 0. */
  kernel(extra: number): K;
  /** Runs to the next sample, number `sample` from 0. */
  advance(kernel: K, sample: number): void;
}

/**
 * The number of the candidate that leaves the least variance; null if the run is too short to decide. All are compared
 * on the same trajectory by
 *
 *     1/Σ_b 1/V_b,   V_b = ⟨Y_b²⟩, Y_b the Hann-windowed increments of Q_b + Σ_k εᵏu_b⁽ᵏ⁾,
 *
 * the variance of Σ_b ψ_b Y_b with weights ψ_b ∝ 1/V_b on a ring: a bond that is resonant for every cutoff does not
 * matter, because the weights avoid it. The windows are the longest of which there are at least 32.
 */
export function leastVariance<K extends TransferKernel>(trial: CutoffTrial<K>): number | null {
  const { bonds, lanes, candidates } = trial;
  const samples = Math.min(MOST_SAMPLES, trial.samples);
  const shape = scales(samples, MOST_SAMPLES);
  const vector = bonds * lanes;
  const elements = candidates.length * bonds;
  const pyramidSize = pyramidLength(shape.length, elements, lanes);
  const order = candidates.reduce((most, functions) => Math.max(most, functions.length), 0);
  const tables = functionsLength(candidates.flat(), lanes);
  const extra = pyramidSize + (candidates.length + order) * vector + tables;
  const kernel = trial.kernel(extra);
  const pyramid = new Pyramid(kernel, kernel.at.extra, elements, hann(), shape);
  const dressed = kernel.at.extra + 8 * pyramidSize;
  const scratch = dressed + 8 * candidates.length * vector;
  const all = compiledFunctions(kernel, scratch + 8 * order * vector, candidates.flat());
  const functions = candidates.map(({ length }) => all.splice(0, length));
  const transfers: ArrayTerm = { coefficient: 1 / 4, address: kernel.at.transfers };
  for (let sample = 0; sample < samples; sample++) {
    trial.advance(kernel, sample);
    functions.forEach((orders, c) => {
      orders.forEach((f, k) => {
        f.evaluate(scratch + 8 * k * vector);
      });
      const added = orders.map((_, k): ArrayTerm => ({ coefficient: 1, address: scratch + 8 * k * vector }));
      kernel.combine(dressed + 8 * c * vector, [transfers, ...added], vector);
    });
    pyramid.push([{ coefficient: 1, address: dressed }]);
  }
  const judging = shape.findLastIndex(({ starts }) => lanes * starts.length >= FEWEST_WINDOWS);
  if (judging < 0) return null;
  const left = seriesVariances(pyramid.windows[judging] as Float32Array, candidates.length, bonds);
  return left.indexOf(Math.min(...left));
}

function hann(): Float64Array[] {
  return tapers(['hann'], windowLength).map(({ values }) => values);
}

/** 1/Σ_b 1/V_b of every candidate, from windows [window][candidate][bond]. */
function seriesVariances(windows: Float32Array, candidates: number, bonds: number): number[] {
  const squares = new Float64Array(candidates * bonds);
  windows.forEach((y, i) => {
    const at = i % squares.length;
    squares[at] = (squares[at] as number) + y * y;
  });
  return Array.from({ length: candidates }, (_, c) => {
    let conductance = 0;
    for (let b = 0; b < bonds; b++) conductance += 1 / (squares[c * bonds + b] as number);
    return 1 / conductance;
  });
}
