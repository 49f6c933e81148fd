import { join } from 'node:path';
import type { Session } from '../data/session.js';
import { makeDirectory, readWhole, writeDurably } from './files.js';
import { namesIn } from './names.js';
import { thisProcess, worldMark } from './process.js';

/** The folder of a run directory that says who computed it: no result depends on it, and no hash holds it. */
export const SESSIONS = 'sessions';

/** Writes what a process has done so far over what it wrote before. Throws FileFailure. */
export function keepSession(directory: string, session: Session): void {
  makeDirectory(join(directory, SESSIONS));
  const begun = session.begun.replaceAll(/[^\d]/gu, '');
  const name = `${begun}-${worldMark()}-${String(thisProcess().pid)}.json`;
  writeDurably(join(directory, SESSIONS, name), `${JSON.stringify(session, null, 2)}\n`);
}

/** Copies the sessions of one directory to another. Throws FileFailure. */
export function copySessions(from: string, to: string): void {
  for (const name of namesIn(join(from, SESSIONS)).filter((one) => one.endsWith('.json'))) {
    const bytes = readWhole(join(from, SESSIONS, name));
    if (bytes === null) continue;
    makeDirectory(join(to, SESSIONS));
    writeDurably(join(to, SESSIONS, name), bytes);
  }
}

/** The sessions of a run directory, the first one first; what is no session is passed over, as it is of no consequence. */
export function sessionsIn(directory: string): Session[] {
  return namesIn(join(directory, SESSIONS))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const bytes = readWhole(join(directory, SESSIONS, name));
      return bytes === null ? [] : parsed(new TextDecoder().decode(bytes));
    });
}

function parsed(text: string): Session[] {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return [];
  }
  if (typeof found !== 'object' || found === null) return [];
  const session = found as Record<keyof Session, unknown>;
  const words = [session.begun, session.ended, session.program, session.node, session.machine];
  const numbers = [session.workers, session.coreHours, session.siteKicks];
  const sound =
    words.every((word) => typeof word === 'string') && numbers.every((number) => Number.isFinite(number));
  return sound ? [found as Session] : [];
}
