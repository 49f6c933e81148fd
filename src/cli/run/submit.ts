import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { printable } from '../../data/printable.js';
import { studyIdentity } from '../../plan/identity.js';
import { units } from '../../plan/units.js';
import { RunFailure } from '../../run/scheduler.js';
import {
  arrayArguments,
  jobIn,
  LOGS,
  optionWords,
  reportArguments,
  reportScript,
  shellWord,
  taskScript,
  waitingTasks,
  type Submission,
} from '../../run/slurm.js';
import { makeDirectory, writeDurably } from '../../store/files.js';
import { heldUnits } from '../../store/holder.js';
import { heldDirectory } from '../../store/run-directory.js';
import { UnitFiles } from '../../store/unit-files.js';
import { checkFits, checkStep, outName, workerCount } from '../machine.js';
import { sharedOut, taskCount } from './share.js';
import { setOption, studyFile, type StudyFile } from '../study/study-file.js';
import type { Terminal } from '../text/terminal.js';
import { version } from '../../library/version.js';

interface SubmitFlags {
  readonly out: string;
  readonly tasks: number;
  readonly workers: number;
  readonly sbatch?: string;
  readonly dryRun?: true;
  readonly set?: readonly string[];
}

/** `falloff submit`: sends what is missing of a study to Slurm. */
export function submitCommand({ out }: Terminal): Command {
  return new Command('submit')
    .requiredOption('--out <DIR>', 'run directory, on a disk that all nodes see', outName)
    .requiredOption('--tasks <K>', 'number of tasks of the job array', taskCount)
    .option('--workers <W>', 'worker threads of each task, and cores to ask for', workerCount, 1)
    .option('--sbatch <OPTIONS>', 'more options for sbatch, such as "--partition=long --time=12:00:00"')
    .option('--dry-run', 'print the scripts and the commands; submit nothing')
    .option(...setOption)
    .action((path: string, flags: SubmitFlags) => {
      const file = studyFile(path, flags.set);
      checkFits(file, flags.workers, true, flags.tasks);
      checkStep(file);
      const dry = flags.dryRun === true;
      const directory = resolve(flags.out);
      if (!dry) begin(directory, file);
      const submission = submissionOf(file, directory, flags, dry);
      if (submission.missing.length === 0)
        out.write('Nothing is missing: every unit is done, or on its way.\n');
      else if (dry) out.write(dryText(submission));
      else out.write(submitted(submission));
    });
}

/** Makes the directory that of the study, so that tasks find it, and a study file that cannot change under them. */
function begin(directory: string, { study, text }: StudyFile): void {
  heldDirectory(directory, { ...studyIdentity(study), text, program: version }).release();
  makeDirectory(join(directory, LOGS));
}

function submissionOf({ study }: StudyFile, directory: string, flags: SubmitFlags, dry: boolean): Submission {
  const { tasks, workers, sbatch = '' } = flags;
  const files = new UnitFiles(directory, studyIdentity(study).family);
  const done = new Set([...files.names()].map(([, name]) => name));
  const held = heldUnits(directory);
  const all = units(study);
  const waiting = dry ? new Set<number>() : waitingHere(directory, tasks);
  const missing = Array.from({ length: tasks }, (_, i) => i + 1).filter(
    (number) =>
      !waiting.has(number) &&
      sharedOut(all, { number, count: tasks }).some(({ id }) => !done.has(`${id}.result`) && !held.has(id)),
  );
  return {
    study: join(directory, 'study.yaml'),
    directory,
    tasks,
    missing,
    workers,
    program: [process.execPath, process.argv[1] ?? 'falloff'],
    options: optionWords(sbatch),
  };
}

/** What of arrays that were sent before for the same directory and as many tasks still waits in the queue. */
function waitingHere(directory: string, tasks: number): Set<number> {
  const comment = commentOf(directory, tasks);
  const lines = called('squeue', ['--noheader', '--array', '--states=PENDING', '--format=%i %k']);
  const own = lines.split('\n').filter((line) => line.trim().endsWith(` ${comment}`));
  return new Set(waitingTasks(own.map((line) => line.trim().split(' ')[0] ?? '').join('\n')));
}

/** By which the queue knows whose an array is; without blanks. */
const commentOf = (directory: string, tasks: number): string =>
  `falloff:${encodeURI(directory)}:${String(tasks)}`;

function scripts(submission: Submission): { task: string; report: string } {
  const folder = join(submission.directory, LOGS);
  return { task: join(folder, `share-of-${String(submission.tasks)}.sh`), report: join(folder, 'report.sh') };
}

function submitted(submission: Submission): string {
  const { task, report } = scripts(submission);
  const { directory, tasks, missing } = submission;
  writeDurably(task, taskScript(submission));
  writeDurably(report, reportScript(submission));
  const comment = `--comment=${commentOf(directory, tasks)}`;
  const job = jobIn(called('sbatch', [comment, ...arrayArguments(submission, task)]));
  const last = jobIn(called('sbatch', reportArguments(submission, report, job)));
  return (
    `Submitted job ${job}: ${String(missing.length)} of ${String(tasks)} tasks; job ${last} makes the report.\n` +
    `To see how far it is: falloff status ${printable(directory)}\n`
  );
}

function dryText(submission: Submission): string {
  const { task, report } = scripts(submission);
  const comment = `--comment=${commentOf(submission.directory, submission.tasks)}`;
  const command = (words: readonly string[]): string => `sbatch ${words.map(shellWord).join(' ')}\n`;
  return [
    `# ${task}\n${taskScript(submission)}\n`,
    `# ${report}\n${reportScript(submission)}\n`,
    command([comment, ...arrayArguments(submission, task)]),
    command(reportArguments(submission, report, 'JOB')),
  ].join('');
}

/** What a command of Slurm prints. @throws RunFailure where it cannot be called, or fails */
function called(command: string, words: readonly string[]): string {
  try {
    return execFileSync(command, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    const { code, stderr = '' } = error as NodeJS.ErrnoException & { readonly stderr?: string };
    if (code === 'ENOENT')
      throw new RunFailure(
        `invalid machine; must have Slurm's ${command}: it is not found (--dry-run prints the scripts)`,
      );
    const reason = stderr.trim().split('\n')[0] ?? '';
    throw new RunFailure(`invalid submission; ${command} must accept it: ${printable(reason)}`);
  }
}
