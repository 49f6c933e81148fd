import { closeSync, constants, linkSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { printable } from '../data/printable.js';
import { codeOf, FileFailure, makeDirectory, readWhole, writeDurably } from './files.js';
import { life, thisProcess, worldMark, type ProcessFacts } from './process.js';
import { shardOf } from './unit-files.js';

/*
 * Who works in a run directory, and on which units. Every process has a file `holders/<world>-<pid>-<start>-<count>.json`; its claim on a unit is a hard link
 * to that file, `claims/<shard>/<unit>.<n>`, n = 1, 2, 3, …: the link with the highest number is, or was, the unit's holder.
 *
 * A number is taken by link(2), which only one process can succeed with, and only once the holder with the number before has gone. Numbers are not
 * given back before the unit is settled, so a slow process that found number n dead can only try for n + 1, which is gone if anybody was faster: two
 * takers of a dead claim cannot both win, however their steps interleave. (A lock file that is deleted and made again has this race: the slower taker
 * deletes the lock of the faster one.) Once the unit's result, or the record of its failure, is on disk its claims are removed; who takes number 1 after that
 * finds the unit settled. link(2) is also atomic on NFS.
 *
 * A thread of its own appends a blank to the process's file every BEAT, and so to all of its claims, which are the same file. Of a process on another
 * machine, or in another container, that is the only sign of life: once it is older than SILENCE, the process is taken for dead. If it lives all the same,
 * a unit is done twice, with the same bits. A process that ends appends RELEASED.
 */

/** Milliseconds between two signs of life. */
const BEAT = 20_000;
/** Milliseconds without one after which it is in doubt whether a process that cannot be asked lives, and after which it is taken for dead. */
const DOUBT = 90_000;
const SILENCE = 300_000;
const RELEASED = 'released';
/** A name for the work of a process that a batch system starts again after it has lost the first one: the first is then known to be dead. */
const JOB = 'FALLOFF_JOB';

interface Holder extends ProcessFacts {
  readonly job: string | null;
}

/** What a file of `holders` or `claims` says of its process. */
export type Standing = 'gone' | 'held' | 'doubtful';

/** Other processes work in the directory, or may do so. */
export class HeldDirectory extends Error {
  override readonly name = 'HeldDirectory';

  constructor(
    rule: string,
    readonly directory: string,
  ) {
    super(`invalid run directory; ${rule}: ${printable(directory)}`);
  }
}

export interface HoldOptions {
  /** Take units from a process that cannot be asked without waiting for its silence. Default false. */
  readonly takeOver?: boolean;
  /** Milliseconds between signs of life. */
  readonly beat?: number;
}

/** This process as one that works in a run directory, until released, for which once is enough. */
export interface Hold {
  /** Claims a unit: `mine`, or another process has it, of which it may be in doubt whether it lives. */
  readonly claim: (unit: string) => 'mine' | 'held' | 'doubtful';
  /** Removes the claims on a unit that is settled. */
  readonly settle: (unit: string) => void;
  /** Throws HeldDirectory while another process works in the directory. */
  readonly checkAlone: () => void;
  readonly release: () => void;
}

/** What is known of the file of a process; null where there is none. */
interface Sight {
  readonly holder: Holder | null;
  readonly released: boolean;
  readonly heard: number;
}

function sight(path: string): Sight | null {
  const bytes = readWhole(path);
  const heard = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (bytes === null || heard === undefined) return null;
  const [first = '', rest = ''] = new TextDecoder().decode(bytes).split('\n', 2);
  return { holder: holderIn(first), released: rest.includes(RELEASED), heard };
}

function holderIn(text: string): Holder | null {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return null;
  }
  const { pid, host } = (typeof said === 'object' && said !== null ? said : {}) as Partial<Holder>;
  return typeof pid === 'number' && typeof host === 'string' ? (said as Holder) : null;
}

/** Whether the process of a file still has what the file claims. @param now by the clock of the file system, which may be another machine's */
function standing({ holder, released, heard }: Sight, now: () => number, takeOver: boolean): Standing {
  if (released) return 'gone';
  const verdict = holder === null ? 'unknown' : life(holder);
  if (verdict === 'alive') return 'held';
  const own = process.env[JOB] ?? null;
  if (verdict === 'dead' || takeOver || (own !== null && holder?.job === own)) return 'gone';
  const silence = now() - heard;
  if (silence > SILENCE) return 'gone';
  return silence > DOUBT ? 'doubtful' : 'held';
}

