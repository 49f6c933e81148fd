/**
 * The status of a number for κ: a value on a plateau; an upper bound; or neither (`open`) because κ(t) still rises or
 * units failed, and the number is the last estimate.
 */
export type KappaKind = 'value' | 'upper bound' | 'open';

/** Why κ is open: κ(t) still rises, a steady state still drifts, or replicas are missing because they failed. */
export type OpenReason = 'rising' | 'drifting' | 'units failed';

/** The status of a number in a figure or a table: those of κ, and lower bounds for slopes. */
export type NumberKind = KappaKind | 'lower bound';

/**
 * A conductivity in both conventions, in model units (docs/glossary.md); `error` is one standard error of `standard`.
 */
export interface Kappa {
  readonly kind: KappaKind;
  readonly paper: number;
  /**
   * A value is read on the plateau; an upper bound is the estimate raised by its errors (`raised` in plateau.ts); an
   * open result is the last estimate, unchanged.
   */
  readonly standard: number;
  readonly error: number;
  /** The time scale at which it was read. */
  readonly time: number;
  /** Why it is open; left out for `rising`. `warnings` give the full reason. */
  readonly open?: OpenReason;
}

/** The best estimate, and its basis. */
export interface BestKappa extends Kappa {
  /** Standard error over disorder samples; null with fewer than two. */
  readonly disorderError: number | null;
  /** The least number of replicas that carry half of the sum. */
  readonly halfReplicas: number;
  /** The chosen windows, weights and dressings, in words. */
  readonly estimator: string;
  /** The curve from which it was read; for a bound, the lowest of three. Null for a steady state. */
  readonly candidate: 'best' | 'uniform' | 'textbook' | null;
  /** For open results the lowest and the highest estimate at the last scales, otherwise null. */
  readonly range: readonly [number, number] | null;
  /** How realisations were combined. */
  readonly combination: 'series' | 'single' | 'mean';
  readonly warnings: readonly string[];
}

/**
 * One time scale of the curves κ(t), in the `standard` convention; null if that estimator has no windows at this scale.
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
