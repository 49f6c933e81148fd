import { closeSync, constants, openSync, statSync, writeSync } from 'node:fs';
import { codeOf, FileFailure, readWhole } from './files.js';
import { life, type ProcessFacts } from './process.js';

/** Milliseconds without a sign of life after which it is in doubt whether a process that cannot be asked lives, and after which it is taken for dead. */
const DOUBT = 90_000;
const SILENCE = 300_000;
const RELEASED = 'released';
/** A name for the work of a process that a batch system starts again after it has lost the first one: the first is then known to be dead. */
const JOB = 'FALLOFF_JOB';

/** Who works in a run directory, and for what: the first line of a file of `holders`, and of its hard links in `claims`. */
export interface Holder extends ProcessFacts {
  readonly job: string | null;
  /** The id of the study. */
  readonly study: string;
}

/** What a file of `holders` or `claims` says of its process. */
export type Standing = 'gone' | 'held' | 'doubtful';

/** What is known of the file of a process. */
export interface Sight {
  /** Null where the file does not say. */
  readonly holder: Holder | null;
  readonly released: boolean;
  /** When the process was last heard of: milliseconds of the clock of the file system. */
  readonly heard: number;
}

/** The job that this process is of, null outside of one. */
export function ownJob(): string | null {
  return process.env[JOB] ?? null;
}

/** Null where there is no file. Throws FileFailure. */
export function sight(path: string): Sight | null {
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

/**
 * Whether the process of a file still has what the file claims.
 *
 * @param now by the clock of the file system, which may be another machine's
 * @param takeOver whether a process that cannot be asked counts as gone
 */
export function standing({ holder, released, heard }: Sight, now: () => number, takeOver = false): Standing {
  if (released) return 'gone';
  const verdict = holder === null ? 'unknown' : life(holder);
  if (verdict === 'alive') return 'held';
  const own = ownJob();
  if (verdict === 'dead' || takeOver || (own !== null && holder?.job === own)) return 'gone';
  const silence = now() - heard;
  if (silence > SILENCE) return 'gone';
  return silence > DOUBT ? 'doubtful' : 'held';
}

/** Says in the file of a process, and so in all of its claims, that it has gone; nothing happens where there is no file. Throws FileFailure. */
export function markReleased(path: string): void {
  try {
    append(path, RELEASED);
  } catch (reason) {
    if (codeOf(reason) !== 'ENOENT') throw new FileFailure('must be possible to write', path, reason);
  }
}

/** Appends to a file that is there, and makes none. */
export function append(path: string, text: string): void {
  const opened = openSync(path, constants.O_WRONLY | constants.O_APPEND);
  try {
    writeSync(opened, text);
  } finally {
    closeSync(opened);
  }
}