/** The number of units that processes hold, as far as can be known: their claims that have not gone, by unit. */
export function heldUnits(directory: string): ReadonlySet<string> {
  const held = new Set<string>();
  for (const shard of namesIn(join(directory, 'claims'))) {
    const folder = join(directory, 'claims', shard);
    for (const name of namesIn(folder)) {
      const unit = /^(.+)\.\d+$/u.exec(name)?.[1];
      const seen = unit === undefined ? null : sight(join(folder, name));
      if (unit !== undefined && seen !== null && standing(seen, Date.now, false) !== 'gone') held.add(unit);
    }
  }
  return held;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (reason) {
    if (codeOf(reason) === 'ENOENT' || codeOf(reason) === 'ENOTDIR') return [];
    throw new FileFailure('the directory must be readable', folder, reason);
  }
}

/** Append to a file that is there: who removed it by hand shall not find it again. */
function append(path: string, text: string): void {
  const opened = openSync(path, constants.O_WRONLY | constants.O_APPEND);
  try {
    writeSync(opened, text);
  } finally {
    closeSync(opened);
  }
}

let count = 0;

/** Become one of the processes that work in a directory. Throws FileFailure. */
export function hold(directory: string, { takeOver = false, beat = BEAT }: HoldOptions = {}): Hold {
  const folder = join(directory, 'holders');
  makeDirectory(folder);
  const facts = thisProcess();
  const self: Holder = { ...facts, job: process.env[JOB] ?? null };
  count += 1;
  const name = [worldMark(), facts.pid, facts.start ?? '', count].join('-');
  const mine = join(folder, `${name}.json`);
  writeDurably(mine, `${JSON.stringify(self)}\n`);
  const pulse = new Worker(PULSE, { eval: true, workerData: { file: mine, beat } });
  // Without signs of life a run goes on as well; only other machines may take it for dead.
  pulse.on('error', () => undefined);
  pulse.unref();

  const now = (): number => {
    append(mine, ' ');
    return statSync(mine).mtimeMs;
  };
  const claims = new Set<string>();
  const place = (unit: string): string => join(directory, 'claims', shardOf(unit), unit);
  let held = true;
  return {
    claim: (unit) => {
      if (claims.has(unit)) return 'mine';
      const path = place(unit);
      makeDirectory(dirname(path));
      for (let number = 1; ; number++) {
        const link = `${path}.${String(number)}`;
        try {
          linkSync(mine, link);
          claims.add(unit);
          return 'mine';
        } catch (reason) {
          if (codeOf(reason) !== 'EEXIST') throw new FileFailure('must be possible to write', link, reason);
        }
        const seen = sight(link);
        // Settled meanwhile, which the next look at the unit will show.
        if (seen === null) return 'held';
        const verdict = standing(seen, now, takeOver);
        if (verdict !== 'gone') return verdict;
      }
    },
    settle: (unit) => {
      claims.delete(unit);
      const path = place(unit);
      for (let number = 1; ; number++) {
        const link = `${path}.${String(number)}`;
        if (statSync(link, { throwIfNoEntry: false }) === undefined) return;
        rmSync(link, { force: true });
      }
    },
    checkAlone: () => {
      for (const name of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
        const path = join(folder, name);
        const seen = path === mine ? null : sight(path);
        if (seen === null || standing(seen, now, takeOver) === 'gone') continue;
        const { holder, heard } = seen;
        const who =
          holder === null
            ? `holders/${printable(name)}, which does not say which process it is of,`
            : `process ${String(holder.pid)} on ${printable(holder.host)}`;
        const age = Math.max(0, Math.round((now() - heard) / 1000));
        throw new HeldDirectory(
          `must not be at work for another study, but ${who} is (its last sign of life is ${String(age)} s old; --take-over does not wait)`,
          directory,
        );
      }
    },
    release: () => {
      if (!held) return;
      held = false;
      void pulse.terminate();
      try {
        append(mine, RELEASED);
      } catch (reason) {
        if (codeOf(reason) !== 'ENOENT') throw new FileFailure('must be possible to write', mine, reason);
      }
      rmSync(mine, { force: true });
    },
  };
}

/** The thread that gives signs of life, also while the main thread computes. As text, since a thread cannot load TypeScript, which the tests run. */
const PULSE = `
const { closeSync, constants, openSync, writeSync } = require('node:fs');
const { workerData } = require('node:worker_threads');
const { file, beat } = workerData;
setInterval(() => {
  try {
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
