import { linkSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { printable } from '../data/printable.js';
import { asideOf } from './aside.js';
import {
  codeOf,
  FileFailure,
  makeDirectory,
  readWhole,
  syncDirectory,
  writeDurably,
  writeSynced,
} from './files.js';
import { life, thisProcess, type ProcessFacts } from './process.js';

/*
 * Who works in a run directory. `holders/` keeps one small file for every process that ever held it, numbered
 * 1, 2, 3, …; the one with the highest number is, or was, the holder.
 *
 * A number is taken by link(2), which only one process can succeed with, and only once the holder with the
 * number before has released the directory or is dead. Numbers are never given back, so a slow process that
 * found number n dead can only try for n + 1, which is gone if anybody was faster: two takers of a stale hold
 * cannot both win, however their steps interleave. (A lock file that is deleted and made again has this race:
 * the slower taker deletes the lock of the faster one.) link(2) is also atomic on NFS.
 *
 * While a process holds a directory, a thread of its own appends a blank to its file every BEAT. Of a process on another machine,
 * or in another container, that is the only sign of life: once it is older than SILENCE, the process is taken for dead.
 */

/** Milliseconds between two signs of life. */
const BEAT = 20_000;
/** Milliseconds without one after which a process that cannot be asked is taken for dead. */
const SILENCE = 300_000;

/** A process that holds, or held, a directory. */
interface Holder extends ProcessFacts {
  readonly released: boolean;
}

/** Another process holds the directory, or may hold it. */
export class HeldDirectory extends Error {
  override readonly name = 'HeldDirectory';

  constructor(
    rule: string,
    readonly directory: string,
  ) {
    super(`invalid run directory; ${rule}: ${printable(directory)}`);
  }
}

const named = (number: number): string => `${String(number).padStart(6, '0')}.json`;

/** The highest number taken so far, 0 if none. */
function lastNumber(folder: string): number {
  const numbers = readdirSync(folder).map((name) => Number(/^(\d+)\.json$/.exec(name)?.[1] ?? 0));
  return numbers.reduce((a, b) => Math.max(a, b), 0);
}

/** What a holder's file says; null where it says nothing of a process. */
function holderIn(path: string): Holder | null {
  let said: unknown;
  try {
    said = JSON.parse(new TextDecoder().decode(readWhole(path) ?? undefined));
  } catch {
    return null;
  }
  const { pid, host, released } = (typeof said === 'object' && said !== null ? said : {}) as Partial<Holder>;
  return typeof pid === 'number' && typeof host === 'string' && typeof released === 'boolean'
    ? (said as Holder)
    : null;
}

/** What a taker knows and wants. */
interface Taking {
  /** The time by the clock of the file system, which may be another machine's. */
  readonly now: number;
  readonly takeOver: boolean;
}

/** Throws HeldDirectory unless the holder with this number has gone. */
function checkGone(directory: string, number: number, { now, takeOver }: Taking): void {
  const file = join('holders', named(number));
  const holder = holderIn(join(directory, file));
  if (holder?.released === true) return;
  const verdict = holder === null ? 'unknown' : life(holder);
  const who = holder === null ? null : `process ${String(holder.pid)} on ${printable(holder.host)}`;
  if (verdict === 'alive') throw new HeldDirectory(`${who ?? 'a process'} is working in it`, directory);
  if (verdict === 'dead' || takeOver) return;
  const silence = now - (statSync(join(directory, file), { throwIfNoEntry: false })?.mtimeMs ?? -Infinity);
  if (silence > SILENCE) return;
  const doubt =
    who === null ? `${file} does not say which process works in it` : `${who} works in it, or died there`;
  throw new HeldDirectory(
    `${doubt}: the last sign of life is ${seconds(silence)} old, at ${seconds(SILENCE)} it counts as dead; --take-over does not wait`,
    directory,
  );
}

const seconds = (milliseconds: number): string => `${String(Math.max(0, Math.round(milliseconds / 1000)))} s`;

/** The right to write in a run directory, until released, for which once is enough. */
export interface Hold {
  readonly release: () => void;
  /** Aborted when another process has taken the directory over, which took this one for dead. */
  readonly lost: AbortSignal;
}

export interface HoldOptions {
  /** Take a directory over from a process that cannot be asked without waiting for its silence. Default false. */
  readonly takeOver?: boolean;
  /** Milliseconds between signs of life. */
  readonly beat?: number;
}

/**
 * Become the one process that writes in a directory. A hold whose process has died (kill −9, power cut), or that has been
 * silent on another machine, is taken over. Throws HeldDirectory if another process holds it, or if that cannot be excluded.
 */
export function hold(directory: string, { takeOver = false, beat = BEAT }: HoldOptions = {}): Hold {
  const folder = join(directory, 'holders');
  makeDirectory(folder);
  const self: Holder = { ...thisProcess(), released: false };
  const last = lastNumber(folder);
  const mine = join(folder, named(last + 1));
  const aside = asideOf(mine);
  try {
    writeSynced(aside, JSON.stringify(self));
    if (last > 0) checkGone(directory, last, { now: statSync(aside).mtimeMs, takeOver });
    linkSync(aside, mine);
    syncDirectory(folder);
  } catch (reason) {
    if (reason instanceof HeldDirectory) throw reason;
    if (codeOf(reason) === 'EEXIST') {
      throw new HeldDirectory('another process has just begun to work in it', directory);
    }
    throw new FileFailure('must be possible to write', mine, reason);
  } finally {
    rmSync(aside, { force: true });
  }
  const pulse = new Pulse({ folder, file: mine, number: last + 1, beat });
  let held = true;
  return {
    lost: pulse.lost,
    release: () => {
      if (!held) return;
      held = false;
      pulse.end();
      writeDurably(mine, JSON.stringify({ ...self, released: true }));
    },
  };
}

/**
 * The thread that gives signs of life, also while the main thread computes. As text, since a thread cannot load TypeScript, which the
 * tests run. Only a file that is there is appended to: who removed it by hand shall not find it again.
 */
const PULSE = `
const { closeSync, constants, openSync, readdirSync, writeSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const { folder, file, number, beat } = workerData;
setInterval(() => {
  try {
    if (readdirSync(folder).some((name) => Number(/^(\\d+)\\.json$/.exec(name)?.[1] ?? 0) > number)) parentPort.postMessage('lost');
    const opened = openSync(file, constants.O_WRONLY | constants.O_APPEND);
    try {
      writeSync(opened, ' ');
    } finally {
      closeSync(opened);
    }
  } catch {
    // The next beat may get through.
  }
}, beat);
`;

interface PulseData {
  readonly folder: string;
  readonly file: string;
  readonly number: number;
  readonly beat: number;
}

class Pulse {
  private readonly controller = new AbortController();
  private readonly thread: Worker;

  constructor(data: PulseData) {
    this.thread = new Worker(PULSE, { eval: true, workerData: data });
    this.thread.on('message', () => {
      this.controller.abort();
    });
    // Without signs of life a run goes on as well; only other machines may take it for dead.
    this.thread.on('error', () => undefined);
    this.thread.unref();
  }

  get lost(): AbortSignal {
    return this.controller.signal;
  }

  end(): void {
    void this.thread.terminate();
  }
}
