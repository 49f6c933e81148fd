/** Σ x_i / n, in the order of the indices. */
export function mean(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] as number;
  return sum / x.length;
}

/**
 * Unbiased sample covariance of pairs, Σ (x_i − x̄)(y_i − ȳ)/(n−1).
 *
 * @throws RangeError with fewer than two pairs
 */
export function covariance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  if (x.length < 2) throw new RangeError(`invalid sample; not at least two: ${String(x.length)}`);
  const [mx, my] = [mean(x), mean(y)];
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += ((x[i] as number) - mx) * ((y[i] as number) - my);
  return sum / (x.length - 1);
}

/**
 * The covariance of single values about a trend that varies smoothly with their order, from differences of neighbours
 * Δx_i = x_{i+1} − x_i: Σ w_i Δx_i Δy_i/(2n), with w = 1, but 3/2 for the first and the last difference and 2 for a
 * single one, so that every value has the same weight. For independent values its expectation is that of `covariance`.
 * For one value from each of n equal strata, in their order, 1/n of it estimates the covariance of the means, and
 * overestimates it if the strata's means differ. Source: Wolter, Introduction to Variance Estimation (2nd ed.), section
 * 8.2, estimator v₂.
 *
 * @throws RangeError with fewer than two pairs
 */
export function neighbourCovariance(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = x.length;
  if (n < 2) throw new RangeError(`invalid sample; not at least two: ${String(n)}`);
  let sum = 0;
  for (let i = 0; i + 1 < n; i++) {
    const ends = (i === 0 ? 1 : 0) + (i === n - 2 ? 1 : 0);
    const product = ((x[i + 1] as number) - (x[i] as number)) * ((y[i + 1] as number) - (y[i] as number));
    sum += (1 + ends / 2) * product;
  }
  return sum / (2 * n);
}

/** The standard error of the mean of n ≥ 2 independent values, √(Σ(x−x̄)²/(n(n−1))). */
export function standardError(x: ArrayLike<number>): number {
  return Math.sqrt(covariance(x, x) / x.length);
}

/**
 * The factor by which one standard error of a mean of n values must be widened to cover 68.27 %: the quantile of
 * Student's t with ν = n−1 degrees of freedom, 1 + 1/(2ν) + 1/(4ν²) (Cornish–Fisher at z = 1; within 0.4 % of the exact
 * value for ν ≥ 3).
 */
export function studentFactor(count: number): number {
  const nu = count - 1;
  return 1 + 1 / (2 * nu) + 1 / (4 * nu * nu);
}

/**
 * The factor by which a standard error with ν ≥ 1 degrees of freedom must be widened for TWO of them to cover 95.45 %,
 * as they do for ν → ∞: half the quantile of Student's t, 1 + 1.25/ν + … (Cornish–Fisher at z = 2 to ν⁻⁴, with a term
 * in ν⁻⁵ fitted to ν = 1). Within 0.8 % of the exact value for every ν ≥ 1, 0.1 % from ν = 3. One such error covers
 * more than 68 %: 77 % for ν = 4.
 */
export function twoErrorsFactor(freedom: number): number {
  const x = 1 / freedom;
  return 1 + x * (1.25 + x * (1.53125 + x * (1.4297 + x * (0.92205 + x * 0.8509))));
}

/** The smallest number of values whose sum is at least half of the sum of all (all values ≥ 0). */
export function halfCount(x: ArrayLike<number>): number {
  const sorted = Float64Array.from(x).sort().reverse();
  const half = 0.5 * sorted.reduce((a, b) => a + b, 0);
  let sum = 0;
  let count = 0;
  for (const value of sorted) {
    if (sum >= half) break;
    sum += value;
    count += 1;
  }
  return count;
}
