import { LEVEL_FILTER } from '../math/decimation.js';
import type { Taper } from './record.js';

/**
 * What the windows of a level see of a white current: for dQ = σ dW, Var(Y) = σ²·N, exactly, with
 *
 *     N = Δ·Σ_m (A_m² + A_m A_{m+1} + A_{m+1}²)/3,    A_m = Σ_{m' ≥ m} a_{m'},
 *
 * where Y = Σ_m a_m X₀(m) is the window written in the means X₀(m) over the sampling intervals of length Δ.
 * It is below the ideal Δ·2^level·Σh² by what the filters and the averaging take away in band: for M = 16
 * two to five percent with the rectangular and the Hann window, up to a fifth with prolate tapers, which
 * would else be a bias of κ.
 *
 * @param level the number of decimations, 0 for the means over the sampling interval themselves
 * @param interval Δ, the sampling interval
 */
export function whiteNorm({ values }: Pick<Taper, 'values'>, level: number, interval: number): number {
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
    sum += lower * lower + lower * upper + upper * upper;
    upper = lower;
  }
  return (interval * sum) / 3;
}
