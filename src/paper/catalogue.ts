import { falloffStudy } from './falloff.js';
import type { NamedStudy } from './named-study.js';
import { theorem1 } from './theorem-1.js';
import { theorem2 } from './theorem-2.js';

/** The paper's statements as studies, in the paper's order. */
export const catalogue: readonly NamedStudy[] = [theorem1, theorem2, falloffStudy];
