import type { SchemeName } from '../../kernel/scheme.js';
import type { ModelSpec, StudyOf } from '../../study/study.js';

/** Identical rotors, weakly coupled. */
export interface RotorsSpec extends ModelSpec {
  readonly kind: 'rotors';
}

export type RotorsStudy = StudyOf<RotorsSpec, SchemeName>;
