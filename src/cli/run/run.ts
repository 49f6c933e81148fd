import { Command } from 'commander';
import { Invalid } from '../../data/invalid.js';
import { printable } from '../../data/printable.js';
import { display } from '../../run/display.js';
import { EXIT_STATUS, run, type Preparation, type RunOptions, type RunOutcome } from '../../run/run.js';
import { shellWord as quoted } from '../../run/slurm.js';
import { interruption } from '../../run/signals.js';
import { resultProblem, studyPreparation, studyWorkshop } from '../../simulate/workshop.js';
import type { KernelChoice } from '../../native/kernels.js';
import { defaultDirectory, openDirectory, type RunDirectory } from '../../store/run-directory.js';
import { warnings } from '../../plan/advice.js';
import { studyIdentity } from '../../plan/identity.js';
import { pointResult } from '../../result/outcome.js';
import type { PointResult } from '../../result/result.js';
import { infinities } from '../../result/quantity.js';
import { pointPlan, type PointPlan } from '../../plan/point-plan.js';
import { everyProblem } from '../../plan/series-plan.js';
import { points, type Point, temperatureText } from '../../study/point.js';
import { units } from '../../plan/units.js';
import { share, sharedOut, shareText, type Share } from './share.js';
import { pointLabel } from '../text/label.js';
import {
  checkFits,
  checkReaches,
  checkRecords,
  checkStep,
  defaultWorkers,
  kernelOption,
  NO_STEP,
  outName,
  takeOverOption,
  workerCount,
} from '../machine.js';
import { warnOfPng } from '../text/png-warning.js';
import { writtenReport } from '../report.js';
import { resultsOf, type Results } from '../../library/run-results.js';
import { refused, setOption, studyFile, type StudyFile } from '../study/study-file.js';
import { resultTable } from '../text/table.js';
import { lineWidth, warning, type Terminal } from '../text/terminal.js';
import { version } from '../../library/version.js';

interface RunFlags {
  readonly out?: string;
  readonly workers: number;
  readonly kernel: KernelChoice;
  readonly json?: true;
  readonly force?: true;
  readonly takeOver?: true;
  readonly share?: Share;
  readonly set?: readonly string[];
}

/** `falloff run`: does a study, or goes on with it; then its table and its report. */
export function runCommand(terminal: Terminal, exit: (status: number) => void): Command {
  return new Command('run')
    .option('--out <DIR>', 'run directory (default: runs/ and the name of the study file)', outName)
    .option(
      '--workers <K>',
      'number of worker threads; no digit depends on it',
      workerCount,
      defaultWorkers(),
    )
    .addOption(kernelOption())
    .option(...setOption)
    .option('--json', 'one JSON object per line instead of progress and table')
    .option('--force', 'run even if it is predicted to take months')
    .option(...takeOverOption)
    .option('--share <I/K>', 'do the I-th of K shares of the units, I from 1 to K, and nothing else', share)
    .action(async (path: string, flags: RunFlags) => {
      const file = studyFile(path, flags.set);
      checkFits(file, flags.workers, flags.force === true, flags.share?.count);
      const directory = flags.out ?? defaultDirectory(path);
      // From here on a signal is a request to stop cleanly, also while steps are chosen or the report is written.
      const stop = interruption((message) => terminal.err.write(message));
      try {
        exit(await done(terminal, file, directory, flags, stop.signal));
      } finally {
        stop.release();
      }
    });
}

/** Chooses the steps, does the units, tells the results; the exit status. */
async function done(
  terminal: Terminal,
  file: StudyFile,
  directory: string,
  flags: RunFlags,
  signal: AbortSignal,
): Promise<number> {
  if (file.study.step !== 'auto') checkStep(file);
  // What is told when a point is done, so that the table need not work it out again.
  const known = new Map<number, PointResult>();
  const { status, failures, results } = await ran(terminal, file, directory, flags, signal, known);
  // Others do the rest, and the results are theirs as well: what comes of all is told by whoever makes the report.
  if (status !== 'interrupted' && flags.share === undefined) {
    await tellResults(
      terminal,
      resultsOf(directoryOf(directory, file), file.study, results, known),
      flags.json === true,
    );
  }
  if (failures.length > 0 && !flags.json) {
    terminal.err.write(`${String(failures.length)} units failed: their reasons are above\n`);
  }
  return EXIT_STATUS[status];
}

