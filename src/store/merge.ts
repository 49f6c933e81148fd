import { DamagedFrame, encoded } from './frame.js';
import { checkFamily, UnfitDirectory, type RunDirectory } from './run-directory.js';
import { copySessions } from './sessions.js';
import type { Frame } from '../data/frame.js';
import type { UnitFiles } from './unit-files.js';

/** The units of a directory that have a file of a kind, whatever study asked for them. */
function unitsWith(files: UnitFiles, ending: string): string[] {
  return [...files.names()].flatMap(([, name]) =>
    name.endsWith(`.${ending}`) ? [name.slice(0, -ending.length - 1)] : [],
  );
}

/**
 * Copies the units of other directories of its family into one: results, and of units without one the checkpoints and the records of failures; the
 * series that both rely on; the plans of points; and who computed them. A damaged file counts as none.
 *
 * @param warn called for every file that is damaged
 * @throws UnfitDirectory where a directory is of another family or was begun by another version, or where two have other digits of the same unit
 */
export function mergeInto(
  target: RunDirectory,
  sources: readonly RunDirectory[],
  warn: (text: string) => void,
): void {
  for (const { path, identity } of sources) {
    checkFamily(path, identity, target.identity);
    if (identity.program === target.identity.program) continue;
    throw new UnfitDirectory(
      `must have been begun by falloff ${target.identity.program}, as what it is merged with, but was begun by falloff ${identity.program}`,
      path,
    );
  }
  for (const source of sources) mergeResults(target, source, warn);
  for (const { path, units } of sources) {
    for (const unit of unitsWith(units, 'checkpoint')) {
      if (!target.units.has(unit, 'result')) copy(target.units, units, unit, 'checkpoint', warn);
    }
    for (const unit of unitsWith(units, 'plan')) copy(target.units, units, unit, 'plan', warn);
    for (const unit of unitsWith(units, 'failed.json')) {
      const failure = target.units.has(unit, 'result') ? null : units.failure(unit);
      if (failure === null) continue;
      // A checkpoint that was set aside stays where it is.
      const { message, facts, physics } = failure;
      target.units.keepFailure({ unit, message, facts, ...(physics !== undefined && { physics }) });
    }
    copySessions(path, target.path);
  }
}

function mergeResults(target: RunDirectory, source: RunDirectory, warn: (text: string) => void): void {
  for (const unit of unitsWith(source.units, 'result')) {
    const frame = read(source.units, unit, 'result', warn);
    if (frame === null) continue;
    const own = read(target.units, unit, 'result', warn);
    if (own === null) copySeries(target.units, source.units, unit, 'result', frame, warn);
    else if (Buffer.compare(encoded(own), encoded(frame)) !== 0)
      throw new UnfitDirectory(`its unit ${unit} has other digits than in ${target.path}`, source.path);
  }
}

/** Copies a frame, unless there is one. */
function copy(
  target: UnitFiles,
  source: UnitFiles,
  unit: string,
  kind: 'checkpoint' | 'plan',
  warn: (text: string) => void,
): void {
  if (target.has(unit, kind)) return;
  const frame = read(source, unit, kind, warn);
  if (frame !== null) copySeries(target, source, unit, kind, frame, warn);
}

/** Copies a frame, after the pieces of the series that it relies on, one at a time. */
function copySeries(
  target: UnitFiles,
  source: UnitFiles,
  unit: string,
  kind: 'result' | 'checkpoint' | 'plan',
  frame: Frame,
  warn: (text: string) => void,
): void {
  try {
    for (const piece of source.series(unit, frame)) target.keepSeries(unit, [piece]);
    target.keep(unit, kind, frame);
  } catch (error) {
    if (!(error instanceof DamagedFrame)) throw error;
    warn(`unit ${unit}: ${error.message}; left out`);
  }
}

function read(
  files: UnitFiles,
  unit: string,
  kind: 'result' | 'checkpoint' | 'plan',
  warn: (text: string) => void,
): Frame | null {
  try {
    return files.read(unit, kind);
  } catch (error) {
    if (!(error instanceof DamagedFrame)) throw error;
    warn(`unit ${unit}: ${error.message}; left out`);
    return null;
  }
}
