import { printable } from '../data/printable.js';
import { LOGS } from '../store/folders.js';

/** Seconds before a job's time limit at which its tasks receive the signal to write their checkpoints: a tenth of it, within these bounds. */
const GRACE = { least: 20, most: 120 } as const;
/** How often a task asks to be queued again, with ten seconds between: the controller may be away for a while. */
const ASKS = 6;

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

/** The name of a task by which a process of it knows its forerunners, as its script makes it: of a cluster, an array and its task. */
export const taskName = (cluster: string, array: string, task: string): string =>
  `slurm-${cluster}-${array}-${task}`;

/**
 * The script of a task: it does one share of the units. Slurm sends SIGTERM before the time limit: the program then writes its checkpoints and ends
 * with 130 (or, before it listens, by the signal), and the task is queued again. It names its job, so that what a lost node held is taken up at once.
 */
export function taskScript({ study, directory, tasks, workers, program }: Submission): string {
  const command = [...program, 'run', study, '--out', directory, '--workers', String(workers), '--force'];
  const name = taskName('${SLURM_CLUSTER_NAME:-}', '${SLURM_ARRAY_JOB_ID}', '${SLURM_ARRAY_TASK_ID}');
  return `#!/bin/bash
# One share of the units of a study, on Slurm: written by falloff submit.
export FALLOFF_JOB="${name}"
told=
pid=
trap 'told=yes; [ -z "$pid" ] || kill -TERM "$pid" 2>/dev/null' TERM
${shellLine(command)} --share "\${SLURM_ARRAY_TASK_ID}/${String(tasks)}" &
pid=$!
[ -z "$told" ] || kill -TERM "$pid" 2>/dev/null
wait "$pid"
status=$?
# A wait that a signal has ended tells nothing of the program.
while kill -0 "$pid" 2>/dev/null; do
  wait "$pid"
  status=$?
done
if [ -n "$told" ] && { [ "$status" -eq 130 ] || [ "$status" -eq 143 ]; }; then
  for _ in {1..${String(ASKS)}}; do
    scontrol requeue "\${SLURM_ARRAY_JOB_ID}_\${SLURM_ARRAY_TASK_ID}" && exit 0
    sleep 10
  done
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
status=$?
${shellLine([...program, 'status', directory])}
exit "$status"
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
    `--signal=B:TERM@${String(grace(options))}`,
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

/** Seconds before the time limit that options for sbatch state at which tasks receive the signal. */
function grace(options: readonly string[]): number {
  const limit = options
    .map(
      (option, i) =>
        /^(?:--time=|-t)(.+)$/u.exec(option)?.[1] ?? (/^(?:--time|-t)$/u.test(option) ? options[i + 1] : ''),
    )
    .map((text) => seconds(text ?? ''))
    .findLast((found) => found !== null);
  return Math.min(GRACE.most, Math.max(GRACE.least, Math.round((limit ?? Infinity) / 10)));
}

/** Seconds of a time as Slurm reads it: M, M:S, H:M:S, D-H, D-H:M, D-H:M:S; null for other words. */
export function seconds(text: string): number | null {
  const [, days, rest] = /^(?:(\d+)-)?(\d+(?::\d+){0,2})$/u.exec(text) ?? [];
  if (rest === undefined) return null;
  const parts = rest.split(':').map(Number);
  const [hours = 0, minutes = 0, left = 0] = days !== undefined || parts.length === 3 ? parts : [0, ...parts];
  return ((Number(days ?? 0) * 24 + hours) * 60 + minutes) * 60 + left;
}

/** What squeue is asked for each task: its array and number, its state and its script. */
export const QUEUE_FORMAT = '%i|%T|%o';

/** A task of an array that Slurm has not ended. */
export interface QueuedTask {
  readonly array: string;
  readonly task: string;
  readonly state: string;
  readonly script: string;
}

/** The tasks of arrays that squeue lists by QUEUE_FORMAT. */
export function queuedTasks(lines: string): QueuedTask[] {
  return lines.split('\n').flatMap((line) => {
    const [, array = '', task = '', state = '', script = ''] =
      /^\s*(\d+)_(\d+)\|([^|]*)\|(.*?)\s*$/u.exec(line) ?? [];
    return array === '' ? [] : [{ array, task, state, script }];
  });
}
