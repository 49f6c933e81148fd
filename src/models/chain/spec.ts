import type { SchemeName } from '../../kernel/scheme.js';
import type { DisorderLaw } from '../../lattice/disorder.js';
import type { ModelSpec, PotentialSpec, StudyOf } from '../../study/study.js';

/** The disordered chain of section 5.1, equation (20). */
export interface ChainSpec extends ModelSpec {
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

export type ChainStudy = StudyOf<ChainSpec, SchemeName>;
