import type { SchemeName } from '../../kernel/scheme.js';
import type { DisorderLaw } from '../../lattice/disorder.js';
import type { ModelSpec, SmoothPotentialSpec, StudyOf } from '../../study/study.js';

/** The model of section 2. */
export interface OscillatorsSpec extends ModelSpec {
  readonly kind: 'oscillators';
  readonly dimension: 1 | 2 | 3;
  readonly size: number;
  /** V, in r. */
  readonly coupling: SmoothPotentialSpec;
  /** U, in q. */
  readonly pinning: SmoothPotentialSpec;
  readonly frequencies: DisorderLaw;
}

export type OscillatorsStudy = StudyOf<OscillatorsSpec, SchemeName>;
