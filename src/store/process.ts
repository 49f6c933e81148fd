import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { sha256 } from '../data/sha256.js';

/** What is known about a process: enough to tell, on the same machine, whether it is still there. */
export interface ProcessFacts {
  readonly pid: number;
  readonly host: string;
  /** Facts of Linux, null elsewhere: the machine, its boot, the world its pids count in, the process's start in ticks. */
  readonly machine: string | null;
  readonly boot: string | null;
  readonly namespace: string | null;
  readonly start: string | null;
}

function fact(read: () => string): string | null {
  try {
    return read().trim();
  } catch {
    return null;
  }
}

/** The start time of a process in clock ticks since boot; null if there is no such process, or only a dead one. */
export function startOf(pid: number): string | null {
  const stat = fact(() => readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
  if (stat === null) return null;
  // The second field, a name in parentheses, may hold spaces; the third is the state, the 22nd the start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
}

let own: ProcessFacts | undefined;

/** This process, whose facts do not change. */
export function thisProcess(): ProcessFacts {
  own ??= {
    pid: process.pid,
    host: hostname(),
    machine: fact(() => readFileSync('/etc/machine-id', 'utf8')),
    boot: fact(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    namespace: fact(() => readlinkSync('/proc/self/ns/pid')),
    start: startOf(process.pid),
  };
  return own;
}

/** Eight characters for the world in which this process's pid means something: the machine since its boot, or a container. */
export function worldMark(): string {
  const { host, machine, boot, namespace } = thisProcess();
  return sha256(JSON.stringify([host, machine, boot, namespace])).slice(0, 8);
}

/** Whether a process of this pid and start is there, in the world of this process. */
export function isThere(pid: number, start: string | null): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  // Where /proc tells, a process of the same pid that started at another time is another process.
  return start === null || startOf(pid) === start;
}

/** Whether a process lives, as far as this process can know. */
export function life(other: ProcessFacts): 'alive' | 'dead' | 'unknown' {
  const self = thisProcess();
  if (other.host !== self.host || other.machine !== self.machine) return 'unknown';
  if (other.boot !== self.boot) return 'dead';
  if (other.namespace !== self.namespace) return 'unknown';
  return isThere(other.pid, other.start) ? 'alive' : 'dead';
}
