import type { Polynomial } from '../model/polynomial.js';
import type { DisorderLaw } from '../lattice/disorder.js';
import type { WindowKind } from '../estimate/record.js';
import type { SchemeName } from '../kernel/scheme.js';

/** ε' as a number, or as a power of ε: `epsilon^2`. */
export type Noise = number | { readonly power: number; readonly factor: number };

/** The model of section 2. Other kinds of the paper's section 5 join this union as they are built. */
export interface OscillatorsSpec {
  readonly kind: 'oscillators';
  readonly dimension: 1 | 2 | 3;
  readonly size: number;
  /** V as written in the study file, and as a polynomial in r. */
  readonly coupling: { readonly text: string; readonly polynomial: Polynomial };
  /** U as written in the study file, and as a polynomial in q. */
  readonly pinning: { readonly text: string; readonly polynomial: Polynomial };
  readonly frequencies: DisorderLaw;
}

/** A study, checked and with every default filled in; frozen. Its id is a hash of its canonical content. */
export interface Study {
  readonly title: string;
  readonly model: OscillatorsSpec;
  readonly temperature: readonly number[];
  readonly epsilon: readonly number[];
  readonly noise: Noise;
  readonly realisations: number;
  readonly replicas: number;
  readonly time: number;
  readonly dressing: number;
  readonly seed: number;
  readonly scheme: SchemeName;
  /** Time step; `auto`: chosen per point so that the energy error stays within bounds (kernel/step.ts). */
  readonly step: number | 'auto';
  /** Steps between samples; `auto`: chosen with the step. */
  readonly sampling: number | 'auto';
  readonly windows: readonly WindowKind[];
  /** |ω·ξ| below which a term is left out of a dressing; `auto`: chosen by the variance that it leaves. */
  readonly cutoff: number | 'auto';
  /** The bonds that the current counts: all, or those along e_k, 1 ≤ k ≤ d. */
  readonly direction: 'all' | 1 | 2 | 3;
  /** Equilibration: the number of hybrid Monte Carlo trajectories of each replica. */
  readonly sampler: { readonly trajectories: number };
}
