// A Slurm cluster of several nodes on this machine, for the tests of `falloff submit`: real daemons on the loopback interface,
// installed from Debian where they are missing, with all their state in one folder. Nodes and the controller can be killed.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PACKAGES = ['slurmctld', 'slurmd', 'slurm-client', 'munge'];
const SBIN = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;

/** Installs Slurm where a daemon or a client is missing. */
export function installSlurm() {
  const env = { ...process.env, PATH: SBIN, DEBIAN_FRONTEND: 'noninteractive' };
  const there = (name) => spawnSync('which', [name], { env }).status === 0;
  if (['slurmctld', 'slurmd', 'munged', 'sbatch'].every(there)) return;
  const apt = (...words) =>
    execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-qq', ...words], { env, stdio: 'pipe' });
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...PACKAGES);
}

/** A cluster with nodes n1, n2, …, whose daemons run as this user and keep everything in `folder`. */
export class SlurmCluster {
  constructor(folder, { nodes, cpus, port }) {
    this.folder = folder;
    this.nodes = Array.from({ length: nodes }, (_, i) => `n${i + 1}`);
    this.cpus = cpus;
    this.port = port;
    this.configuration = join(folder, 'slurm.conf');
    this.env = { ...process.env, PATH: SBIN, SLURM_CONF: this.configuration };
  }

  async start() {
    for (const name of ['state', 'log', ...this.nodes.map((node) => `spool.${node}`)])
      mkdirSync(join(this.folder, name), { recursive: true });
    writeFileSync(join(this.folder, 'munge.key'), randomBytes(1024), { mode: 0o600 });
    writeFileSync(this.configuration, this.text());
    this.call('munged', [
      '--force',
      `--key-file=${join(this.folder, 'munge.key')}`,
      `--socket=${join(this.folder, 'munge.sock')}`,
      `--pid-file=${join(this.folder, 'munged.pid')}`,
      `--log-file=${join(this.folder, 'log', 'munged.log')}`,
      `--seed-file=${join(this.folder, 'munge.seed')}`,
    ]);
    this.startController();
    for (const node of this.nodes) this.startNode(node);
    await until('all nodes are up', 60, () => this.up().length === this.nodes.length);
  }

  startController() {
    this.call('slurmctld', ['-f', this.configuration]);
  }

  startNode(node) {
    this.call('slurmd', ['-f', this.configuration, '-N', node]);
  }

  /** As when the machine of the controller loses power. */
  killController() {
    process.kill(this.pid('slurmctld.pid'), 'SIGKILL');
  }

  /** As when a node loses power: its daemon, the daemon's steps and every process of its jobs. */
  killNode(node) {
    process.kill(this.pid(`slurmd.${node}.pid`), 'SIGKILL');
    const jobs = processes().filter(({ environment }) => environment.SLURMD_NODENAME === node);
    const steps = new Set(jobs.map(({ parent }) => parent));
    for (const { pid, command } of processes())
      if (steps.has(pid) && command.startsWith('slurmstepd')) kill(pid);
    for (const { pid } of jobs) kill(pid);
  }

  /** Nodes that the controller can give work to. */
  up() {
    return this.say('sinfo', ['-h', '-N', '-t', 'idle,alloc,mix', '-o', '%N']).split('\n').filter(Boolean);
  }

