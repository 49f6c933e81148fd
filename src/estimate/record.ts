import type { WindowKind } from './window.js';

/**
 * The windowed increments of every replica at one time scale.
 *
 * `replicas[r]` holds Y as float32, laid out [window][taper][channel][bond]. Channel 0 is the energy transfer Q_b (ε
 * included); every further channel is a control variate: the windowed increments of a bounded function on phase space,
 * which become negligible relative to √t over long times.
 */
export interface ScaleRecord {
  /** Length L of a window, in units of time. */
  readonly time: number;
  /**
   * For every taper Var(Y) of a white current of unit density (d⟨Q²⟩/dt = 1), so that Var(Y)/norm is the density
   * d⟨Q²⟩/dt at frequency ~ 1/L: `whiteNorm` of pyramid.ts, which is Δt·Σ_s h(s)² minus what averaging and filters
   * remove in band.
   */
  readonly norms: readonly number[];
  /** The number of windows of each replica. */
  readonly windows: number;
  readonly replicas: readonly Float32Array[];
}

/** Squares of the total transfer over rectangular windows of one length, for the textbook estimator. */
export interface BlockRecord {
  /** Length t of a window, in units of time. */
  readonly time: number;
  /** The number of windows in each replica's sum. */
  readonly windows: number;
  /** For each replica Σ over windows of (Σ_b ΔQ_b)². */
  readonly sums: Float64Array;
}

/** The bonds as a graph, and those that contribute to the total current. */
export interface BondGraph {
  readonly sites: number;
  readonly tails: Int32Array;
  readonly heads: Int32Array;
  /**
   * The weight of each bond in the total current: 1, or 0 for bonds that are not along the chosen direction.
   */
  readonly aims: Float64Array;
}

/**
 * All input of the estimators from one realisation at one point of a study. Times, energies and transfers are in model
 * units (docs/glossary.md), or in those of the user's own series.
 */
export interface RealisationRecord {
  readonly graph: BondGraph;
  /** The taper of each value of the second index of a record. */
  readonly tapers: readonly { readonly kind: WindowKind; readonly order: number }[];
  /** The number of channels, 1 without control variates. */
  readonly channels: number;
  /** From short to long times, each twice the one before. */
  readonly scales: readonly ScaleRecord[];
  /** From short to long times, each twice the one before. */
  readonly blocks: readonly BlockRecord[];
  /** Converts a current's spectral density to κ_standard: β²/(2·d·N^d), without the d for a single direction. */
  readonly prefactor: number;
  /**
   * For stratified replicas the quantile, in (0, 1), of the initial value of a conserved quantity (the energy) of each
   * replica. Null for independent replicas.
   */
  readonly quantiles: Float64Array | null;
}
