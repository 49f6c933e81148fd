import type { Polynomial } from '../potential/polynomial.js';
import type { DisorderLaw } from '../lattice/disorder.js';
import type { WindowKind } from '../estimate/record.js';
import type { Baths } from '../data/baths.js';
import type { SchemeName } from '../kernel/scheme.js';
import type { SpinSchemeName } from '../models/spins/kernel/scheme.js';
import type { FieldLaw } from '../models/spins/fields.js';

/** ε' as a number, or as a power of ε: `epsilon^2`. */
export type Noise = number | { readonly power: number; readonly factor: number };

/** A potential as written in the study file, and as a polynomial. */
export interface PotentialSpec {
  readonly text: string;
  readonly polynomial: Polynomial;
}

/** The model of section 2. */
export interface OscillatorsSpec {
  readonly kind: 'oscillators';
  readonly dimension: 1 | 2 | 3;
  readonly size: number;
  /** V, in r. */
  readonly coupling: PotentialSpec;
  /** U, in q. */
  readonly pinning: PotentialSpec;
  readonly frequencies: DisorderLaw;
}

/** The disordered chain of section 5.1, equation (20). */
export interface ChainSpec {
  readonly kind: 'chain';
  readonly dimension: 1;
  readonly size: number;
  /** The anharmonic part of the coupling, in r; r⁴/4 in (20). */
  readonly coupling: PotentialSpec;
  /** The anharmonic part of the pinning, in q; q⁴/4 in (20). */
  readonly pinning: PotentialSpec;
  /** Of ω_x: ω_x² is a spring constant. */
  readonly frequencies: DisorderLaw;
  /** Of m_x; without it all masses are 1. */
  readonly masses?: DisorderLaw;
}

/** The chain of quartic oscillators of section 5.3. */
export interface QuarticSpec {
  readonly kind: 'quartic';
  readonly dimension: 1;
  readonly size: number;
}

/** The chain of classical spins of section 5.2. */
export interface SpinsSpec {
  readonly kind: 'spins';
  readonly dimension: 1;
  /** N, even. */
  readonly size: number;
  readonly fields: FieldLaw;
}

/** Models of oscillators, which run in the kernel of section 4. */
export type KernelSpec = OscillatorsSpec | ChainSpec | QuarticSpec;

export type ModelSpec = KernelSpec | SpinsSpec;

/** A study of one kind of model. */
export interface StudyOf<Spec extends ModelSpec> {
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
  readonly scheme: Spec extends SpinsSpec ? SpinSchemeName : SchemeName;
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
}

/** A study, checked and with every default filled in; frozen. Its id is a hash of its canonical content. */
export type Study = StudyOf<ModelSpec>;

/** Whether a study is of this kind of model. */
export function isOf<Kind extends ModelSpec['kind']>(
  study: Study,
  kind: Kind,
): study is StudyOf<Extract<ModelSpec, { readonly kind: Kind }>> {
  return study.model.kind === kind;
}
