import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { shardOf } from '../unit-files.js';

/** Where a file of a unit lies in a run directory: `u1.result`, and for units with points in their names `e0.1-t1-r000-b0000.failed.json`. */
export function unitFile(directory: string, name: string): string {
  const unit = name.replace(/\.(result|checkpoint|plan|failed\.json|series\d+)$/u, '');
  return join(directory, 'units', shardOf(unit), name);
}

/** The names of all files of units in a run directory, sorted. */
export function unitFiles(directory: string): string[] {
  const folder = join(directory, 'units');
  return readdirSync(folder)
    .flatMap((shard) => readdirSync(join(folder, shard)))
    .sort();
}
