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
  optionWords,
  QUEUE_FORMAT,
  queuedTasks,
  reportArguments,
  reportScript,
  shellWord,
  taskName,
  taskScript,
  type QueuedTask,
  type Submission,
} from '../../run/slurm.js';
import { heldUnits, holdingJobs, releaseJobs } from '../../store/claims.js';
import { makeDirectory, writeDurably } from '../../store/files.js';
import { LOGS } from '../../store/folders.js';
import { heldDirectory } from '../../store/run-directory.js';
import { unitNames } from '../../store/unit-files.js';
import { checkFits, checkStep, outName, workerCount } from '../machine.js';
import { shareOf, taskCount } from './share.js';
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
  const queue = dry ? [] : queueFor(directory);
  const own = scripts(directory, tasks).task;
  // A task that is completing may have failed.
  const coming = new Set(
    queue
      .filter(({ script, state }) => script === own && state !== 'COMPLETING')
      .map(({ task }) => Number(task)),
  );
  const done = new Set(Array.from(unitNames(directory), ([, name]) => name));
  const held = heldUnits(directory);
  const missing = new Set<number>();
  units(study).forEach(({ id }, place) => {
    if (!done.has(`${id}.result`) && !held.has(id)) missing.add(shareOf(place, tasks));
  });
  return {
    study: join(directory, 'study.yaml'),
    directory,
    tasks,
    missing: [...missing].filter((number) => !coming.has(number)).sort((a, b) => a - b),
    workers,
    program: [process.execPath, process.argv[1] ?? 'falloff'],
    options: optionWords(sbatch),
  };
}

/** The queue of Slurm. What it has ended no longer holds units here: of killed processes on other machines that is not known otherwise. */
function queueFor(directory: string): readonly QueuedTask[] {
  // First who holds, then who is in the queue: a task that begins meanwhile is not taken for one that has ended.
  const jobs = holdingJobs(directory);
  const queue = queuedTasks(called('squeue', ['--noheader', '--array', `--format=${QUEUE_FORMAT}`]));
  if (jobs.size > 0) {
    const cluster = /^ClusterName\s*=\s*(\S+)/mu.exec(called('scontrol', ['show', 'config']))?.[1] ?? '';
    const here = taskName(cluster, '', '').slice(0, -1);
    const alive = new Set(queue.map(({ array, task }) => taskName(cluster, array, task)));
    releaseJobs(directory, new Set([...jobs].filter((job) => job.startsWith(here) && !alive.has(job))));
  }
  return queue;
}

/** The scripts of arrays of so many tasks. By the first one the queue knows whose a task is. */
function scripts(directory: string, tasks: number): { task: string; report: string } {
  const folder = join(directory, LOGS);
  return { task: join(folder, `share-of-${String(tasks)}.sh`), report: join(folder, 'report.sh') };
}

function submitted(submission: Submission): string {
  const { directory, tasks, missing } = submission;
  const { task, report } = scripts(directory, tasks);
  writeDurably(task, taskScript(submission));
  writeDurably(report, reportScript(submission));
  const job = jobIn(called('sbatch', arrayArguments(submission, task)));
  const last = jobIn(called('sbatch', reportArguments(submission, report, job)));
  return (
    `Submitted job ${job}: ${String(missing.length)} of ${String(tasks)} tasks; job ${last} makes the report.\n` +
    `To see how far it is: falloff status ${printable(directory)}\n`
  );
}

function dryText(submission: Submission): string {
  const { task, report } = scripts(submission.directory, submission.tasks);
  const command = (words: readonly string[]): string => `sbatch ${words.map(shellWord).join(' ')}\n`;
  return [
    `# ${task}\n${taskScript(submission)}\n`,
    `# ${report}\n${reportScript(submission)}\n`,
    command(arrayArguments(submission, task)),
    command(reportArguments(submission, report, 'JOB')),
  ].join('');
}

/** Bytes: of a queue with a million tasks. */
const MOST_OUTPUT = 2 ** 28;

/** What a command of Slurm prints. @throws RunFailure where it cannot be called, or fails */
function called(command: string, words: readonly string[]): string {
  try {
    return execFileSync(command, words, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: MOST_OUTPUT,
    });
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
