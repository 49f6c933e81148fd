import type { Frame } from '../math/frame.js';
import { pointResult } from '../study/outcome.js';
import type { PointResult } from '../study/result.js';
import type { Study } from '../study/study.js';
import { unitRun } from '../study/unit.js';
import { units } from '../study/units.js';

/** The result at a study's only point, worked out in this thread. */
export function studyResult(study: Study): PointResult {
  const results = new Map<string, Frame>();
  for (const unit of units(study)) {
    const doing = unitRun(study, unit);
    while (!doing.finished) doing.advance(doing.work);
    results.set(unit.id, doing.result());
  }
  return pointResult(study, 0, results);
}
