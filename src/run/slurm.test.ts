import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  arrayArguments,
  jobIn,
  optionWords,
  queuedTasks,
  ranges,
  reportArguments,
  reportScript,
  seconds,
  taskScript,
  type Submission,
} from './slurm.js';

const submission: Submission = {
  study: '/data/my run/study.yaml',
  directory: '/data/my run',
  tasks: 12,
  missing: [1, 2, 3, 7, 9, 10],
  workers: 4,
  program: ['echo'],
  options: ['--partition=long'],
};

test('the array has the missing tasks, and the report waits for its end, whatever that is', () => {
  expect(arrayArguments(submission, 'task.sh')).toEqual(
    expect.arrayContaining(['--array=1-3,7,9-10', '--cpus-per-task=4', '--requeue', '--partition=long']),
  );
  expect(reportArguments(submission, 'report.sh', '17')).toContain('--dependency=afterany:17');
  expect(ranges([5])).toBe('5');
});

test('the script of a task does its share, and passes on how it ended', () => {
  const env = { ...process.env, SLURM_ARRAY_JOB_ID: '17', SLURM_ARRAY_TASK_ID: '3' };
  const printed = execFileSync('bash', ['-c', taskScript(submission)], { env, encoding: 'utf8' });
  expect(printed).toBe('run /data/my run/study.yaml --out /data/my run --workers 4 --force --share 3/12\n');
  const failing = taskScript({ ...submission, program: ['false'] });
  expect(spawnSync('bash', ['-c', failing], { env }).status).toBe(1);
});

/** How a task ends, and what it has asked of scontrol, when Slurm tells it that its time is up while it runs a program. */
async function toldToEnd(
  program: string,
  answers: string,
): Promise<{ status: number | null; asked: string }> {
  const path = mkdtempSync(join(tmpdir(), 'falloff-task-'));
  try {
    const asked = join(path, 'asked');
    writeFileSync(join(path, 'scontrol'), `#!/bin/bash\necho "$@" >> ${asked}\n${answers}\n`, {
      mode: 0o755,
    });
    writeFileSync(join(path, 'sleep'), '#!/bin/bash\n', { mode: 0o755 });
    writeFileSync(join(path, 'program'), `#!/bin/bash\n${program}\n`, { mode: 0o755 });
    const env = {
      PATH: `${path}:${process.env['PATH'] ?? ''}`,
      SLURM_ARRAY_JOB_ID: '17',
      SLURM_ARRAY_TASK_ID: '3',
    };
    const task = spawn('bash', ['-c', taskScript({ ...submission, program: [join(path, 'program')] })], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(task.stdout, 'data');
    task.kill('SIGTERM');
    const [status] = (await once(task, 'close')) as [number | null];
    return { status, asked: existsSync(asked) ? readFileSync(asked, 'utf8') : '' };
  } finally {
    rmSync(path, { recursive: true });
  }
}
// Bash hears a signal between two commands.
const wait = 'for i in {1..2000}; do /bin/sleep 0.01; done';

test('a task whose time is up is queued again when it has written its checkpoints, or had not yet begun', async () => {
  const again = 'requeue 17_3\n';
  const listening = `trap 'exit 130' TERM\necho begun\n${wait}`;
  expect(await toldToEnd(listening, '')).toEqual({ status: 0, asked: again });
  expect(await toldToEnd(`echo begun\n${wait}`, '')).toEqual({ status: 0, asked: again });
  // Done just in time; and failed meanwhile.
  expect(await toldToEnd(`trap 'exit 0' TERM\necho begun\n${wait}`, '')).toEqual({ status: 0, asked: '' });
  expect(await toldToEnd(`trap 'exit 1' TERM\necho begun\n${wait}`, '')).toEqual({ status: 1, asked: '' });
  // A controller that is away is asked again; one that refuses makes the task end as it did.
  const third = `[ "$(wc -l < "$(dirname "$0")/asked")" -ge 3 ]`;
  expect(await toldToEnd(listening, third)).toEqual({ status: 0, asked: again.repeat(3) });
  expect(await toldToEnd(listening, 'exit 1')).toEqual({ status: 130, asked: again.repeat(6) });
});

test('the report ends as its making did, and tells the rest all the same', () => {
  const path = mkdtempSync(join(tmpdir(), 'falloff-report-'));
  try {
    const program = join(path, 'program');
    writeFileSync(program, '#!/bin/bash\necho "$1"\n[ "$1" = status ]\n', { mode: 0o755 });
    const made = spawnSync('bash', ['-c', reportScript({ ...submission, program: [program] })]);
    expect([made.stdout.toString(), made.status]).toEqual(['show\nreport\nstatus\n', 1]);
  } finally {
    rmSync(path, { recursive: true });
  }
});

test('options are parted as a shell parts them', () => {
  expect(optionWords(' --partition=long  --comment="two words" -A \'x y\'')).toEqual([
    '--partition=long',
    '--comment=two words',
    '-A',
    'x y',
  ]);
});

test('the number of a job, and the tasks in the queue, are read from what Slurm prints', () => {
  expect([jobIn('17\n'), jobIn('17;cluster\n')]).toEqual(['17', '17']);
  expect(() => jobIn('error')).toThrow('invalid answer of sbatch; must be the number of a job: error');
  expect(queuedTasks('17_3|RUNNING|/data/my run/slurm/a.sh\n18|PENDING|/x\n 17_11|PENDING|a|b \n')).toEqual([
    { array: '17', task: '3', state: 'RUNNING', script: '/data/my run/slurm/a.sh' },
    { array: '17', task: '11', state: 'PENDING', script: 'a|b' },
  ]);
});

test('tasks are told two minutes before the end, where the limit is short a tenth of it, 20 s at least', () => {
  const signal = (...options: string[]): string | undefined =>
    arrayArguments({ ...submission, options }, 'x').find((word) => word.startsWith('--signal'));
  expect(signal()).toBe('--signal=B:TERM@120');
  expect(signal('--time=12:00:00')).toBe('--signal=B:TERM@120');
  expect(signal('-t', '10')).toBe('--signal=B:TERM@60');
  expect(signal('-t10', '--time', '5:00')).toBe('--signal=B:TERM@30');
  expect(signal('--time=1')).toBe('--signal=B:TERM@20');
});

test.each([
  ['90', 5400],
  ['2:30', 150],
  ['1:00:00', 3600],
  ['1-12', 129600],
  ['1-0:30', 88200],
  ['2-01:00:10', 176410],
  ['UNLIMITED', null],
  ['', null],
])('a time limit %j is %j seconds', (text, found) => {
  expect(seconds(text)).toBe(found);
});