/** The directory of a study that has just been run there; another process may have made it that of another study of its family. */
function directoryOf(path: string, { study, text }: StudyFile): RunDirectory {
  const found = openDirectory(path);
  return { ...found, identity: { ...studyIdentity(study), text, program: found.identity.program } };
}

/**
 * Refuses a point that no time step does, or that ends before the first sample, before any work is done.
 *
 * @throws StudyError
 */
function checkPoint(file: StudyFile, { index, epsilon }: Point): void {
  const { study } = file;
  let plan: PointPlan;
  try {
    plan = pointPlan(study, index);
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    throw refused(file, ['epsilon', study.epsilon.indexOf(epsilon)], NO_STEP);
  }
  checkReaches(file, plan.step * plan.sampling, epsilon);
  checkRecords(file, everyProblem(study, index));
}

async function ran(
  terminal: Terminal,
  file: StudyFile,
  directory: string,
  flags: RunFlags,
  signal: AbortSignal,
  known: Map<number, PointResult>,
): Promise<RunOutcome> {
  const { study, text } = file;
  const all = points(study);
  const shown = display({
    stream: terminal.out,
    mode: flags.json ? 'json' : 'auto',
    labels: all.map((point) => pointLabel(study, point)),
    symbols: all.map(({ temperature }) => (temperature === Infinity ? 'κ/β²' : 'κ')),
    facts: all.map(({ epsilon, noise, temperature }) => ({
      epsilon,
      noise,
      temperature: temperatureText(temperature),
    })),
    resume: [
      'falloff run',
      quoted(file.file),
      ...(flags.set ?? []).flatMap((setting) => ['--set', quoted(setting)]),
      ...(flags.out === undefined ? [] : ['--out', quoted(directory)]),
      ...(flags.kernel === 'auto' ? [] : ['--kernel', flags.kernel]),
      ...(flags.share === undefined ? [] : ['--share', shareText(flags.share)]),
    ].join(' '),
  });
  const choose = studyPreparation({
    study,
    text,
    file: file.file,
    checkPoint: (index) => {
      checkPoint(file, all[index] as Point);
    },
  });
  // Begun when the directory is found to serve and is held.
  const prepared: Preparation = (files, stop, wanted) => {
    if (flags.json !== true) terminal.out.write('Choosing time steps …\n');
    warnings(study).forEach(warning(terminal.err));
    return choose(files, stop, wanted);
  };
  const estimate: RunOptions['estimate'] = (point, results, preview) => {
    const result = pointResult(study, point, results, { quick: preview });
    if (!preview) known.set(point, result);
    return result.kappa;
  };
  try {
    return await run({
      directory,
      identity: { ...studyIdentity(study), text, program: version },
      units: flags.share === undefined ? units(study) : sharedOut(units(study), flags.share),
      patient: flags.share === undefined,
      workshop: { url: studyWorkshop, material: prepared },
      takeOver: flags.takeOver === true,
      problem: resultProblem(study),
      workers: flags.workers,
      kernels: flags.kernel,
      signal,
      listener: (event) => {
        shown.show(event);
      },
      ...(flags.share === undefined && { estimate }),
    });
  } finally {
    shown.end();
  }
}

/** Prints the table, writes the report and names its files. */
async function tellResults({ out, err }: Terminal, results: Results, json: boolean): Promise<void> {
  if (json) out.write(`${JSON.stringify({ event: 'result', result: results.result }, infinities)}\n`);
  else out.write(`\n${resultTable(results.result, lineWidth(out), results)}`);
  warnOfPng(err);
  const files = await writtenReport(results, warning(err));
  if (json) out.write(`${JSON.stringify({ event: 'report', files })}\n`);
  else out.write(`\nWritten:\n${files.map((file) => `  ${printable(file)}\n`).join('')}`);
}
