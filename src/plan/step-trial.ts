import { MemoryRefused } from '../kernel/memory.js';
import { Invalid } from '../data/invalid.js';
import { GIVEN_TOLERANCE } from '../kernel/energy-watch.js';
import { kindOf } from '../models/models.js';
import { points, type Point } from '../study/point.js';
import type { Study } from '../study/study.js';

/** What a short trial says of the step of a study. */
export interface StepTrial {
  /** The point where it is hardest to conserve the energy. */
  readonly point: Point;
  /** `none`: no step conserves the energy; `lost`: the given one does not, for no replica; `doubtful`: not for all of them; `untried`: the system
   * refused the trial its memory. */
  readonly verdict: 'sound' | 'doubtful' | 'lost' | 'none' | 'untried';
  /** The least relative energy error of a given step that is lost, the largest of one that is doubtful. */
  readonly error: number;
}

const trials = new WeakMap<Study, StepTrial>();

/**
 * Tries the step of a study where the coupling is strongest and the temperature highest, on a few sites for a few periods: what fails there fails in a run,
 * which ends a unit at the same error of the energy. A pure function of the study, kept once computed.
 */
export function stepTrial(study: Study): StepTrial {
  const known = trials.get(study);
  if (known) return known;
  const found = newTrial(study);
  trials.set(study, found);
  return found;
}

function newTrial(study: Study): StepTrial {
  const point = points(study).reduce((a, b) =>
    b.temperature > a.temperature || (b.temperature === a.temperature && b.epsilon > a.epsilon) ? b : a,
  );
  try {
    const errors = kindOf(study.model).trial(study, point);
    // Baths make good what a step loses: there a unit ends only where its numbers do.
    const most = study.baths ? Number.MAX_VALUE : GIVEN_TOLERANCE;
    const beyond = errors.filter((error) => !(error <= most));
    if (beyond.length === 0) return { point, verdict: 'sound', error: 0 };
    if (beyond.length < errors.length)
      return { point, verdict: 'doubtful', error: beyond.reduce((a, b) => Math.max(a, b)) };
    return { point, verdict: 'lost', error: beyond.reduce((a, b) => Math.min(a, b)) };
  } catch (error) {
    if (error instanceof MemoryRefused) return { point, verdict: 'untried', error: NaN };
    if (!(error instanceof Invalid)) throw error;
    return { point, verdict: 'none', error: NaN };
  }
}
