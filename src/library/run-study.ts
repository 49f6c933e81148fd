import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { kernelsReady } from '../kernel/assembler.js';
import { studyIdentity } from '../plan/identity.js';
import { refusal, studyFrom } from '../plan/file/schema.js';
import { everyProblem } from '../plan/series-plan.js';
import { units } from '../plan/units.js';
import { pointResult } from '../result/outcome.js';
import type { StudyResult } from '../result/result.js';
import { studyResult } from '../result/study-result.js';
import type { RunEvent } from '../run/event.js';
import { run } from '../run/run.js';
import { resultProblem, studyPreparation, studyWorkshop } from '../simulate/workshop.js';
import { openDirectory } from '../store/run-directory.js';
import { resultsIn, resultsOf } from './run-results.js';
import { version } from './version.js';

export interface RunStudyOptions {
  /** Where checkpoints and results are kept, and a run is resumed from. Default: a temporary one, removed at the end. */
  readonly directory?: string;
  /** The number of threads; no digit depends on it. Default: as many as the machine has cores. */
  readonly workers?: number;
  /** Aborted, checkpoints are written, and the study is `interrupted`: the same call goes on with it where it has a directory. */
  readonly signal?: AbortSignal;
  /** Told several times a second how far it is, and of every point that ends. */
  readonly progress?: (event: RunEvent) => void;
}

export interface StudyRun {
  readonly status: 'done' | 'failed' | 'interrupted';
  /** What `falloff show --json` prints. */
  readonly result: StudyResult;
}

/**
 * Runs a study, or goes on with it: what `falloff run` does, without table and report.
 *
 * @param text a study file (YAML)
 * @throws StudyError where the text is no study; UnfitDirectory, HeldDirectory, FileFailure or RunFailure where the directory does not serve
 */
export async function runStudy(text: string, options: RunStudyOptions = {}): Promise<StudyRun> {
  const { workers = availableParallelism(), signal, progress } = options;
  const file = 'study.yaml';
  const study = studyFrom(text, file);
  const checkPoint = (index: number): void => {
    const rule = everyProblem(study, index);
    if (rule !== null) throw refusal(text, file, ['every'], rule);
  };
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'falloff-')));
  try {
    const { status, results } = await run({
      directory,
      identity: { ...studyIdentity(study), text, program: version },
      units: units(study),
      workshop: { url: studyWorkshop, material: studyPreparation({ study, text, file, checkPoint }) },
      problem: resultProblem(study),
      workers,
      ...(signal && { signal }),
      ...(progress && { listener: progress }),
      estimate: (point, found, quick) => pointResult(study, point, found, { quick }).kappa,
    });
    // Stopped before anything was begun, there is no directory of the study yet.
    const kept = results.size > 0 || status !== 'interrupted';
    const result = kept
      ? resultsOf(openDirectory(directory), study, results).result
      : studyResult(study, results, [], version);
    return { status, result };
  } finally {
    if (options.directory === undefined) await rm(directory, { recursive: true, force: true });
  }
}

/** A run directory as it stands. */
export interface RunReading {
  readonly result: StudyResult;
  /** What could not be used, and units that failed. */
  readonly warnings: readonly string[];
}

/** Reads the results in a run directory, also while a run goes on there. @throws UnfitDirectory where there is none */
export async function readRun(directory: string): Promise<RunReading> {
  // Of a point whose step was not chosen yet a pilot run chooses it.
  await kernelsReady();
  const warnings: string[] = [];
  const { result } = resultsIn(directory, (text) => warnings.push(text));
  return { result, warnings };
}
