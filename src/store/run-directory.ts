import { existsSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Json } from '../data/frame.js';
import { printable } from '../data/printable.js';
import { differences } from './difference.js';
import { isAside } from './aside.js';
import { codeOf, makeDirectory, readWhole, writeDurably } from './files.js';
import { CLAIMS, HOLDERS, LOGS } from './folders.js';
import { hold, type Hold, type HoldOptions } from './holder.js';
import { namesIn } from './names.js';
import { SESSIONS } from './sessions.js';
import { sweepDirectory } from './sweep.js';
import { UnitFiles } from './unit-files.js';

/*
 * DIR/study.yaml            the study file as it was given
 * DIR/study.json            format, program version, ids, and the study with every default filled in
 * DIR/units/<shard>/        files of units, spread over folders by their names (unit-files.ts):
 *   <id>.result             a frame: what a finished unit found
 *   <id>.checkpoint         a frame: how far a begun unit is
 *   <id>.series0, …         frames: what a unit records over time, where the study asks for it
 *   <id>.plan               a frame: how the units of a point are to be done, where that had to be found out
 *   <id>.failed.json        why a unit could not be finished
 * DIR/damaged/              what could not be used, kept
 * DIR/holders/, DIR/claims/ who works here, and on which units: see holder.ts
 * DIR/sessions/             when, on what and how long: see sessions.ts
 *
 * study.json is written last: a directory without it, and without frames, is not yet a run. It has the study that was asked for last. Units
 * that an earlier one of the same family asked for stay where they are.
 */
const FORMAT = 2;
const FOLDERS = ['units', 'damaged', HOLDERS, CLAIMS] as const;

