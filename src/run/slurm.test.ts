import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import {
  arrayArguments,
  jobIn,
  optionWords,
  ranges,
  reportArguments,
  taskScript,
  waitingTasks,
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

test('options are parted as a shell parts them', () => {
  expect(optionWords(' --partition=long  --comment="two words" -A \'x y\'')).toEqual([
    '--partition=long',
    '--comment=two words',
    '-A',
    'x y',
  ]);
});

test('the number of a job, and waiting tasks, are read from what Slurm prints', () => {
  expect([jobIn('17\n'), jobIn('17;cluster\n')]).toEqual(['17', '17']);
  expect(() => jobIn('error')).toThrow('invalid answer of sbatch; must be the number of a job: error');
  expect(waitingTasks('17_3\n17_11\n18\n')).toEqual([3, 11]);
});
