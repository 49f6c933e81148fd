import type { WindowKind } from './window.js';

/**
 * The windowed increments of every replica at one time scale.
 *
 * `replicas[r]` holds Y as float32, laid out [window][taper][channel][bond]. Channel 0 is the energy
 * transfer Q_b (ε included); every further channel is a control variate: the windowed increments of a
 * bounded function of phase space, whose integral over a long time vanishes relative to √t.
 */
export interface ScaleRecord {
  /** Length L of a window, in units of time. */
  readonly time: number;
  /**
   * For every taper Var(Y) of a white current of unit density (d⟨Q²⟩/dt = 1), so that Var(Y)/norm is the
   * density d⟨Q²⟩/dt at frequency ~ 1/L: `whiteNorm` of pyramid.ts, which is Δt·Σ_s h(s)² less what
   * averaging and filters take away in band.
   */
  readonly norms: readonly number[];
  /** The number of windows of each replica. */
  readonly windows: number;
  readonly replicas: readonly Float32Array[];
}

/** Squares of the total transfer over rectangular windows of one length: what the textbook estimator needs. */
export interface BlockRecord {
  /** Length t of a window, in units of time. */
  readonly time: number;
  /** The number of windows that each replica's sum holds. */
  readonly windows: number;
  /** For each replica Σ over windows of (Σ_b ΔQ_b)². */
  readonly sums: Float64Array;
}

/** The bonds as a graph, and which of them the total current counts. */
export interface BondGraph {
  readonly sites: number;
  readonly tails: Int32Array;
  readonly heads: Int32Array;
  /**
   * The weight of each bond in the total current: 1, or 0 for bonds along another direction than the chosen
   * one.
   */
  readonly aims: Float64Array;
}

/** Everything that the estimators see of one realisation at one point of a study. */
export interface RealisationRecord {
  readonly graph: BondGraph;
  /** Which taper each of a record's second index is. */
  readonly tapers: readonly { readonly kind: WindowKind; readonly order: number }[];
  /** The number of channels, 1 without control variates. */
  readonly channels: number;
  /** From short to long times, each twice the one before. */
  readonly scales: readonly ScaleRecord[];
  /** From short to long times, each twice the one before. */
  readonly blocks: readonly BlockRecord[];
  /** κ_standard of a current's spectral density: β²/(2·d·N^d), or without the d for a single direction. */
  readonly prefactor: number;
  /**
   * For each replica the quantile, in (0, 1), of a conserved quantity (its energy) that it was started from, where the
   * replicas are stratified by it. Null for independent replicas.
   */
  readonly quantiles: Float64Array | null;
}
