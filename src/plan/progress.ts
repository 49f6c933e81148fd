import { kindOf } from '../models/models.js';
import { pointAt } from '../study/point.js';
import type { Study } from '../study/study.js';
import { cost } from './cost.js';
import { units } from './units.js';

/** How far each unit of a study is. */
export type UnitStatus = 'done' | 'running' | 'failed' | 'left';

export interface StudyProgress {
  readonly units: { readonly [status in UnitStatus]: number };
  /** The work of units that are running or left, as if they were at their beginning, in site-kicks and in core-hours at the nominal rate. */
  readonly left: { readonly siteKicks: number; readonly coreHours: number };
}

/**
 * How far a study is, and what is left of it.
 *
 * @param statusOf a unit, by its id
 * @param stepOf a point, by its number: null before it is chosen, then the usual one is counted with
 */
export function studyProgress(
  study: Study,
  statusOf: (unit: string) => UnitStatus,
  stepOf: (point: number) => number | null,
): StudyProgress {
  const all = units(study);
  const need = cost(study);
  const pace = kindOf(study.model).pace(study);
  const ratios = new Map<number, number>();
  /** Of the true work of a unit to the expected one. */
  const ratio = (point: number): number => {
    const known = ratios.get(point);
    if (known !== undefined) return known;
    const usual = pace.step(pointAt(study, point));
    const found = usual / (stepOf(point) ?? usual);
    ratios.set(point, found);
    return found;
  };
  const counts = { done: 0, running: 0, failed: 0, left: 0 };
  let [whole, rest] = [0, 0];
  for (const { id, point, cost: own } of all) {
    const status = statusOf(id);
    counts[status] += 1;
    whole += own;
    if (status === 'running' || status === 'left') rest += own * ratio(point);
  }
  // Moves of the sampler are in the need of the study, not in the cost of a unit.
  const share = rest / whole;
  return {
    units: counts,
    left: { siteKicks: need.siteKicks * share, coreHours: (need.coreSeconds * share) / 3600 },
  };
}
