import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import type { Frame, Json } from '../data/frame.js';
import { DamagedFrame } from '../store/frame.js';
import type { UnitFiles } from '../store/unit-files.js';
import { frameProblem } from '../result/frame-problem.js';
import { adoptPlan, pointPlan } from '../plan/point-plan.js';
import { planFrame, plansIn } from '../plan/frame.js';
import { points } from '../study/point.js';
import { studyFrom } from '../plan/schema.js';
import type { KindPlan } from '../models/simulation.js';
import type { Study } from '../study/study.js';
import { unitRun } from './unit.js';
import { units } from '../plan/units.js';
import { kernelsReady } from '../kernel/assembler.js';
import type { Preparation } from '../run/run.js';
import type { Workshop } from '../data/workshop.js';

/** Where the units of studies are done. */
export const studyWorkshop = new URL('./workshop.js', import.meta.url);

/** The name of the file that keeps the points' plans. */
const KEPT = 'points';
/** Plans are written again after so many milliseconds of choosing: a run that is killed loses no more. */
const PAUSE = 250;

interface Given {
  readonly study: Study;
  readonly text: string;
  readonly file: string;
  /** Called for every point: to refuse what its plan shows. */
  readonly checkPoint?: (index: number) => void;
}

/**
 * What a worker thread is told of a study: a file that gives it, and how its points are planned. What pilot runs choose is kept in the
 * run directory, so that it is chosen once.
 */
export function studyPreparation({ study, text, file, checkPoint }: Given): Preparation {
  return async (files, signal): Promise<Json> => {
    await kernelsReady();
    let kept = adopted(study, files);
    const plans: KindPlan[] = [];
    let written = performance.now();
    const keep = (): void => {
      if (plans.length <= kept) return;
      files.keep(KEPT, 'plan', planFrame(plans));
      kept = plans.length;
      written = performance.now();
    };
    for (const { index } of points(study)) {
      if (signal.aborted) break;
      checkPoint?.(index);
      const { step, sampling, samplerStep, cutoff } = pointPlan(study, index);
      plans.push({ step, sampling, samplerStep, cutoff });
      if (performance.now() - written > PAUSE) keep();
      // A wish to stop is heard between two points.
      await turn();
    }
    keep();
    return { text, file, plans: plans.map((plan) => ({ ...plan })) };
  };
}

/** Takes up the plans that a run directory keeps; how many. Damaged ones are chosen anew, with the same digits. */
export function adopted(study: Study, files: UnitFiles): number {
  let frame: Frame | null = null;
  try {
    frame = files.read(KEPT, 'plan');
  } catch (error) {
    if (!(error instanceof DamagedFrame)) throw error;
  }
  const plans = frame === null ? null : plansIn(frame);
  if (plans === null || plans.length > points(study).length) return 0;
  plans.forEach((plan, index) => {
    adoptPlan(study, index, plan);
  });
  return plans.length;
}

/** Why an intact frame is not the result of one of a study's units: `problem` of a run. */
export function resultProblem(study: Study): (unit: string, frame: Frame) => string | null {
  const byId = new Map(units(study).map((unit) => [unit.id, unit]));
  return (id, frame) => {
    const unit = byId.get(id);
    return unit === undefined
      ? `invalid result; not of one of the study's units: ${id}`
      : frameProblem(study, unit, frame);
  };
}

/** The workshop of one study, whose units are those of `units`. */
export async function workshop(material: Json): Promise<Workshop> {
  const { text, file, plans } = material as unknown as {
    readonly text: string;
    readonly file: string;
    readonly plans: readonly KindPlan[];
  };
  await kernelsReady();
  const study = studyFrom(text, file);
  plans.forEach((plan, index) => {
    adoptPlan(study, index, plan);
  });
  const byId = new Map(units(study).map((unit) => [unit.id, unit]));
  return {
    open: (id: string, state?: Frame) => {
      const unit = byId.get(id);
      if (unit === undefined) throw new RangeError(`invalid unit; not one of the study's: ${id}`);
      return unitRun(study, unit, state);
    },
  };
}
