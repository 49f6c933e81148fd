import { linkSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { printable } from '../data/printable.js';
import { holdersIn } from './claims.js';
import { codeOf, FileFailure, makeDirectory, writeDurably } from './files.js';
import { CLAIMS, HOLDERS } from './folders.js';
import { thisProcess, worldMark } from './process.js';
import { append, markReleased, ownJob, sight, standing, type Holder } from './standing.js';
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
 * machine, or in another container, that is the only sign of life: once it is older than five minutes, the process is taken for dead (standing.ts). If it lives
 * all the same, a unit is done twice, with the same bits. A process that ends appends that it has released all.
 *
 * Files of processes that were killed are swept later (claims.ts). Should that befall one that was only frozen, it puts its file back: a link to a claim.
 */

/** Milliseconds between two signs of life. */
const BEAT = 20_000;

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

let count = 0;

/**
 * Become one of the processes that work in a directory, for a study. Throws FileFailure.
 *
 * @param study its id
 */
export function hold(
  directory: string,
  study: string,
  { takeOver = false, beat = BEAT }: HoldOptions = {},
): Hold {
  const folder = join(directory, HOLDERS);
  makeDirectory(folder);
  const facts = thisProcess();
  const self: Holder = { ...facts, job: ownJob(), study };
  count += 1;
  const name = [worldMark(), facts.pid, facts.start ?? '', count].join('-');
  const mine = join(folder, `${name}.json`);
  const write = (): void => {
    writeDurably(mine, `${JSON.stringify(self)}\n`);
  };
  write();
  /** This process's claims, by unit. */
  const claims = new Map<string, string>();
  let held = true;
  /** After its file was swept or removed: links it to a claim again, so that all of them go on to bear its signs of life. */
  const putBack = (): void => {
    if (!held) return;
    for (const link of claims.values()) {
      try {
        linkSync(link, mine);
        return;
      } catch (reason) {
        if (codeOf(reason) === 'EEXIST') return;
        if (codeOf(reason) !== 'ENOENT') throw new FileFailure('must be possible to write', mine, reason);
      }
    }
    write();
  };
  const pulse = new Worker(PULSE, { eval: true, workerData: { file: mine, beat } });
  pulse.on('message', () => {
    try {
      putBack();
    } catch (error) {
      // A directory that has gone is told by whoever writes in it.
      if (!(error instanceof FileFailure)) throw error;
    }
  });
  // Without signs of life a run goes on as well; only other machines may take it for dead.
  pulse.on('error', () => undefined);
  pulse.unref();

  const beatNow = (): number => {
    append(mine, ' ');
    return statSync(mine).mtimeMs;
  };
  const now = (): number => {
    try {
      return beatNow();
    } catch (reason) {
      if (codeOf(reason) !== 'ENOENT') throw new FileFailure('must be possible to write', mine, reason);
      putBack();
      return beatNow();
    }
  };
  const link = (path: string): void => {
    try {
      linkSync(mine, path);
    } catch (reason) {
      if (codeOf(reason) !== 'ENOENT') throw reason;
      putBack();
      linkSync(mine, path);
    }
  };
  const place = (unit: string): string => join(directory, CLAIMS, shardOf(unit), unit);
  return {
    claim: (unit) => {
      if (claims.has(unit)) return 'mine';
      const path = place(unit);
      makeDirectory(dirname(path));
      for (let number = 1; ; number++) {
        const numbered = `${path}.${String(number)}`;
        try {
          link(numbered);
          claims.set(unit, numbered);
          return 'mine';
        } catch (reason) {
          if (codeOf(reason) !== 'EEXIST')
            throw new FileFailure('must be possible to write', numbered, reason);
        }
        const seen = sight(numbered);
        // Settled meanwhile, which the next look at the unit will show.
        if (seen === null) return 'held';
        const verdict = standing(seen, now, takeOver);
        if (verdict !== 'gone') return verdict;
      }
    },
    settle: (unit) => {
      const own = claims.get(unit);
      claims.delete(unit);
      const path = place(unit);
      for (let number = 1; ; number++) {
        const numbered = `${path}.${String(number)}`;
        if (statSync(numbered, { throwIfNoEntry: false }) === undefined) break;
        rmSync(numbered, { force: true });
      }
      // Where those before it have been swept.
      if (own !== undefined) rmSync(own, { force: true });
    },
    checkAlone: () => {
      for (const path of holdersIn(directory)) {
        const seen = path === mine ? null : sight(path);
        if (seen === null || seen.holder?.study === study || standing(seen, now, takeOver) === 'gone')
          continue;
        const { holder, heard } = seen;
        const who =
          holder === null
            ? `${HOLDERS}/${printable(basename(path))}, which does not say which process it is of,`
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
      markReleased(mine);
      rmSync(mine, { force: true });
    },
  };
}

/** The thread that gives signs of life, also while the main thread computes. As text, since a thread cannot load TypeScript, which the tests run. */
const PULSE = `
const { closeSync, constants, openSync, writeSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const { file, beat } = workerData;
setInterval(() => {
  try {
    const opened = openSync(file, constants.O_WRONLY | constants.O_APPEND);
    try {
      writeSync(opened, ' ');
    } finally {
      closeSync(opened);
    }
  } catch (error) {
    if (error.code === 'ENOENT') parentPort.postMessage('gone');
    // Else the next beat may get through.
  }
}, beat);
`;
