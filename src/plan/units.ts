import { kindOf } from '../models/models.js';
import { points, realisationName } from '../study/point.js';
import type { Unit } from '../study/unit.js';
import type { Study } from '../study/study.js';

const byPoint = new WeakMap<Study, ReadonlyMap<number, readonly Unit[]>>();

/** Beyond this many bonds a unit has two replicas instead of four, so that its memory stays below a few gigabytes. */
const MANY_BONDS = 200_000;

/** Replicas of a unit: the lanes of a kernel. */
export function unitReplicas({ model }: Study): 2 | 4 {
  return kindOf(model).lattice(model).bonds > MANY_BONDS ? 2 : 4;
}

/**
 * Every unit of a study. First come some replicas of every point and realisation, then more of each, so that a
 * run shows all of κ(ε) early, and better and better.
 */
export function units(study: Study): Unit[] {
  const kind = kindOf(study.model);
  const pace = kind.pace(study);
  const kicks = kind.lattice(study.model).sites * pace.kicks * study.time;
  const most = unitReplicas(study);
  const all = points(study).map((point) => ({
    index: point.index,
    epsilon: point.epsilon,
    temperature: point.temperature,
    step: pace.step(point),
  }));
  const result: Unit[] = [];
  for (let first = 0; first < study.replicas; first += most) {
    for (const point of all) {
      for (let realisation = 0; realisation < study.realisations; realisation++) {
        const replicas = Math.min(most, study.replicas - first);
        const id = [
          realisationName(point, realisation),
          // Fewer than there are lanes are a unit of their own: its errors are those of its replicas.
          `b${String(first / most).padStart(4, '0')}${replicas < most ? `x${String(replicas)}` : ''}`,
        ].join('-');
        result.push({
          id,
          point: point.index,
          realisation,
          firstReplica: first,
          replicas,
          cost: (kicks * replicas) / point.step,
        });
      }
    }
  }
  return result;
}

/** The units of one point, in their order; kept, as the estimates of every point ask for them. */
export function unitsOf(study: Study, point: number): readonly Unit[] {
  const known = byPoint.get(study);
  if (known) return known.get(point) ?? [];
  const lists = new Map<number, Unit[]>();
  for (const unit of units(study)) {
    const own = lists.get(unit.point);
    if (own) own.push(unit);
    else lists.set(unit.point, [unit]);
  }
  byPoint.set(study, lists);
  return lists.get(point) ?? [];
}