/** What makes a run directory that of one study, and of those that it may grow into. */
export interface StudyIdentity {
  /** A hash of the canonical content. */
  readonly id: string;
  /** The same for all studies that can share units, and with them a directory; frames bear it. */
  readonly family: string;
  /** The keys in which studies of one family may differ. */
  readonly growing: readonly string[];
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
    super(`invalid run directory; ${rule}: ${printable(directory)}`);
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

function textOf(path: string): string | null {
  const bytes = readWhole(path);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

interface Manifest {
  readonly format: number;
  readonly program: string;
  readonly id: string;
  readonly family: string;
  readonly growing: readonly string[];
  readonly study: { readonly [key: string]: Json };
}

/** What is wrong with a study.json that cannot be read. */
type Loss = 'missing' | 'empty' | 'damaged';

/** The identity that study.json states, or why it states none. */
function statedIdentity(directory: string): StudyIdentity | Loss {
  const text = textOf(join(directory, 'study.json'));
  if (text === null) return 'missing';
  if (text.trim() === '') return 'empty';
  const manifest = manifestIn(text);
  if (manifest === null) return 'damaged';
  if (manifest.format !== FORMAT) {
    throw new UnfitDirectory(
      `its format must be ${String(FORMAT)} (it was written by falloff ${manifest.program}), it is ${String(manifest.format)}`,
      directory,
    );
  }
  const { id, family, growing, study, program } = manifest;
  return { id, family, growing, study, program, text: textOf(join(directory, 'study.yaml')) ?? '' };
}

function manifestIn(text: string): Manifest | null {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof said !== 'object' || said === null) return null;
  const { format, program, id, family, growing, study } = said as Partial<Manifest>;
  const sound =
    typeof format === 'number' &&
    typeof program === 'string' &&
    typeof id === 'string' &&
    // Other formats have other words.
    (format !== FORMAT || (typeof family === 'string' && Array.isArray(growing))) &&
    typeof study === 'object' &&
    (study as unknown) !== null;
  return sound ? (said as Manifest) : null;
}

/** What a directory is to a study: free (null), its run, or its run without a study.json that can be read. */
type DirectoryMatch = StudyIdentity | Loss | null;

/** Throws UnfitDirectory unless the directory is free for this study, or already its run or that of one of its family. */
function fitOf(directory: string, identity: StudyIdentity): DirectoryMatch {
  const found = statedIdentity(directory);
  if (typeof found === 'string') return fitWithout(directory, identity, found);
  checkFamily(directory, found, identity);
  return found;
}

/** Throws UnfitDirectory unless what a directory is found to be of may share units with a study. */
export function checkFamily(directory: string, found: StudyIdentity, identity: StudyIdentity): void {
  const lines = differences(fixed(found), fixed(identity));
  if (found.family === identity.family && lines.length === 0) return;
  const shown =
    lines.slice(0, 8).join('; ') + (lines.length > 8 ? `; and ${String(lines.length - 8)} more` : '');
  throw new UnfitDirectory(
    `must be of study ${identity.id}, but it is of study ${found.id} (there ${shown || 'only the id differs'})`,
    directory,
  );
}

/** What studies of one family have in common. */
function fixed({ study, growing }: StudyIdentity): StudyIdentity['study'] {
  return Object.fromEntries(Object.entries(study).filter(([key]) => !growing.includes(key)));
}

/** Without a study.json the frames tell whose run it is; where there are none, whether it is one at all. */
function fitWithout(directory: string, identity: StudyIdentity, loss: Loss): DirectoryMatch {
  const families = new UnitFiles(directory, identity.family).families();
  if ([...families].some((family) => family !== identity.family)) {
    throw new UnfitDirectory(`its study.json is ${loss} and its units are of another study`, directory);
  }
  if (families.size > 0) return loss;
  const present = namesIn(directory);
  const own: string[] = [...FOLDERS, SESSIONS, LOGS];
  // What stands beside `holders` was written here; a study.yaml elsewhere may be the user's own, not to be overwritten.
  if (present.includes(HOLDERS)) own.push('study.json');
  if (present.includes(HOLDERS) || textOf(join(directory, 'study.yaml')) === identity.text) {
    own.push('study.yaml');
  }
  const foreign = present.filter((name) => !own.includes(name) && !isAside(name));
  if (foreign.length === 0) return loss === 'missing' ? null : loss;
  throw new UnfitDirectory(
    `must be new, empty or a run of this study, but it is no run and holds ${foreign
      .slice(0, 3)
      .map(printable)
      .join(', ')}`,
    directory,
  );
}

export interface ClaimOptions extends HoldOptions {
  /** Whether to remove what processes that were killed have left. Default true. */
  readonly sweep?: boolean;
}

/** A directory that this process may write in, before it is the run of a study. */
export interface Claim {
  readonly hold: Hold;
  readonly units: UnitFiles;
  /** The version of the program that began the run. */
  readonly program: string;
  /** Why its study.json, which can be written anew, is not there; null where it is, and where the directory is new. */
  readonly loss: Loss | null;
  /** Makes it the run of the study. */
  begin(): RunDirectory;
  readonly release: () => void;
  /** Releases it, and leaves nothing where there was nothing before. */
  abandon(): void;
}

/**
 * Open a study's run directory for writing, making it if it is new. Others may work for the same study at the same time; units are claimed one by one.
 * Throws UnfitDirectory, HeldDirectory where others work for another study, or FileFailure, and then has changed nothing of value.
 */
export function claimedDirectory(
  path: string,
  identity: StudyIdentity,
  { sweep = true, ...options }: ClaimOptions = {},
): Claim {
  checkDirectory(path);
  fitOf(path, identity);
  const isNew = !existsSync(path);
  makeDirectory(path);
  const held = hold(path, identity.id, options);
  try {
    // Once more, now that others see that this process is here.
    const fit = fitOf(path, identity);
    if (fit !== null && typeof fit !== 'string' && fit.id !== identity.id) held.checkAlone();
    for (const folder of FOLDERS) makeDirectory(join(path, folder));
    if (sweep) sweepDirectory(path);
    const units = new UnitFiles(path, identity.family);
    const found = typeof fit === 'string' ? null : fit;
    return {
      hold: held,
      release: held.release,
      units,
      program: (found ?? identity).program,
      loss: typeof fit === 'string' ? fit : null,
      begin: () => {
        write(path, identity, found);
        return { path, identity: { ...identity, program: (found ?? identity).program }, units };
      },
      abandon: () => {
        held.release();
        if (isNew) removeNew(path);
      },
    };
  } catch (error) {
    held.release();
    throw error;
  }
}

/** Remove a directory that was made here and holds nothing but the folders of a run. */
function removeNew(path: string): void {
  // Somebody else has begun a run in it.
  if (existsSync(join(path, 'study.json'))) return;
  try {
    for (const folder of FOLDERS) rmSync(join(path, folder), { recursive: true, force: true });
    rmdirSync(path);
  } catch {
    // Somebody has put something there, which is to stay.
  }
}

/** Write what makes a directory a run, as far as it is not there. */
function write(path: string, identity: StudyIdentity, found: StudyIdentity | null): void {
  const { id, family, growing, study, text } = identity;
  // The same study may be given in other words, such as a new title; or a copy was edited or lost.
  if (found?.text !== text) writeDurably(join(path, 'study.yaml'), text);
  if (found?.id === id) return;
  const { program } = found ?? identity;
  const manifest: Manifest = { format: FORMAT, program, id, family, growing, study };
  writeDurably(join(path, 'study.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Claim a study's run directory and make it the study's run: see `claimedDirectory`. */
export function heldDirectory(
  path: string,
  identity: StudyIdentity,
  options?: ClaimOptions,
): RunDirectory & Pick<Claim, 'hold' | 'release'> {
  const claim = claimedDirectory(path, identity, options);
  try {
    return { ...claim.begin(), hold: claim.hold, release: claim.release };
  } catch (error) {
    claim.release();
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
  if (typeof identity === 'string') {
    const run = existsSync(join(path, HOLDERS));
    if (identity === 'missing' && !run)
      throw new UnfitDirectory('must hold a run, but has no study.json', path);
    throw new UnfitDirectory(
      `its study.json is ${identity}, which \`falloff run\` with the study file puts right`,
      path,
    );
  }
  if (identity.text === '') {
    throw new UnfitDirectory(
      'its study.yaml is missing, which `falloff run` with the study file puts back',
      path,
    );
  }
  return { path, identity, units: new UnitFiles(path, identity.family) };
}
