import { printable } from '../data/printable.js';

/** The folder of a run directory that holds the scripts and the logs of Slurm. */
export const LOGS = 'slurm';

/** Seconds before a job's time limit at which its tasks are told to write their checkpoints. */
const GRACE = 120;

/** What a job array on Slurm is to do. */
export interface Submission {
  /** The study file that the tasks read, and the run directory: absolute, as every node sees them. */
  readonly study: string;
  readonly directory: string;
  /** Shares of the units; those that are to be sent, from 1. */
  readonly tasks: number;
  readonly missing: readonly number[];
  readonly workers: number;
  /** How the program is called: node and its script. */
  readonly program: readonly string[];
  /** More options for sbatch. */
  readonly options: readonly string[];
}

/** A word as a shell reads it back. */
export function shellWord(word: string): string {
  return /^[\p{L}\p{N}@%+=:,./_-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

const shellLine = (words: readonly string[]): string => words.map(shellWord).join(' ');

/**
 * The script of a task: it does one share of the units. Slurm sends SIGTERM before the time limit: the program then writes its checkpoints and ends
 * with 130, and the task is queued again. It names its job, so that what a lost node held is taken up at once.
 */
export function taskScript({ study, directory, tasks, workers, program }: Submission): string {
  const command = [...program, 'run', study, '--out', directory, '--workers', String(workers), '--force'];
  return `#!/bin/bash
# One share of the units of a study, on Slurm: written by falloff submit.
export FALLOFF_JOB="slurm-\${SLURM_ARRAY_JOB_ID}-\${SLURM_ARRAY_TASK_ID}"
told=
${shellLine(command)} --share "\${SLURM_ARRAY_TASK_ID}/${String(tasks)}" &
pid=$!
trap 'told=yes; kill -TERM "$pid" 2>/dev/null' TERM
wait "$pid"
status=$?
# A wait that a signal has ended tells nothing of the program.
while kill -0 "$pid" 2>/dev/null; do
  wait "$pid"
  status=$?
done
if [ -n "$told" ] && [ "$status" -eq 130 ]; then
  scontrol requeue "\${SLURM_ARRAY_JOB_ID}_\${SLURM_ARRAY_TASK_ID}" && exit 0
fi
exit "$status"
`;
}

/** The script of the job behind the tasks: the report of what is there, whatever happened. */
export function reportScript({ directory, program }: Submission): string {
  return `#!/bin/bash
# The report of a study, on Slurm: written by falloff submit.
${shellLine([...program, 'show', directory])}
${shellLine([...program, 'report', directory])}
${shellLine([...program, 'status', directory])}
`;
}

/** The arguments of sbatch for the array. */
export function arrayArguments(submission: Submission, script: string): string[] {
  const { missing, workers, directory, options } = submission;
  return [
    '--parsable',
    '--job-name=falloff',
    `--array=${ranges(missing)}`,
    `--cpus-per-task=${String(workers)}`,
    '--requeue',
    '--open-mode=append',
    `--signal=B:TERM@${String(GRACE)}`,
    `--output=${directory}/${LOGS}/%A_%a.log`,
    ...options,
    script,
  ];
}

/** The arguments of sbatch for the report, once the array has ended. */
export function reportArguments({ directory, options }: Submission, script: string, job: string): string[] {
  return [
    '--parsable',
    '--job-name=falloff-report',
    `--dependency=afterany:${job}`,
    `--output=${directory}/${LOGS}/%j-report.log`,
    ...options,
    script,
  ];
}

/** Whole numbers in rising order as Slurm lists them: 1-3,7. */
export function ranges(numbers: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const number of numbers) {
    const last = parts.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([from, to]) => (from === to ? String(from) : `${String(from)}-${String(to)}`)).join(',');
}

/** The number of the job that sbatch tells with --parsable; throws where it tells none. */
export function jobIn(answer: string): string {
  const job = /^(\d+)(;.*)?$/u.exec(answer.trim())?.[1];
  if (job === undefined)
    throw new Error(`invalid answer of sbatch; must be the number of a job: ${printable(answer)}`);
  return job;
}

/** Options in one text, as a shell would part them: blanks part, quotes keep together. */
export function optionWords(text: string): string[] {
  return [...text.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/gu)].map(([word]) =>
    word.replaceAll(/"([^"]*)"|'([^']*)'/gu, (_, double?: string, single?: string) => double ?? single ?? ''),
  );
}

/** The waiting tasks of arrays, of the lines `JOB_TASK` that squeue prints. */
export function waitingTasks(lines: string): number[] {
  return lines.split('\n').flatMap((line) => {
    const task = /^\d+_(\d+)$/u.exec(line.trim())?.[1];
    return task === undefined ? [] : [Number(task)];
  });
}
