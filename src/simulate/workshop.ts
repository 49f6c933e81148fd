import { setImmediate as turn } from 'node:timers/promises';
import type { Frame, Json } from '../data/frame.js';
import { DamagedFrame } from '../store/frame.js';
import type { UnitFiles } from '../store/unit-files.js';
import { frameProblem } from '../result/frame-problem.js';
import { adoptPlan, pointPlan } from '../plan/point-plan.js';
import { planFrame, planIn } from '../plan/frame.js';
import { pointAt, pointName, points } from '../study/point.js';
import { studyFrom } from '../plan/file/schema.js';
import type { KindPlan } from '../models/simulation.js';
import type { Study } from '../study/study.js';
import { unitRun } from './unit.js';
import { units } from '../plan/units.js';
import { kernelsReady } from '../kernel/assembler.js';
import type { Preparation } from '../run/run.js';
import type { Workshop } from '../data/workshop.js';

/** Where the units of studies are done. */
export const studyWorkshop = new URL('./workshop.js', import.meta.url);

interface Given {
  readonly study: Study;
  readonly text: string;
  readonly file: string;
  /** Called for every point: to refuse what its plan shows. */
  readonly checkPoint?: (index: number) => void;
}

/**
 * What a worker thread receives of a study: a file that gives it, and how its points are planned. What a pilot run chooses is kept in the
 * run directory, so that it is chosen once for every point, in whatever study that has it.
 *
 * @param indices of the points that units are to be done of
 */
export function studyPreparation({ study, text, file, checkPoint }: Given): Preparation {
  return async (files, signal, wanted): Promise<Json> => {
    await kernelsReady();
    const plans: (KindPlan & { readonly index: number })[] = [];
    for (const { index } of points(study).filter(({ index }) => wanted.has(index))) {
      if (signal.aborted) break;
      const known = adopted(study, index, files);
      checkPoint?.(index);
      const { step, sampling, samplerStep, cutoff } = pointPlan(study, index);
      const plan = { step, sampling, samplerStep, cutoff };
      plans.push({ index, ...plan });
      if (!known && isChosen(study)) files.keep(pointName(pointAt(study, index)), 'plan', planFrame(plan));
      // A request to stop takes effect between two points.
      await turn();
    }
    return { text, file, plans: plans.map((plan) => ({ ...plan })) };
  };
}

/** Whether a plan takes a pilot run, which is worth a file. */
function isChosen({ step, dressing, cutoff }: Study): boolean {
  return step === 'auto' || (dressing > 0 && cutoff === 'auto');
}

/** Takes up the plan of a point that a run directory keeps; whether there is one. A damaged one is chosen anew, with the same digits. */
export function adopted(study: Study, index: number, files: UnitFiles): boolean {
  let frame: Frame | null = null;
  try {
    frame = files.read(pointName(pointAt(study, index)), 'plan');
  } catch (error) {
    if (!(error instanceof DamagedFrame)) throw error;
  }
  const plan = frame === null ? null : planIn(frame);
  if (plan === null) return false;
  adoptPlan(study, index, plan);
  return true;
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
    readonly plans: readonly (KindPlan & { readonly index: number })[];
  };
  await kernelsReady();
  const study = studyFrom(text, file);
  for (const { index, ...plan } of plans) adoptPlan(study, index, plan);
  const byId = new Map(units(study).map((unit) => [unit.id, unit]));
  return {
    open: (id: string, state?: Frame) => {
      const unit = byId.get(id);
      if (unit === undefined) throw new RangeError(`invalid unit; not one of the study's: ${id}`);
      return unitRun(study, unit, state);
    },
  };
}
