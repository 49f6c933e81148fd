import { LEVEL_FILTER } from '../math/decimation.js';
import type { Taper } from './window.js';

/** How a path Q(t) is sampled: as means over the sampling intervals, or as values at their ends. */
export type PathSampling = 'means' | 'ends';

/**
 * The response of a level's windows to a white current: for dQ = σ dW, exactly Var(Y) = σ²·N with
 *
 *     N = Δ·Σ_m (A_m² + A_m A_{m+1} + A_{m+1}²)/3,    A_m = Σ_{m' ≥ m} a_{m'},
 *
 * where Y = Σ_m a_m X₀(m) is the window written in the means X₀(m) over the sampling intervals of length Δ. It is below
 * the ideal Δ·2^level·Σh² because filters and averaging remove power in band: for M = 16 by two to five per cent with
 * the rectangular and the Hann window, by up to a fifth with prolate tapers. Without this norm κ would be biased by as
 * much.
 *
 * If Q is known at the ends of the intervals instead, X₀(m) = Q(mΔ) and N = Δ·Σ_{m ≥ 1} A_m². N has the unit of Δ.
 *
 * @param level the number of decimations, 0 for the path as sampled
 * @param interval Δ, the sampling interval
 * @param sampling the meaning of X₀
 */
export function whiteNorm(
  { values }: Pick<Taper, 'values'>,
  level: number,
  interval: number,
  sampling: PathSampling = 'means',
): number {
  // Y = Σ_s h(s)(X(s) − X(s−1)), s = 1 … M: coefficients of X(0) … X(M).
  let coefficients = new Float64Array(values.length + 1);
  values.forEach((h, s) => {
    coefficients[s] = (coefficients[s] as number) - h;
    coefficients[s + 1] = (coefficients[s + 1] as number) + h;
  });
  for (let l = 0; l < level; l++) {
    const finer = new Float64Array(2 * coefficients.length + 3);
    coefficients.forEach((a, s) => {
      LEVEL_FILTER.forEach((f, j) => (finer[2 * s + j] = (finer[2 * s + j] as number) + f * a));
    });
    coefficients = finer;
  }
  let sum = 0;
  let upper = 0;
  for (let m = coefficients.length - 1; m >= 0; m--) {
    const lower = upper + (coefficients[m] as number);
    if (sampling === 'means') sum += lower * lower + lower * upper + upper * upper;
    else if (m > 0) sum += lower * lower;
    upper = lower;
  }
  return sampling === 'means' ? (interval * sum) / 3 : interval * sum;
}
