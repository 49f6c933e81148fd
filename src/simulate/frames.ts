import type { Frame } from '../data/frame.js';
import type { Study } from '../study/study.js';
import { unitRun } from './unit.js';
import { units } from '../plan/units.js';

/** The result of every unit of a study, by id, in the order of its units: worked out in this thread, kept nowhere. */
export function unitFrames(study: Study): Map<string, Frame> {
  return new Map(
    units(study).map((unit) => {
      const run = unitRun(study, unit);
      while (!run.finished) run.advance(run.work);
      return [unit.id, run.result()];
    }),
  );
}