  /** The tasks of arrays that are in the queue: array, task, state, node, name, and why it waits. */
  queue() {
    return this.say('squeue', ['-h', '-r', '-o', '%F|%K|%T|%N|%j|%r'])
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [array, task, state, node, name, reason] = line.split('|');
        return { array, task, state, node, name, reason };
      });
  }

  /** Lets a job, or tasks of one, go that are on hold. */
  release(tasks) {
    this.call('scontrol', ['release', tasks]);
  }

  /**
   * Sends SIGTERM to the script of a task. Once the task is queued again, scancel goes on trying for a long time, so that
   * it is not waited for: that the signal came is to be seen in the task's log.
   */
  signal(task) {
    spawnSync('scancel', ['--batch', '--signal=TERM', task], { env: this.env, timeout: 3000 });
  }

  say(command, words) {
    return execFileSync(command, words, {
      env: this.env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  call(command, words) {
    execFileSync(command, words, { env: this.env, stdio: 'ignore' });
  }

  pid(file) {
    return Number(readFileSync(join(this.folder, file), 'utf8'));
  }

  stop() {
    spawnSync('scancel', ['-f', `--user=${userInfo().username}`], { env: this.env, timeout: 10_000 });
    for (const file of readdirSync(this.folder)) if (file.endsWith('.pid')) kill(this.pid(file));
    // Steps outlive their daemon.
    for (const { pid, environment, command } of processes())
      if (environment.SLURM_CONF === this.configuration || command.includes(this.configuration)) kill(pid);
  }

  text() {
    const host = hostname().split('.')[0];
    const settings = {
      ClusterName: 'test',
      SlurmctldHost: `${host}(127.0.0.1)`,
      SlurmctldPort: this.port,
      CommunicationParameters: 'NoInAddrAny,NoCtldInAddrAny',
      SlurmUser: userInfo().username,
      SlurmdUser: userInfo().username,
      AuthType: 'auth/munge',
      AuthInfo: `socket=${join(this.folder, 'munge.sock')},cred_expire=5`,
      CredType: 'cred/munge',
      ProctrackType: 'proctrack/linuxproc',
      TaskPlugin: 'task/none',
      JobAcctGatherType: 'jobacct_gather/none',
      SwitchType: 'switch/none',
      MpiDefault: 'none',
      SelectType: 'select/cons_tres',
      SelectTypeParameters: 'CR_CPU',
      SchedulerParameters: 'bf_interval=1,batch_sched_delay=0,sched_min_interval=0,requeue_delay=1',
      AccountingStorageType: 'accounting_storage/none',
      StateSaveLocation: join(this.folder, 'state'),
      SlurmdSpoolDir: join(this.folder, 'spool.%n'),
      SlurmctldPidFile: join(this.folder, 'slurmctld.pid'),
      SlurmdPidFile: join(this.folder, 'slurmd.%n.pid'),
      SlurmctldLogFile: join(this.folder, 'log', 'slurmctld.log'),
      SlurmdLogFile: join(this.folder, 'log', 'slurmd.%n.log'),
      SlurmdParameters: 'config_overrides',
      ReturnToService: 2,
      KillWait: 5,
      SlurmctldTimeout: 10,
      SlurmdTimeout: 10,
      MailProg: '/bin/true',
      PropagateResourceLimits: 'NONE',
    };
    const nodes = this.nodes.map(
      (node, i) =>
        `NodeName=${node} NodeHostname=${host} NodeAddr=127.0.0.1 Port=${this.port + 1 + i} ` +
        `CPUs=${this.cpus} RealMemory=1000 State=UNKNOWN`,
    );
    return [
      ...Object.entries(settings).map(([key, value]) => `${key}=${value}`),
      ...nodes,
      'PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP',
      '',
    ].join('\n');
  }
}

/** The processes of this machine that this user may look at. */
export function processes() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const read = (file) => readFileSync(`/proc/${name}/${file}`, 'utf8');
        const environment = Object.fromEntries(
          read('environ')
            .split('\0')
            .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
        );
        const parent = Number(/^PPid:\s*(\d+)/m.exec(read('status'))?.[1]);
        return [{ pid: Number(name), parent, command: read('cmdline').replaceAll('\0', ' '), environment }];
      } catch {
        return []; // It has ended, or is another user's.
      }
    });
}

export function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Waits for something to hold, `seconds` at most. */
export async function until(what, seconds, holds) {
  const end = performance.now() + 1000 * seconds;
  for (;;) {
    try {
      if (holds()) return;
    } catch {
      // The controller may be away for a while.
    }
    if (performance.now() > end) throw new Error(`invalid cluster; within ${seconds} s ${what}: not seen`);
    await pause(200);
  }
}
