import { join } from 'node:path';
import { sweepAside } from './aside.js';
import { sweepHolders } from './claims.js';
import { HOLDERS, LOGS } from './folders.js';
import { namesIn } from './names.js';
import { SESSIONS } from './sessions.js';
import { unitNames } from './unit-files.js';

/** How the folders begin that an export fills, whatever its format. */
const EXPORT = 'results-';

/**
 * Removes from a run directory what processes that were killed have left: what they were about to write, their files and their claims. It looks at
 * every name in the directory, so that not each of many tasks does it. Throws FileFailure where a folder cannot be read.
 */
export function sweepDirectory(path: string): void {
  sweepAside(path);
  const exports = namesIn(path)
    .filter((name) => name.startsWith(EXPORT))
    .flatMap((name) => [name, join(name, 'series')]);
  for (const folder of [HOLDERS, SESSIONS, LOGS, ...exports]) sweepAside(join(path, folder));
  for (const shard of namesIn(join(path, 'units'))) sweepAside(join(path, 'units', shard));
  const done = new Set<string>();
  for (const [, name] of unitNames(path)) {
    const unit = /^(.+)\.result$/u.exec(name)?.[1];
    if (unit !== undefined) done.add(unit);
  }
  sweepHolders(path, (unit) => done.has(unit));
}
