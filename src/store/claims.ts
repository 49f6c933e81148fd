import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { CLAIMS, HOLDERS } from './folders.js';
import { namesIn } from './names.js';
import { markReleased, sight, standing } from './standing.js';

/** The files of processes: of those that work here, and of those that were killed. */
export function holdersIn(directory: string): readonly string[] {
  const folder = join(directory, HOLDERS);
  return namesIn(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name));
}

/** The claims of a run directory and the units that they are on. */
function* claimsIn(directory: string): Generator<{ readonly unit: string; readonly path: string }> {
  for (const shard of namesIn(join(directory, CLAIMS))) {
    const folder = join(directory, CLAIMS, shard);
    for (const name of namesIn(folder)) {
      const unit = /^(.+)\.\d+$/u.exec(name)?.[1];
      if (unit !== undefined) yield { unit, path: join(folder, name) };
    }
  }
}

/** The units that processes hold, as far as can be known: their claims that have not gone. */
export function heldUnits(directory: string): ReadonlySet<string> {
  const held = new Set<string>();
  for (const { unit, path } of claimsIn(directory)) {
    const seen = sight(path);
    if (seen !== null && standing(seen, Date.now) !== 'gone') held.add(unit);
  }
  return held;
}

/**
 * Removes what processes that were killed have left: their files, and their claims on units that are done. Claims on
 * other units stay, since their numbers are not given back before the unit is settled.
 */
export function sweepHolders(directory: string, isDone: (unit: string) => boolean): void {
  const sweep = (path: string): void => {
    const seen = sight(path);
    if (seen === null || standing(seen, Date.now) !== 'gone') return;
    try {
      rmSync(path, { force: true });
    } catch {
      // A file that cannot be removed does no harm.
    }
  };
  for (const path of holdersIn(directory)) sweep(path);
  for (const { unit, path } of claimsIn(directory)) if (isDone(unit)) sweep(path);
}

/** The jobs of the processes that hold units here, by the names that their batch systems know. */
export function holdingJobs(directory: string): ReadonlySet<string> {
  const jobs = [...holdersIn(directory), ...claimPaths(directory)].map(jobOf);
  return new Set(jobs.filter((job) => job !== null));
}

/** Frees the units of processes whose jobs have ended, as their batch system knows: they need not fall silent first. Throws FileFailure. */
export function releaseJobs(directory: string, ended: ReadonlySet<string>): void {
  for (const path of [...holdersIn(directory), ...claimPaths(directory)]) {
    const job = jobOf(path);
    if (job !== null && ended.has(job)) markReleased(path);
  }
}

// Of a process whose file has been swept the claims remain.
const claimPaths = (directory: string): readonly string[] =>
  Array.from(claimsIn(directory), ({ path }) => path);

function jobOf(path: string): string | null {
  const seen = sight(path);
  return seen === null || seen.released ? null : (seen.holder?.job ?? null);
}
