import type { Reference } from '../data/references/reference.js';
import {
  green1954,
  huveneers2013,
  kubo1957,
  riederLebowitzLieb1967,
  salmon2011,
} from '../data/references/references.js';
import { windows } from '../estimate/window.js';
import { schemes } from '../kernel/scheme.js';
import type { ModelKind } from '../models/model.js';
import { kindOf } from '../models/models.js';
import { noise } from '../study/noise.js';
import type { Study } from '../study/study.js';

/** What a study used, and where that is from. */
export interface Citation {
  readonly use: string;
  readonly references: readonly Reference[];
}

/** Everything that a study rests on, from the records of what it uses. */
export function citations(study: Study): Citation[] {
  const kind: ModelKind = kindOf(study.model);
  const scheme = { ...schemes, ...kind.allowances?.records }[study.scheme];
  const all: readonly Citation[] = [
    { use: 'the paper', references: [huveneers2013] },
    { use: `the model, ${study.model.kind}`, references: kind.references },
    { use: `the scheme ${study.scheme}`, references: scheme?.references ?? [] },
    { use: 'equilibration', references: kind.sampling.references },
    ...(study.dressing === 0 ? [] : [{ use: 'the dressing', references: kind.dressing.references }]),
    ...(study.noise === 0 ? [] : [{ use: 'the noise', references: noise.references }]),
    study.baths === undefined
      ? { use: 'the conductivity (Green–Kubo)', references: [green1954, kubo1957] }
      : { use: 'the steady state between baths', references: [riederLebowitzLieb1967] },
    ...(study.baths === undefined
      ? study.windows.map((name) => ({
          use: `the ${windows[name].title}`,
          references: windows[name].references,
        }))
      : []),
    { use: 'random numbers (Philox4x32-10)', references: [salmon2011] },
  ];
  return all.filter(({ references }) => references.length > 0);
}
