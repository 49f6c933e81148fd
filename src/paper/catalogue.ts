import { baths } from './baths.js';
import { chainStudy } from './chain.js';
import { decorrelation } from './decorrelation.js';
import { falloffStudy } from './falloff.js';
import { fiveTerms } from './five-terms.js';
import { lemma4 } from './lemma-4.js';
import { models } from './models.js';
import type { NamedStudy } from './named-study.js';
import { packet } from './packet.js';
import { remark1 } from './remark-1.js';
import { remark2 } from './remark-2.js';
import { spinsStudy } from './spins.js';
import { theorem1 } from './theorem-1.js';
import { theorem2 } from './theorem-2.js';

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
  models,
];
