import { join } from 'node:path';
import type { Frame } from '../data/frame.js';
import { adopted, resultProblem } from '../simulate/workshop.js';
import { differences } from '../store/difference.js';
import { DamagedFrame } from '../store/frame.js';
import { openDirectory, UnfitDirectory, type RunDirectory } from '../store/run-directory.js';
import type { FailureRecord } from '../store/unit-files.js';
import { canonicalContent, studyId } from '../plan/identity.js';
import { pointPlan } from '../plan/point-plan.js';
import type { PointResult, StudyResult } from '../result/result.js';
import { studyFrom } from '../plan/file/schema.js';
import { points } from '../study/point.js';
import type { Study } from '../study/study.js';
import type { Unit } from '../study/unit.js';
import { units } from '../plan/units.js';
import { studyResult } from '../result/study-result.js';

/** A study's run. */
export interface Results {
  readonly directory: RunDirectory;
  readonly study: Study;
  /** Of the finished units, by id. */
  readonly frames: ReadonlyMap<string, Frame>;
  /** Of the units that failed when they were last tried. */
  readonly failures: readonly FailureRecord[];
  /** How many units are neither finished nor failed. */
  readonly waiting: number;
  readonly result: StudyResult;
}

/**
 * The study of a run directory.
 *
 * @throws Refusal where its files do not belong together
 */
export function studyIn(directory: RunDirectory): Study {
  const study = studyFrom(directory.identity.text, join(directory.path, 'study.yaml'));
  if (studyId(study) !== directory.identity.id) {
    throw new UnfitDirectory(
      `its study.yaml is no longer that of study ${directory.identity.id}`,
      directory.path,
    );
  }
  const lines = differences(directory.identity.study, canonicalContent(study));
  if (lines.length > 0) {
    throw new UnfitDirectory(
      `its study.json does not have the content of its id ${directory.identity.id} (there ${lines.slice(0, 3).join('; ')})`,
      directory.path,
    );
  }
  return study;
}

/**
 * The results so far; a run may be going on. Damaged files are left where they are: the next run sets them aside.
 *
 * @param warn called for every file that cannot be used and of every unit that failed
 * @throws UnfitDirectory where there is no run
 */
export function resultsIn(path: string, warn: (text: string) => void): Results {
  const directory = openDirectory(path);
  const study = studyIn(directory);
  for (const { index } of points(study)) adopted(study, index, directory.units);
  const frames = new Map<string, Frame>();
  const problemOf = resultProblem(study);
  const all = new Map(units(study).map((unit) => [unit.id, unit]));
  for (const id of all.keys()) {
    try {
      const frame = directory.units.read(id, 'result');
      if (frame === null) continue;
      const problem = problemOf(id, frame);
      if (problem !== null) throw new DamagedFrame(problem);
      frames.set(id, frame);
    } catch (error) {
      if (!(error instanceof DamagedFrame)) throw error;
      warn(`unit ${id}: ${error.message}; the next run does it again`);
    }
  }
  const results = resultsOf(directory, study, frames);
  for (const { unit, message, physics } of results.failures) {
    const next =
      physics === true
        ? `the same study fails there again: ${remedy(study, all.get(unit))}`
        : 'the next run tries it again';
    warn(`unit ${unit} failed: ${message}; ${next}`);
  }
  return results;
}

/** What to change so that a unit whose physics failed may do better. */
function remedy(study: Study, unit: Unit | undefined): string {
  if (unit === undefined) return 'change the study';
  const { step, point } = pointPlan(study, unit.point);
  return `give a step shorter than its ${step.toPrecision(3)}, or leave out epsilon ${String(point.epsilon)}`;
}

/**
 * The results that the frames of finished units give.
 *
 * @param known points that have been estimated from all of their units
 */
export function resultsOf(
  directory: RunDirectory,
  study: Study,
  frames: ReadonlyMap<string, Frame>,
  known?: ReadonlyMap<number, PointResult>,
): Results {
  const open = units(study).filter(({ id }) => !frames.has(id));
  const failures = open.map(({ id }) => directory.units.failure(id)).filter((failure) => failure !== null);
  const result = studyResult(study, frames, failures, directory.identity.program, known);
  return { directory, study, frames, failures, waiting: open.length - failures.length, result };
}
