import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { isThere, thisProcess, worldMark } from './process.js';

/*
 * A file is written under a name of its own beside its place, and renamed when it is whole. The name tells its writer:
 *
 *   <beginning of the file's name>.<pid>-<start of the process>-<world>-<thread>-<count>.aside
 *
 * so that no two writers meet, and whoever comes later knows which files a dead writer left.
 */
const NAME = /\.(\d+)-(\d*)-([0-9a-f]{8})-\d+-\d+\.aside$/u;
/** Of the name, whose length file systems bound. */
const BEGINNING = 40;
/** A writer of another machine or container cannot be asked; a file that it has not touched for a day is left over. */
const DAY = 86_400_000;

let count = 0;

/** A new name beside a path, unlike that of any other writer. */
export function asideOf(path: string): string {
  count += 1;
  const { pid, start } = thisProcess();
  const writer = [pid, start ?? '', worldMark(), threadId, count].join('-');
  return join(dirname(path), `${Array.from(basename(path)).slice(0, BEGINNING).join('')}.${writer}.aside`);
}

/** Whether the writer of a file aside has gone, or is taken to have. */
function isLeftOver(folder: string, name: string): boolean {
  const [, pid, start, world] = NAME.exec(name) ?? [];
  if (pid === undefined) return false;
  if (world === worldMark()) return !isThere(Number(pid), start === '' ? null : (start ?? null));
  const changed = statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs;
  return changed !== undefined && Date.now() - changed > DAY;
}

/** Remove from a folder what dead processes were about to write; what living ones write stays. */
export function sweepAside(folder: string): void {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    // Where there is no folder, nothing is left; what cannot be read is told by whoever needs it.
    return;
  }
  for (const name of names) {
    if (!isAside(name)) continue;
    try {
      if (isLeftOver(folder, name)) rmSync(join(folder, name), { force: true });
    } catch {
      // A file that cannot be removed does no harm.
    }
  }
}

/** Whether a name is that of a file which is, or was, about to be written. */
export function isAside(name: string): boolean {
  return name.endsWith('.aside');
}

const swept = new Set<string>();

/** `sweepAside`, once for each folder in a thread's life. */
export function sweepOnce(folder: string): void {
  if (swept.has(folder)) return;
  swept.add(folder);
  sweepAside(folder);
}
