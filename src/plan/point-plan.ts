import { tapers } from '../estimate/window.js';
import type { Taper } from '../estimate/window.js';
import { scales, windowLength, type PyramidScale } from '../kernel/pyramid.js';
import { kindOf } from '../models/models.js';
import { pointAt, type Point } from '../study/point.js';
import type { KindPlan } from '../models/simulation.js';
import { bathedPlan } from './steady.js';
import type { Study } from '../study/study.js';

/** How a point is simulated: the same for all its units. */
export interface PointPlan extends KindPlan {
  readonly point: Point;
  /** Samples of each replica. */
  readonly samples: number;
  readonly tapers: readonly Taper[];
  /** Time scales of the windows. */
  readonly scales: readonly PyramidScale[];
  /** Number of dyadic times of the textbook estimator. */
  readonly blockLevels: number;
}

/** The number of values that the windows of one time scale and replica may hold together, and the bounds on their number. */
const WINDOW_BUDGET = 65536;
const FEWEST_WINDOWS = 16;
const MOST_WINDOWS = 64;

/** Windows kept of each replica and time scale: 64 up to 1024 bonds, fewer for larger lattices, whose current averages by itself. */
export function windowsKept(bonds: number): number {
  return Math.max(FEWEST_WINDOWS, Math.min(MOST_WINDOWS, Math.floor(WINDOW_BUDGET / bonds)));
}

const plans = new WeakMap<Study, Map<number, PointPlan>>();

/**
 * The plan of one point of a study, by a pilot run where the step is not given. A pure function of the study
 * and the point, kept once computed.
 *
 * @throws Invalid where no step conserves the energy
 */
export function pointPlan(study: Study, index: number): PointPlan {
  const known = plans.get(study) ?? new Map<number, PointPlan>();
  plans.set(study, known);
  const plan = known.get(index) ?? newPlan(study, pointAt(study, index));
  known.set(index, plan);
  return plan;
}

/** Between baths there is no dressing, whose cutoff would have to be chosen. */
function kindPlan(study: Study, point: Point): KindPlan {
  const kind = kindOf(study.model);
  const { baths } = study;
  if (!baths || !kind.form) return kind.plan(study, point);
  const plan = kind.plan({ ...study, dressing: 0 }, point);
  return bathedPlan(study, baths, kind.form(study, point.epsilon, 0), plan);
}

function newPlan(study: Study, point: Point): PointPlan {
  return planFrom(study, point, kindPlan(study, point));
}

/** Makes the plan of a point one that was chosen before, without another pilot run. */
export function adoptPlan(study: Study, index: number, plan: KindPlan): void {
  const known = plans.get(study) ?? new Map<number, PointPlan>();
  plans.set(study, known);
  known.set(index, planFrom(study, pointAt(study, index), plan));
}

function planFrom(study: Study, point: Point, plan: KindPlan): PointPlan {
  const kind = kindOf(study.model);
  const samples = Math.max(1, Math.ceil(study.time / (plan.sampling * plan.step)));
  return {
    point,
    ...plan,
    samples,
    tapers: tapers(study.windows, windowLength),
    scales: scales(samples, windowsKept(kind.lattice(study.model).bonds)),
    blockLevels: 32 - Math.clz32(samples),
  };
}
