/** The initial fraction of a chain that is left out of averages and diagnostics. */
export const BURN_IN = 0.25;

/** Diagnostics of one observable along a set of chains. */
export interface ChainDiagnostics {
  /** Integrated autocorrelation time 1 + 2Σρ_t, in trajectories. */
  readonly autocorrelation: number;
  /** The equivalent number of independent samples of all chains together. */
  readonly effectiveSize: number;
  /** Split R-hat; 1 if the chains and their halves agree. NaN for chains shorter than 4. */
  readonly splitRhat: number;
}

function mean(x: Float64Array): number {
  return x.reduce((a, b) => a + b, 0) / x.length;
}

/** Σ_i (x_i − m)(x_{i+lag} − m)/n. */
function autocovariance(x: Float64Array, m: number, lag: number): number {
  let total = 0;
  for (let i = 0; i + lag < x.length; i++) total += ((x[i] as number) - m) * ((x[i + lag] as number) - m);
  return total / x.length;
}

/**
 * Split R-hat: every chain is cut into two halves of length n; with W the mean of their variances and B/n the variance
 * of their means, R-hat = √(((n−1)/n·W + B/n)/W). Source: Gelman et al., Bayesian Data Analysis (3rd ed.), section
 * 11.4.
 */
function splitRhat(chains: readonly Float64Array[]): number {
  const n = Math.floor((chains[0]?.length ?? 0) / 2);
  if (n < 2) return NaN;
  const halves = chains.flatMap((x) => [x.slice(0, n), x.slice(x.length - n)]);
  const means = halves.map(mean);
  const within =
    halves.reduce((sum, x, i) => sum + (autocovariance(x, means[i] as number, 0) * n) / (n - 1), 0) /
    halves.length;
  const centre = means.reduce((a, b) => a + b, 0) / means.length;
  const between = means.reduce((sum, m) => sum + (m - centre) * (m - centre), 0) / (means.length - 1);
  return within === 0 ? (between === 0 ? 1 : Infinity) : Math.sqrt((n - 1) / n + between / within);
}

/**
 * Autocorrelation time, effective sample size and split R-hat of one observable along several chains of equal length.
 *
 * ρ_t = 1 − (W − mean autocovariance at lag t)/V, V = (n−1)/n·W + B/n, so that chains that disagree lower the effective
 * size. The sum stops when a pair ρ_{2t} + ρ_{2t+1} is no longer positive (C. Geyer, Stat. Sci. 7 (1992) 473; Gelman et
 * al., section 11.5).
 */
export function chainDiagnostics(chains: readonly Float64Array[]): ChainDiagnostics {
  const n = chains[0]?.length ?? 0;
  const total = n * chains.length;
  const means = chains.map(mean);
  const spread = chains.map((x, i) => autocovariance(x, means[i] as number, 0));
  const within = spread.reduce((a, b) => a + b, 0) / chains.length / (1 - 1 / n);
  const centre = means.reduce((a, b) => a + b, 0) / means.length;
  const between =
    chains.length > 1
      ? means.reduce((sum, m) => sum + (m - centre) * (m - centre), 0) / (means.length - 1)
      : 0;
  const variance = ((n - 1) / n) * within + between;
  const correlation = (lag: number): number => {
    const covariance =
      chains.reduce((sum, x, i) => sum + autocovariance(x, means[i] as number, lag), 0) / chains.length;
    return 1 - (within - covariance) / variance;
  };
  let time = -1;
  for (let lag = 0; lag + 1 < n; lag += 2) {
    const pair = correlation(lag) + correlation(lag + 1);
    if (!(pair > 0)) break;
    time += 2 * pair;
  }
  // An antithetic chain is worth more than its length; the diagnostics are conservative and do not count this.
  const autocorrelation = Math.max(1, time);
  return { autocorrelation, effectiveSize: total / autocorrelation, splitRhat: splitRhat(chains) };
}
