import { mean, standardError } from '../../math/statistics.js';

/** Independent realisations of the frequencies (section 2), for the probabilities of (4) and (14). */
export interface FrequencySamples {
  readonly realisations: number;
  /** ω of every site in realisation 0 … realisations − 1. */
  frequencies(realisation: number): Float64Array;
}

/** A probability and its standard error. @throws RangeError with fewer than two realisations */
export interface Probability {
  readonly probability: number;
  readonly error: number;
}

/**
 * The mean of one fraction per realisation, and its standard error. @throws RangeError with fewer than two realisations
 */
export function meanShare(shares: readonly number[]): Probability {
  return { probability: mean(shares), error: standardError(shares) };
}
