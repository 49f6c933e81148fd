/** Whole numbers from … to − 1. */
export interface Band {
  readonly from: number;
  readonly to: number;
}

/** A mean over replicas with one standard error, and what it is the mean of. */
export interface BandMean {
  /** ω, or t: the middle of the band. */
  readonly at: number;
  readonly value: number;
  /** Of the replicas' means, as of independent ones; null with one replica. */
  readonly error: number | null;
}

/** Means over bands of series of replicas, and their means and scatter over replicas. */
export class CurrentBands {
  count = 0;
  private readonly centres: Float64Array;
  /** Σ (x − mean)², updated as replicas come. */
  private readonly squares: Float64Array;

  /** @param place where a number of a series stands: its frequency or time */
  constructor(
    private readonly bands: readonly Band[],
    private readonly place: (number: number) => number,
  ) {
    this.centres = new Float64Array(bands.length);
    this.squares = new Float64Array(bands.length);
  }

  /** Takes the series of one more replica (Welford, Technometrics 4, 419, 1962). */
  push(values: Float64Array): void {
    const { bands, centres, squares } = this;
    this.count += 1;
    bands.forEach(({ from, to }, i) => {
      let sum = 0;
      for (let k = from; k < to; k++) sum += values[k] as number;
      const value = sum / (to - from);
      const before = value - (centres[i] as number);
      centres[i] = (centres[i] as number) + before / this.count;
      squares[i] = (squares[i] as number) + before * (value - centres[i]);
    });
  }

  /** The means of all bands times a factor. */
  means(factor: number): BandMean[] {
    const { bands, place, count } = this;
    return bands.map(({ from, to }, i) => ({
      at: (place(from) + place(to - 1)) / 2,
      value: factor * (this.centres[i] as number),
      error: count < 2 ? null : factor * Math.sqrt((this.squares[i] as number) / (count * (count - 1))),
    }));
  }
}
