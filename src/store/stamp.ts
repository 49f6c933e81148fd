import { statSync } from 'node:fs';
import { join } from 'node:path';
import { SESSIONS } from './sessions.js';
import { namesIn } from './names.js';
import { unitNames } from './unit-files.js';

/** The files of units that results come from. */
const TELLING = /\.(result|plan|failed\.json)$/u;

/**
 * Names, sizes and times of the files that a run's results come from: as long as it stays the same, so do the results. Of 10⁵ units it takes
 * half a second. Throws FileFailure.
 */
export function runStamp(directory: string): string {
  const files = ['study.json', 'study.yaml'].map((name) => join(directory, name));
  for (const name of namesIn(join(directory, SESSIONS))) files.push(join(directory, SESSIONS, name));
  for (const [shard, name] of unitNames(directory))
    if (TELLING.test(name)) files.push(join(directory, 'units', shard, name));
  return files
    .map((file) => {
      const found = statSync(file, { throwIfNoEntry: false });
      return `${file} ${String(found?.size)} ${String(found?.mtimeMs)}`;
    })
    .join('\n');
}
