/**
 * Sums of squared increments of a scalar over all dyadic times, in one pass, for the textbook estimator.
 *
 * Level j cuts the samples into successive windows of 2^j intervals and sums (X(end) − X(start))².
 */
export class BlockSums {
  /** For each level and lane Σ (ΔX)², [level][lane]. */
  readonly sums: Float64Array;
  /** The value of X at the end of the last complete window, [level][lane]. */
  private readonly starts: Float64Array;
  private count = 0;

  constructor(
    readonly levels: number,
    private readonly lanes: number,
  ) {
    this.sums = new Float64Array(levels * lanes);
    this.starts = new Float64Array(levels * lanes);
  }

  /** Adds X of every lane at the end of the next interval; X = 0 at the start of the first. */
  push(values: readonly number[]): void {
    this.count += 1;
    for (let level = 0; level < this.levels && this.count % 2 ** level === 0; level++) {
      for (let lane = 0; lane < this.lanes; lane++) {
        const i = level * this.lanes + lane;
        const value = values[lane] as number;
        const increment = value - (this.starts[i] as number);
        this.sums[i] = (this.sums[i] as number) + increment * increment;
        this.starts[i] = value;
      }
    }
  }

  /** The number of windows in the sums of level j. */
  windows(level: number): number {
    return Math.floor(this.count / 2 ** level);
  }

  /** The complete state for later sums. */
  get state(): { readonly count: number; readonly sums: Float64Array; readonly starts: Float64Array } {
    return { count: this.count, sums: this.sums.slice(), starts: this.starts.slice() };
  }

  set state({
    count,
    sums,
    starts,
  }: {
    readonly count: number;
    readonly sums: Float64Array;
    readonly starts: Float64Array;
  }) {
    this.count = count;
    this.sums.set(sums);
    this.starts.set(starts);
  }
}
