import { linkSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import {
  ASIDE,
  codeOf,
  FileFailure,
  makeDirectory,
  readWhole,
  syncDirectory,
  writeDurably,
  writeSynced,
} from './files.js';

/*
 * Who works in a run directory. `holders/` keeps one small file for every process that ever held it, numbered
 * 1, 2, 3, …; the one with the highest number is, or was, the holder.
 *
 * A number is taken by link(2), which only one process can succeed with, and only once the holder with the
 * number before has released the directory or is dead. Numbers are never given back, so a slow process that
 * found number n dead can only try for n + 1, which is gone if anybody was faster: two takers of a stale hold
 * cannot both win, however their steps interleave. (A lock file that is deleted and made again has this race:
 * the slower taker deletes the lock of the faster one.) link(2) is also atomic on NFS.
 */

/** What is known about a process: enough to tell, on the same machine, whether it is still there. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Facts of Linux, null elsewhere: the machine, its boot, the world its pids count in, the process's start in ticks. */
  readonly machine: string | null;
  readonly boot: string | null;
  readonly namespace: string | null;
  readonly start: string | null;
  readonly released: boolean;
}

/** Another process holds the directory, or may hold it. */
export class HeldDirectory extends Error {
  override readonly name = 'HeldDirectory';

  constructor(
    rule: string,
    readonly directory: string,
  ) {
    super(`invalid run directory; ${rule}: ${directory}`);
  }
}

function fact(read: () => string): string | null {
  try {
    return read().trim();
  } catch {
    return null;
  }
}

/** The start time of a process in clock ticks since boot; null if there is no such process, or only a dead one. */
function startOf(pid: number): string | null {
  const stat = fact(() => readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
  if (stat === null) return null;
  // The second field, a name in parentheses, may hold spaces; the third is the state, the 22nd the start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
}

function thisProcess(): Holder {
  return {
    pid: process.pid,
    host: hostname(),
    machine: fact(() => readFileSync('/etc/machine-id', 'utf8')),
    boot: fact(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    namespace: fact(() => readlinkSync('/proc/self/ns/pid')),
    start: startOf(process.pid),
    released: false,
  };
}

function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/** Whether a holder lives, as far as this process can know. */
function life(holder: Holder, self: Holder): 'alive' | 'dead' | 'unknown' {
  if (holder.host !== self.host || holder.machine !== self.machine) return 'unknown';
  if (holder.boot !== self.boot) return 'dead';
  if (holder.namespace !== self.namespace) return 'unknown';
  if (!pidExists(holder.pid)) return 'dead';
  // Where /proc tells, a process of the same pid that started at another time is another process.
  return holder.start === null || startOf(holder.pid) === holder.start ? 'alive' : 'dead';
}

const named = (number: number): string => `${String(number).padStart(6, '0')}.json`;

/** The highest number taken so far, 0 if none. */
function lastNumber(folder: string): number {
  const numbers = readdirSync(folder).map((name) => Number(/^(\d+)\.json$/.exec(name)?.[1] ?? 0));
  return numbers.reduce((a, b) => Math.max(a, b), 0);
}

/** Throws HeldDirectory unless the holder with this number has gone. */
function checkGone(directory: string, number: number, self: Holder): void {
  const file = join('holders', named(number));
  let holder: Holder;
  try {
    holder = JSON.parse(new TextDecoder().decode(readWhole(join(directory, file)) ?? undefined)) as Holder;
  } catch {
    throw new HeldDirectory(
      `its holder cannot be read; if no process works in it, remove ${file}`,
      directory,
    );
  }
  if (holder.released) return;
  const who = `process ${String(holder.pid)} on ${holder.host}`;
  const verdict = life(holder, self);
  if (verdict === 'alive') throw new HeldDirectory(`${who} is working in it`, directory);
  if (verdict === 'unknown') {
    throw new HeldDirectory(
      `${who} works in it, or died there; if it is gone, remove ${file} in the directory`,
      directory,
    );
  }
}

/** The right to write in a run directory, until released. */
export interface Hold {
  readonly release: () => void;
}

/**
 * Become the one process that writes in a directory. A hold whose process has died (kill −9, power cut) is
 * taken over. Throws HeldDirectory if another process holds it, or if that cannot be excluded.
 */
export function hold(directory: string): Hold {
  const folder = join(directory, 'holders');
  makeDirectory(folder);
  const self = thisProcess();
  const last = lastNumber(folder);
  if (last > 0) checkGone(directory, last, self);
  const mine = join(folder, named(last + 1));
  const aside = join(folder, `${randomUUID()}${ASIDE}`);
  try {
    writeSynced(aside, JSON.stringify(self));
    linkSync(aside, mine);
    syncDirectory(folder);
  } catch (reason) {
    if (codeOf(reason) === 'EEXIST') {
      throw new HeldDirectory('another process has just begun to work in it', directory);
    }
    throw new FileFailure('must be possible to write', mine, reason);
  } finally {
    rmSync(aside, { force: true });
  }
  return {
    release: () => {
      writeDurably(mine, JSON.stringify({ ...self, released: true }));
    },
  };
}
