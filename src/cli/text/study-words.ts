import { studyId } from '../../plan/identity.js';
import type { Study } from '../../study/study.js';
import { isOf } from '../../models/models.js';
import type { OscillatorsStudy } from '../../models/oscillators/spec.js';
import { Refusal } from '../failure.js';

/**
 * The study, for what is done for the model of section 2 alone.
 *
 * @throws Refusal for another kind of model
 */
export function oscillatorsStudy(study: Study): OscillatorsStudy {
  if (!isOf(study, 'oscillators'))
    throw new Refusal('kind', 'not oscillators, for which alone this is done', study.model.kind);
  return study;
}

/** The first line of a study's summary. */
export function titleLine(study: Study): string {
  return `${study.title} (${studyId(study)})`;
}
