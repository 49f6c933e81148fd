import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Json } from '../math/frame.js';
import { differences } from './difference.js';
import { ASIDE, codeOf, FileFailure, makeDirectory, readWhole, writeDurably } from './files.js';
import { hold, type Hold } from './holder.js';
import { UnitFiles } from './unit-files.js';

/*
 * DIR/study.yaml            the study file as it was given
 * DIR/study.json            format, program version, id, and the study with every default filled in
 * DIR/units/<id>.result     a frame: what a finished unit found
 * DIR/units/<id>.checkpoint a frame: how far a begun unit is
 * DIR/units/<id>.failed.json why a unit could not be finished
 * DIR/damaged/              what could not be used, kept
 * DIR/holders/              who worked here: see holder.ts
 *
 * study.json is written last: a directory without it is not yet a run.
 */
const FORMAT = 1;
const FOLDERS = ['units', 'damaged', 'holders'] as const;

/** What makes a run directory that of one study. */
export interface StudyIdentity {
  /** A hash of the canonical content. */
  readonly id: string;
  /** The canonical content: the study with every default filled in. */
  readonly study: { readonly [key: string]: Json };
  /** The study file as it was given. */
  readonly text: string;
  /** The version of the program. */
  readonly program: string;
}

/** A directory that cannot serve as the run directory of this study. */
export class UnfitDirectory extends Error {
  override readonly name = 'UnfitDirectory';

  constructor(rule: string, directory: string) {
    super(`invalid run directory; ${rule}: ${directory}`);
  }
}

/** A run directory as it stands on disk. */
export interface RunDirectory {
  readonly path: string;
  readonly identity: StudyIdentity;
  readonly units: UnitFiles;
}

/** The directory of a study file's run, unless another is asked for: `runs/<stem of the file>`. */
export function defaultDirectory(studyFile: string): string {
  return join('runs', basename(studyFile).replace(/\.ya?ml$/i, ''));
}

function entries(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (reason) {
    if (codeOf(reason) === 'ENOENT') return [];
    throw new FileFailure('the directory must be readable', directory, reason);
  }
}

function textOf(path: string): string | null {
  const bytes = readWhole(path);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

interface Manifest {
  readonly format: number;
  readonly program: string;
  readonly id: string;
  readonly study: { readonly [key: string]: Json };
}

/** The identity that study.json states; null if the directory is not yet a run. */
function statedIdentity(directory: string): StudyIdentity | null {
  const text = textOf(join(directory, 'study.json'));
  if (text === null) return null;
  let manifest: Manifest;
  try {
    manifest = JSON.parse(text) as Manifest;
    const { format, id, study } = manifest;
    if (typeof format !== 'number' || typeof id !== 'string' || typeof study !== 'object')
      throw new TypeError();
  } catch {
    throw new UnfitDirectory(
      'its study.json is damaged and must be put right, or another --out chosen',
      directory,
    );
  }
  if (manifest.format > FORMAT) {
    throw new UnfitDirectory(
      `its format must be at most ${String(FORMAT)} (it was written by falloff ${manifest.program}), it is ${String(manifest.format)}`,
      directory,
    );
  }
  const { id, study, program } = manifest;
  return { id, study, program, text: textOf(join(directory, 'study.yaml')) ?? '' };
}

/** Throws UnfitDirectory unless the directory is free for this study, or already its run. */
function checkFit(directory: string, identity: StudyIdentity): StudyIdentity | null {
  const found = statedIdentity(directory);
  if (found === null) {
    const present = entries(directory);
    const own: string[] = [...FOLDERS, `study.yaml${ASIDE}`, `study.json${ASIDE}`];
    // A study.yaml beside `holders` was written here; any other may be the user's own, not to be overwritten.
    if (present.includes('holders') || textOf(join(directory, 'study.yaml')) === identity.text) {
      own.push('study.yaml');
    }
    const foreign = present.filter((name) => !own.includes(name));
    if (foreign.length === 0) return null;
    throw new UnfitDirectory(
      `must be new, empty or a run of this study, but it is no run and holds ${foreign.slice(0, 3).join(', ')}`,
      directory,
    );
  }
  const lines = differences(found.study, identity.study);
  if (found.id === identity.id && lines.length === 0) return found;
  const shown =
    lines.slice(0, 8).join('; ') + (lines.length > 8 ? `; and ${String(lines.length - 8)} more` : '');
  throw new UnfitDirectory(
    `must be of study ${identity.id}, but it is of study ${found.id} (there ${shown || 'only the id differs'})`,
    directory,
  );
}

/** Remove what a dead process was about to write. */
function sweep(directory: string): void {
  for (const folder of ['.', 'units']) {
    for (const name of entries(join(directory, folder))) {
      if (name.endsWith(ASIDE)) rmSync(join(directory, folder, name), { force: true });
    }
  }
}

/**
 * Open a study's run directory for writing, making it if it is new. This process is its only writer until it
 * releases it. Throws UnfitDirectory, HeldDirectory or FileFailure, and then has changed nothing of value.
 */
export function heldDirectory(path: string, identity: StudyIdentity): RunDirectory & Hold {
  checkDirectory(path);
  checkFit(path, identity);
  makeDirectory(path);
  const held = hold(path);
  try {
    // Once more, now that nobody else can change it.
    const found = checkFit(path, identity);
    for (const folder of FOLDERS) makeDirectory(join(path, folder));
    sweep(path);
    if (found === null) {
      const { id, study, program, text } = identity;
      writeDurably(join(path, 'study.yaml'), text);
      const manifest: Manifest = { format: FORMAT, program, id, study };
      writeDurably(join(path, 'study.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    } else if (found.text !== identity.text) {
      // The same study in other words, such as a new title; or a copy that was edited or lost.
      writeDurably(join(path, 'study.yaml'), identity.text);
    }
    const units = new UnitFiles(path, identity.id);
    return { path, identity: { ...(found ?? identity), text: identity.text }, units, release: held.release };
  } catch (error) {
    held.release();
    throw error;
  }
}

/** Throws UnfitDirectory where the path is, or leads through, something that is not a directory. */
function checkDirectory(path: string): void {
  try {
    if (!statSync(path).isDirectory()) throw new UnfitDirectory('must be a directory, but is a file', path);
  } catch (reason) {
    if (codeOf(reason) === 'ENOTDIR') throw new UnfitDirectory('a part of its path is a file', path);
    // What does not exist may be made; what cannot be looked at is told by whoever reads it.
    if (reason instanceof UnfitDirectory) throw reason;
  }
}

/** A run directory for reading only; a run may be going on in it. Throws UnfitDirectory or FileFailure. */
export function openDirectory(path: string): RunDirectory {
  checkDirectory(path);
  const identity = statedIdentity(path);
  if (identity === null) throw new UnfitDirectory('must hold a run, but has no study.json', path);
  if (identity.text === '') {
    throw new UnfitDirectory(
      'its study.yaml is missing, which `falloff run` with the study file puts back',
      path,
    );
  }
  return { path, identity, units: new UnitFiles(path, identity.id) };
}
