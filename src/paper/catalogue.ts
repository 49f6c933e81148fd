import { baths } from './baths/study.js';
import { chainStudy } from './chain/study.js';
import { decorrelation } from './decorrelation/study.js';
import { falloffStudy } from './falloff/study.js';
import { fiveTerms } from './five-terms/study.js';
import { lemma4 } from './lemma-4/study.js';
import { models } from './models/study.js';
import type { NamedStudy } from './named-study.js';
import { packet } from './packet/study.js';
import { quarticStudy } from './quartic/study.js';
import { remark1 } from './remark-1/study.js';
import { remark2 } from './remark-2/study.js';
import { spinsStudy } from './spins/study.js';
import { theorem1 } from './theorem-1/study.js';
import { theorem2 } from './theorem-2/study.js';

/** The paper's statements as studies, in the paper's order. */
export const catalogue: readonly NamedStudy[] = [
  decorrelation,
  theorem1,
  theorem2,
  remark1,
  remark2,
  lemma4,
  fiveTerms,
  falloffStudy,
  chainStudy,
  packet,
  baths,
  spinsStudy,
  quarticStudy,
  models,
];
