import { LEVEL_FILTER } from '../math/decimation.js';
import type { ArrayTerm, TransferKernel } from './transfer-kernel.js';

/** Increments in one window: M. */
export const windowLength = 16;
/** Samples in a window: M + 1. */
const reach = windowLength + 1;
/** One time scale of the pyramid. */
export interface PyramidScale {
  /** Length of a window, in samples of the lowest level. */
  readonly length: number;
  /** The level's sample number at which each kept window begins, increasing. */
  readonly starts: readonly number[];
}

/**
 * The time scales available from `samples` samples, and the windows kept at each. Windows overlap by half; if these are
 * more than `keep`, they do not overlap, and if these are still too many, `keep` of them are spread evenly.
 */
export function scales(samples: number, keep: number): PyramidScale[] {
  const result: PyramidScale[] = [];
  for (
    let count = samples, spacing = 1;
    count >= reach;
    count = Math.floor((count - 5) / 2) + 1, spacing *= 2
  ) {
    const half = windowLength / 2;
    const overlapping = Math.floor((count - reach) / half) + 1;
    const separate = Math.floor((count - reach) / windowLength) + 1;
    const kept = Math.min(keep, separate);
    const starts =
      overlapping <= keep
        ? Array.from({ length: overlapping }, (_, i) => half * i)
        : Array.from({ length: kept }, (_, i) => windowLength * Math.floor((i * separate) / kept));
    result.push({ length: windowLength * spacing, starts });
  }
  return result;
}

/** Weights g on the samples of a window such that Σ_s h(s)(X(s) − X(s−1)) = Σ_{s=0}^{M} g(s) X(s). */
function sampleWeights(taper: Float64Array): number[] {
  return Array.from({ length: reach }, (_, s) => (s > 0 ? (taper[s - 1] as number) : 0) - (taper[s] ?? 0));
}

/** The length of a vector of the pyramid per lane and channel, padded so that vectors pair up. */
function paddedLength(elements: number, lanes: number): number {
  return 4 * Math.ceil((elements * lanes) / 4);
}

/** Number of float64 that a pyramid needs in its kernel's memory. */
export function pyramidLength(levels: number, elements: number, lanes: number): number {
  return (levels * reach + 1) * paddedLength(elements, lanes);
}

/**
 * The increments of a vector of observables (the transfers of every bond) over windows of all dyadic lengths, in one
 * pass and in memory independent of the length of the run.
 *
 * Level 0 receives X₀(s), the mean of Q over the s-th sampling interval, and level k+1 X_{k+1}(m) = Σ_{i=0}^{4}
 * binomial(4, i)/16 · X_k(2m + i). At each level Y = Σ_{s=1}^{M} h(s)(X(s) − X(s−1)) for every kept window and taper h,
 * M = 16.
 */
export class Pyramid {
  readonly scales: readonly PyramidScale[];
  /** The windows completed so far at each scale, float32, [lane][window][taper][element]. */
  readonly windows: readonly Float32Array[];
  private readonly weights: readonly number[][];
  private readonly counts: number[];
  private readonly filled: number[];
  private readonly vector: number;
  private readonly ring: Float64Array;
  private readonly scratch: Float64Array;

  /**
   * @param kernel whose `extra` memory, from byte address `address` on, holds `pyramidLength` float64
   * @param elements of the vector, for each lane
   * @param tapers each of M numbers
   */
  constructor(
    private readonly kernel: TransferKernel,
    private readonly address: number,
    private readonly elements: number,
    tapers: readonly Float64Array[],
    shape: readonly PyramidScale[],
  ) {
    this.scales = shape;
    this.weights = tapers.map(sampleWeights);
    this.counts = shape.map(() => 0);
    this.filled = shape.map(() => 0);
    this.vector = paddedLength(elements, kernel.lanes);
    this.windows = shape.map(
      ({ starts }) => new Float32Array(kernel.lanes * starts.length * tapers.length * elements),
    );
    this.ring = kernel.numbers(address, shape.length * reach * this.vector);
    this.scratch = kernel.numbers(this.slot(shape.length, 0), this.vector);
  }

  /** Adds a linear combination of the kernel's arrays as the next sample. */
  push(sample: readonly ArrayTerm[]): void {
    if (this.scales.length > 0) this.pushAt(0, sample);
  }

  /** The complete state for later windows. */
  get state(): {
    readonly counts: readonly number[];
    readonly filled: readonly number[];
    readonly ring: Float64Array;
  } {
    return { counts: [...this.counts], filled: [...this.filled], ring: this.ring.slice() };
  }

  set state({
    counts,
    filled,
    ring,
  }: {
    readonly counts: readonly number[];
    readonly filled: readonly number[];
    readonly ring: Float64Array;
  }) {
    counts.forEach((count, level) => (this.counts[level] = count));
    filled.forEach((count, level) => (this.filled[level] = count));
    this.ring.set(ring);
  }

  private slot(level: number, sample: number): number {
    return this.address + 8 * this.vector * (level * reach + (sample % reach));
  }

  private pushAt(level: number, sample: readonly ArrayTerm[]): void {
    const count = this.counts[level] as number;
    this.kernel.combine(this.slot(level, count), sample, this.vector);
    this.counts[level] = count + 1;
    const { starts } = this.scales[level] as PyramidScale;
    const window = this.filled[level] as number;
    if (starts[window] === count - windowLength) {
      this.record(level, window, count - windowLength);
      this.filled[level] = window + 1;
    }
    if (level + 1 < this.scales.length && count >= 4 && count % 2 === 0) {
      this.pushAt(
        level + 1,
        LEVEL_FILTER.map((coefficient, i) => ({ coefficient, address: this.slot(level, count - 4 + i) })),
      );
    }
  }

  private record(level: number, window: number, start: number): void {
    const { lanes } = this.kernel;
    const kept = (this.scales[level] as PyramidScale).starts.length;
    const windows = this.windows[level] as Float32Array;
    this.weights.forEach((weights, taper) => {
      const terms = weights.map((coefficient, s) => ({ coefficient, address: this.slot(level, start + s) }));
      this.kernel.combine(this.slot(this.scales.length, 0), terms, this.vector);
      for (let lane = 0; lane < lanes; lane++) {
        const to = ((lane * kept + window) * this.weights.length + taper) * this.elements;
        for (let i = 0; i < this.elements; i++) windows[to + i] = this.scratch[i * lanes + lane] as number;
      }
    });
  }
}
