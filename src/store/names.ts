import { readdirSync } from 'node:fs';
import { codeOf, FileFailure } from './files.js';

/** The names in a folder; none where there is no folder. Throws FileFailure. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (reason) {
    if (codeOf(reason) === 'ENOENT' || codeOf(reason) === 'ENOTDIR') return [];
    throw new FileFailure('the directory must be readable', folder, reason);
  }
}
