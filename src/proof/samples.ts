/** Independent realisations of the frequencies. */
export interface Disorder {
  readonly realisations: number;
  /** ω of every site in realisation 0 … realisations − 1. */
  frequencies(realisation: number): Float64Array;
}

/** A probability and its standard error. */
export interface Probability {
  readonly probability: number;
  readonly error: number;
}

/** The mean of one share per realisation, and its standard error (NaN for a single realisation). */
export function meanShare(shares: readonly number[]): Probability {
  const mean = shares.reduce((a, b) => a + b, 0) / shares.length;
  const squares = shares.reduce((sum, share) => sum + (share - mean) * (share - mean), 0);
  return { probability: mean, error: Math.sqrt(squares / (shares.length - 1) / shares.length) };
}
