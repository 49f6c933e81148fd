import type { ModelSpec, StudyOf } from '../../study/study.js';
import type { FieldLaw } from './fields.js';
import type { SpinSchemeName } from './kernel/scheme.js';

/** The chain of classical spins of section 5.2. */
export interface SpinsSpec extends ModelSpec {
  readonly kind: 'spins';
  readonly dimension: 1;
  /** N, even. */
  readonly size: number;
  readonly fields: FieldLaw;
}

export type SpinsStudy = StudyOf<SpinsSpec, SpinSchemeName>;
