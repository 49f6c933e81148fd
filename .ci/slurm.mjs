// `falloff submit` on a real Slurm of four nodes: a study of sixty units over twelve tasks, of which one is killed, one receives
// SIGTERM as before its time limit, one node is lost and the controller is restarted; the array is submitted again. Nothing is
// lost, and `show --json` is that of one process, byte for byte. The array is submitted on hold and released four tasks at a time,
// so that each of these meets a task at work however fast the machine is.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { installSlurm, kill, processes, SlurmCluster, until } from './slurm-cluster.mjs';

const STUDY = `title: Sixty units on four nodes
model: {kind: oscillators, dimension: 1, size: 32, coupling: r^4/4, pinning: "0", frequencies: {law: uniform, from: 1, to: 2}}
temperature: 1
epsilon: [0.3, 0.2, 0.1]
realisations: 20
replicas: 4
time: 40000
dressing: 1
seed: 5
`;
const TASKS = 12;
const UNITS = 60;

installSlurm();
const folder = mkdtempSync(join(tmpdir(), 'falloff-slurm-'));
const cluster = new SlurmCluster(folder, { nodes: 4, cpus: 1, port: 17817 });
const program = resolve('dist/cli/main.js');
const study = join(folder, 'study.yaml');
const run = join(folder, 'run');
writeFileSync(study, STUDY);
const falloff = (...words) =>
  execFileSync(process.execPath, [program, ...words], {
    env: cluster.env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
const submit = (...words) =>
  falloff('submit', study, '--out', run, '--tasks', String(TASKS), ...words).trim();
const status = () => JSON.parse(falloff('status', run, '--json')).units;
const running = () => cluster.queue().filter(({ name, state }) => name === 'falloff' && state === 'RUNNING');
/** The process of falloff of a task that runs; undefined before it has begun. */
const processOf = ({ array, task }) =>
  processes().find(
    ({ command, environment: { FALLOFF_JOB, SLURM_ARRAY_JOB_ID, SLURM_ARRAY_TASK_ID } }) =>
      command.includes(' run ') &&
      FALLOFF_JOB !== undefined &&
      SLURM_ARRAY_JOB_ID === array &&
      SLURM_ARRAY_TASK_ID === task,
  );
const logOf = ({ array, task }) => join(run, 'slurm', `${array}_${task}.log`);
/** How often a task's program has said that it begins: from then on it answers signals by writing checkpoints. */
const beginnings = (task) =>
  existsSync(logOf(task)) ? (readFileSync(logOf(task), 'utf8').match(/^Study /gm) ?? []).length : 0;
/** A task that runs and whose program is at work, on none of the nodes named. */
async function taskAtWork(...others) {
  let found;
  await until('a task is at work', 60, () => {
    found = running().find(
      (task) => !others.includes(task.node) && processOf(task) !== undefined && beginnings(task) > 0,
    );
    return found !== undefined;
  });
  return found;
}
const say = (words) => console.log(`  ${Math.round(performance.now() / 1000)} s: ${words}`);

/**
 * Waits until Slurm has no task left. It may have put tasks on hold whose launch failed, and a controller that was killed may have
 * forgotten that tasks were released: as an administrator would, this releases them.
 */
const queueEmpty = () =>
  until('the queue is empty', 600, () => {
    const queue = cluster.queue();
    for (const { array, task, reason } of queue)
      if (/launch failed|JobHeld/i.test(reason)) {
        say(`task ${task}: held by Slurm (${reason}), released`);
        cluster.release(`${array}_${task}`);
      }
    return queue.length === 0;
  });

try {
  await cluster.start();
  say(submit('--sbatch', '--hold'));
  const array = cluster.queue().find(({ name }) => name === 'falloff').array;

  cluster.release(`${array}_[1-4]`);
  const killed = await taskAtWork();
  kill(processOf(killed).pid);
  say(`task ${killed.task} on ${killed.node}: its program killed by SIGKILL`);

  cluster.release(`${array}_[5-8]`);
  const told = await taskAtWork(killed.node);
  cluster.signal(`${told.array}_${told.task}`);
  say(`task ${told.task} on ${told.node}: SIGTERM, as before its time limit`);
  await until('the task that received SIGTERM has written its checkpoints', 60, () =>
    readFileSync(logOf(told), 'utf8').includes('checkpoints are written'),
  );

  cluster.killController();
  await until('the controller has gone', 10, () => {
    try {
      process.kill(cluster.pid('slurmctld.pid'), 0);
      return false;
    } catch {
      return true;
    }
  });
  cluster.startController();
  await until('the controller answers again', 60, () => cluster.queue().length > 0);
  say('slurmctld killed and started again');

  cluster.release(`${array}_[9-12]`);
  const lost = await taskAtWork(killed.node, told.node);
  cluster.killNode(lost.node);
  say(`node ${lost.node}: lost with task ${lost.task}`);
  await until('the lost node is down', 90, () => !cluster.up().includes(lost.node));
  await until('the task of the lost node waits or runs elsewhere', 90, () =>
    cluster
      .queue()
      .every(({ task, state, node }) => task !== lost.task || state === 'PENDING' || node !== lost.node),
  );

  for (const { array, name } of cluster.queue()) if (name === 'falloff-report') cluster.release(array);
  await queueEmpty();
  if (beginnings(told) < 2)
    throw new Error('invalid log; the task that received SIGTERM must have been queued and started again');
  const first = status();
  say(`the array has ended: ${first.done} of ${UNITS} units are done`);
  if (!existsSync(join(run, 'report.html')))
    throw new Error(
      'invalid run directory; must have a report behind the first array, whatever happened to its tasks',
    );
  if (first.done >= UNITS) throw new Error('invalid test; the task that was killed must leave units undone');

  say(submit());
  await queueEmpty();
  const last = status();
  if (last.done !== UNITS || last.failed !== 0 || last.left !== 0)
    throw new Error(`invalid run directory; must have ${UNITS} units done: ${JSON.stringify(last)}`);
  const again = submit();
  if (!/nothing/i.test(again)) throw new Error(`invalid submission; must send nothing: ${again}`);
  say(again);

  const alone = join(folder, 'alone');
  falloff('run', study, '--out', alone);
  if (falloff('show', run, '--json') !== falloff('show', alone, '--json'))
    throw new Error('invalid results; must be those of one process, byte for byte');
  say('show --json equals that of one process, byte for byte');
} catch (error) {
  const logs = join(run, 'slurm');
  for (const name of existsSync(logs) ? readdirSync(logs) : [])
    if (name.endsWith('.log'))
      console.log(`--- ${name}\n${readFileSync(join(logs, name), 'utf8').slice(-1500)}`);
  console.log(JSON.stringify(cluster.queue()));
  console.log(readFileSync(join(folder, 'log', 'slurmctld.log'), 'utf8').slice(-4000));
  throw error;
} finally {
  cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
