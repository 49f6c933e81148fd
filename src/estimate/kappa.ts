/**
 * What a number says of κ: a value on a plateau; an upper bound; or neither (`open`), where κ(t) still rises, or units
 * failed, and the number is the last estimate that was read.
 */
export type KappaKind = 'value' | 'upper bound' | 'open';

/** Why κ is open, in a word: κ(t) still rises, a steady state still drifts, or replicas are missing since they failed. */
export type OpenReason = 'rising' | 'drifting' | 'units failed';

/** What a number of a figure or a table says: κ's kinds, and lower bounds, which slopes may be. */
export type NumberKind = KappaKind | 'lower bound';

/** A conductivity in both conventions; `error` is one standard error of `standard`. */
export interface Kappa {
  readonly kind: KappaKind;
  readonly paper: number;
  /**
   * A value is what was read on the plateau; an upper bound the estimate as raised by its errors (`raised` in plateau.ts); what is open is the last
   * estimate that was read, neither raised nor lowered.
   */
  readonly standard: number;
  readonly error: number;
  /** The time scale at which it was read. */
  readonly time: number;
  /** Why it is open, in a word: `rising` where left out. `warnings` say it in full. */
  readonly open?: OpenReason;
}

/** The best estimate, and what it rests on. */
export interface BestKappa extends Kappa {
  /** Standard error over disorder samples; null with fewer than two. */
  readonly disorderError: number | null;
  /** How many replicas carry half of the sum: the least over realisations. */
  readonly halfReplicas: number;
  /** Which windows, weights and dressings were chosen, in words. */
  readonly estimator: string;
  /** Which of the curves it was read from: the lowest bound of three. Null for a steady state. */
  readonly candidate: 'best' | 'uniform' | 'textbook' | null;
  /** Open results: the lowest and the highest estimate of the last scales; otherwise null. */
  readonly range: readonly [number, number] | null;
  /** How realisations were combined. */
  readonly combination: 'series' | 'single' | 'mean';
  readonly warnings: readonly string[];
}

/**
 * One time scale of the curves κ(t), in the `standard` convention; null where that estimator has no windows
 * there.
 */
export interface CurvePoint {
  readonly time: number;
  readonly textbook: number | null;
  readonly textbookError: number | null;
  readonly best: number | null;
  readonly bestError: number | null;
}

/** One realisation's own κ_standard. */
export interface RealisationKappa {
  readonly standard: number;
  readonly error: number;
  readonly kind: KappaKind;
  readonly open?: OpenReason;
}
