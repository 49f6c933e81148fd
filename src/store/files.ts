import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { printable } from '../data/printable.js';
import { asideOf, sweepOnce } from './aside.js';

/** Reads and writes go in pieces: one call moves at most 2 GiB. */
const PIECE = 1 << 28;

/** The file system refused something. */
export class FileFailure extends Error {
  override readonly name = 'FileFailure';

  constructor(
    rule: string,
    readonly path: string,
    readonly reason: unknown,
  ) {
    super(`invalid file; ${rule} (${reasonText(reason)}): ${printable(path)}`);
  }
}

export function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EIO: 'the device reports an error',
  EEXIST: 'something else is in its place',
  EISDIR: 'a directory is in its place',
  ENOENT: 'there is no such place',
  ENOTDIR: 'a part of its path is not a directory',
  EFBIG: 'larger than files may be',
};

function reasonText(reason: unknown): string {
  const code = codeOf(reason);
  if (code !== undefined) return code in REASONS ? `${code}, ${REASONS[code] as string}` : code;
  return reason instanceof Error ? reason.message : String(reason);
}

/** Make the names in a directory as durable as the files they name. */
export function syncDirectory(path: string): void {
  // Windows cannot open a directory, and keeps its names safe by itself.
  if (process.platform === 'win32') return;
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Make a directory and those above it, where missing. Throws FileFailure. */
export function makeDirectory(path: string): void {
  try {
    makePath(path);
  } catch (reason) {
    throw new FileFailure('the directory must be possible to make', path, reason);
  }
}

/** Step by step: the recursive mkdirSync of Node 20 and 22 never returns where a file system has no room for names, as below /proc. */
function makePath(path: string): void {
  const above = dirname(path);
  if (isDirectory(path)) return;
  if (above !== path) makePath(above);
  try {
    mkdirSync(path);
  } catch (reason) {
    // Another process may have made it meanwhile.
    if (codeOf(reason) === 'EEXIST' && isDirectory(path)) return;
    throw reason;
  }
  syncDirectory(above);
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Write and sync a new file; no care is taken of what stood there before. */
export function writeSynced(path: string, content: Uint8Array | string): void {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const file = openSync(path, 'w');
  try {
    for (let at = 0; at < bytes.length;) {
      at += writeSync(file, bytes, at, Math.min(PIECE, bytes.length - at));
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Write a file so that at every moment, whatever dies, its name stands for the old content or for the new one:
 * written aside, synced, renamed, and the directory synced. When this returns, the new content will survive.
 * Throws FileFailure; then the old content stands.
 */
export function writeDurably(path: string, content: Uint8Array | string): void {
  const aside = asideOf(path);
  try {
    writeSynced(aside, content);
    renameSync(aside, path);
    syncDirectory(dirname(path));
  } catch (reason) {
    discard(aside);
    throw new FileFailure('must be possible to write', path, reason);
  }
}

/**
 * The same for content that is written piece by piece, or by a library: `write` writes a file of the name that it is
 * given. Makes the directory, and removes what dead writers left in it. Returns the path. Throws FileFailure where the system refuses.
 */
export async function writeAside(
  path: string,
  write: (aside: string) => void | Promise<void>,
): Promise<string> {
  makeDirectory(dirname(path));
  const aside = asideOf(path);
  sweepOnce(dirname(path));
  try {
    await write(aside);
    syncFile(aside);
    renameSync(aside, path);
    syncDirectory(dirname(path));
  } catch (error) {
    discard(aside);
    if (codeOf(error) === undefined) throw error;
    // The name aside means nothing to who asked for the file.
    throw new FileFailure('must be possible to write', path, error);
  }
  return path;
}

function syncFile(path: string): void {
  // Windows syncs only what is open for writing.
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function discard(aside: string): void {
  try {
    rmSync(aside, { force: true });
  } catch {
    // What matters is why the writing failed; a file left aside is removed later.
  }
}

const KINDS = [
  ['isDirectory', 'a directory'],
  ['isFIFO', 'a FIFO'],
  ['isSocket', 'a socket'],
  ['isCharacterDevice', 'a device'],
  ['isBlockDevice', 'a device'],
] as const;

/** Something that is no file stands in a file's place. */
export class NoFile extends FileFailure {
  constructor(
    path: string,
    /** `a FIFO`, `a directory`. */
    readonly kind: string,
  ) {
    super('must be a file', path, new Error(kind));
  }
}

/** The bytes of a file, or null where there is none. Throws NoFile or another FileFailure. */
export function readWhole(path: string): Uint8Array | null {
  try {
    // A FIFO would be waited for; Windows has none, nor the flag.
    const file = openSync(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
    try {
      const stats = fstatSync(file);
      if (!stats.isFile()) {
        const kind = KINDS.find(([is]) => stats[is]())?.[1] ?? 'something else';
        throw new NoFile(path, kind);
      }
      const bytes = new Uint8Array(stats.size);
      let at = 0;
      while (at < bytes.length) {
        const count = readSync(file, bytes, at, Math.min(PIECE, bytes.length - at), at);
        if (count === 0) break;
        at += count;
      }
      return bytes.subarray(0, at);
    } finally {
      closeSync(file);
    }
  } catch (reason) {
    if (codeOf(reason) === 'ENOENT') return null;
    if (reason instanceof NoFile) throw reason;
    // Nothing but a socket gives this answer.
    if (codeOf(reason) === 'ENXIO') throw new NoFile(path, 'a socket');
    throw new FileFailure('must be readable', path, reason);
  }
}

/** Remove a file, durably; nothing happens where there is none. Throws FileFailure. */
export function removeDurably(path: string): void {
  try {
    rmSync(path, { force: true });
    syncDirectory(dirname(path));
  } catch (reason) {
    throw new FileFailure('must be possible to remove', path, reason);
  }
}
