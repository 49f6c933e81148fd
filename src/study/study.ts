import type { Polynomial } from '../potential/polynomial.js';
import type { Potential } from '../potential/potential.js';
import type { WindowKind } from '../estimate/window.js';
import type { Baths } from '../data/baths.js';
import type { Noise } from './noise.js';

/** A potential as written in the study file, and as a polynomial. */
export interface PotentialSpec {
  readonly text: string;
  readonly polynomial: Polynomial;
}

/** A potential that need not be a polynomial, as written in the study file, and as what it is. */
export interface SmoothPotentialSpec {
  readonly text: string;
  readonly potential: Potential;
}

/** What a study says of its model, whatever the kind; each kind adds its own keys. */
export interface ModelSpec {
  readonly kind: string;
  readonly dimension: 1 | 2 | 3;
  /** N, the sites along one direction. */
  readonly size: number;
}

/** A series that is kept of every replica. */
export interface SeriesRecord {
  /** The total current, or the transfers of all bonds. */
  readonly series: 'current' | 'transfers';
  /** Samples from one of its numbers to the next. */
  readonly every: number;
}

/**
 * A study of one kind of model.
 *
 * @typeParam Scheme the names of the schemes that the kind's kernel has
 */
export interface StudyOf<Spec extends ModelSpec, Scheme extends string> {
  readonly title: string;
  readonly model: Spec;
  /** Langevin baths at the open ends: a steady state in place of equilibrium. */
  readonly baths?: Baths;
  /** T, one point each; Infinity for spins at T = ∞. With baths: where the replicas start from, their mean if it was left out. */
  readonly temperature: readonly number[];
  readonly epsilon: readonly number[];
  readonly noise: Noise;
  readonly realisations: number;
  readonly replicas: number;
  readonly time: number;
  readonly dressing: number;
  readonly seed: number;
  readonly scheme: Scheme;
  /** Time step; `auto`: chosen per point so that the energy error stays within bounds (gibbs/pilot.ts). */
  readonly step: number | 'auto';
  /** Steps between samples; `auto`: chosen with the step. */
  readonly sampling: number | 'auto';
  readonly windows: readonly WindowKind[];
  /** |ω·ξ| below which a term is left out of a dressing; `auto`: chosen by the variance that it leaves. */
  readonly cutoff: number | 'auto';
  /** The bonds that the current counts: all, or those along e_k, 1 ≤ k ≤ d. */
  readonly direction: 'all' | 1 | 2 | 3;
  /** Equilibration: the number of moves of each replica, hybrid Monte Carlo trajectories or sweeps of heat baths. */
  readonly sampler: { readonly trajectories: number };
  /** Left out: no series is kept. */
  readonly record?: SeriesRecord;
}

/** A study, checked and with every default filled in; frozen. Its id is a hash of its canonical content. */
export type Study = StudyOf<ModelSpec, string>;
