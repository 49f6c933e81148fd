import type { SchemeName } from '../../kernel/scheme.js';
import type { ModelSpec, StudyOf } from '../../study/study.js';

/** The chain of quartic oscillators of section 5.3. */
export interface QuarticSpec extends ModelSpec {
  readonly kind: 'quartic';
  readonly dimension: 1;
  readonly size: number;
}

export type QuarticStudy = StudyOf<QuarticSpec, SchemeName>;
