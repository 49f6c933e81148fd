import { join } from 'node:path';
import type { Frame } from '../math/frame.js';
import { DamagedFrame } from '../store/frame.js';
import { openDirectory, type RunDirectory } from '../store/run-directory.js';
import type { FailureRecord } from '../store/unit-files.js';
import { warnings } from '../study/advice.js';
import { studyContent, studyId } from '../study/identity.js';
import { outcome } from '../study/outcome.js';
import type { PointResult, StudyResult } from '../study/result.js';
import { studyFrom } from '../study/schema.js';
import type { Study } from '../study/study.js';
import { units } from '../study/units.js';
import { Refusal } from './failure.js';
import { remarks } from './table.js';

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
 * The results so far; a run may be going on. Damaged files are left where they are: the next run sets them aside.
 *
 * @param warn is told of every file that cannot be used and of every unit that failed
 * @throws UnfitDirectory where there is no run
 */
export function resultsIn(path: string, warn: (text: string) => void): Results {
  const directory = openDirectory(path);
  const study = studyFrom(directory.identity.text, join(path, 'study.yaml'));
  if (studyId(study) !== directory.identity.id) {
    throw new Refusal(
      'run directory',
      `its study.yaml is no longer that of study ${directory.identity.id}`,
      path,
    );
  }
  const frames = new Map<string, Frame>();
  for (const { id } of units(study)) {
    try {
      const frame = directory.units.read(id, 'result');
      if (frame !== null) frames.set(id, frame);
    } catch (error) {
      if (!(error instanceof DamagedFrame)) throw error;
      warn(`unit ${id}: ${error.message}; the next run does it again`);
    }
  }
  const results = resultsOf(directory, study, frames);
  for (const { unit, message } of results.failures) {
    warn(`unit ${unit} failed: ${message}; the next run tries it again`);
  }
  return results;
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
  const failed = new Set(failures.map(({ unit }) => unit));
  const result = studyResult(study, frames, directory.identity.program, failed, known);
  return { directory, study, frames, failures, waiting: open.length - failures.length, result };
}

/** @param program the version that the results come from */
function studyResult(
  study: Study,
  frames: ReadonlyMap<string, Frame>,
  program: string,
  failed: ReadonlySet<string>,
  known: ReadonlyMap<number, PointResult> = new Map(),
): StudyResult {
  const found = outcome(study, frames, { failed, known }).map((point) => ({
    ...point,
    warnings: [...warnings(study), ...point.warnings],
  }));
  const count = failed.size;
  return {
    study: studyContent(study),
    id: studyId(study),
    complete: units(study).every(({ id }) => frames.has(id)),
    points: found,
    warnings: [
      ...remarks(found),
      ...(count === 0 ? [] : [`${String(count)} ${count === 1 ? 'unit' : 'units'} failed`]),
    ],
    // Nothing of the machine: the same study prints the same bytes everywhere.
    provenance: { program: `falloff ${program}` },
  };
}
