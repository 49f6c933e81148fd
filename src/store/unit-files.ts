import { existsSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { sha256 } from '../data/sha256.js';
import type { Frame, Json } from '../data/frame.js';
import type { SeriesPiece } from '../data/unit-run.js';
import {
  codeOf,
  FileFailure,
  makeDirectory,
  NoFile,
  readWhole,
  removeDurably,
  syncDirectory,
  writeDurably,
} from './files.js';
import { DamagedFrame, decoded, encoded } from './frame.js';
import { namesIn } from './names.js';

/** A file whose content cannot be used, where it was, and why. */
export interface Damage {
  /** Path within the run directory. */
  readonly file: string;
  readonly reason: string;
  /** Where it was set aside, within the run directory. */
  readonly setAside: string;
}

/** Why a unit could not be finished. */
export interface FailureRecord {
  readonly unit: string;
  readonly message: string;
  /** What the error says beyond its message: replica, site, time, seed. */
  readonly facts: { readonly [key: string]: Json };
  /** Whether the physics failed: the same study would fail again, at the same step of the same trajectory. */
  readonly physics?: boolean;
  /** Where the checkpoint was set aside that the next run goes on from, within the run directory. */
  readonly checkpoint?: string;
}

type Kind = 'result' | 'checkpoint' | 'plan' | `series${number}`;

/** The folder of `units` that holds a unit's files: one of 256, so that a directory of many units has none of very many files. */
export function shardOf(unit: string): string {
  return sha256(unit).slice(0, 2);
}

const SHARD = /^[0-9a-f]{2}$/u;

/** The names of all files of units in a run directory, whatever study they were asked for by, in `units/<shard>/`. Throws FileFailure. */
export function* unitNames(directory: string): Generator<readonly [shard: string, name: string]> {
  const folder = join(directory, 'units');
  for (const shard of namesIn(folder).filter((name) => SHARD.test(name)))
    for (const name of namesIn(join(folder, shard))) yield [shard, name];
}

/**
 * The files of a run's units: `units/<shard>/<id>.result`, `.checkpoint`, `.failed.json`, the pieces of its series `.series0`, …; and `.plan` of what
 * they have in common. A result or checkpoint whose head says `seriesPieces` counts as damaged where one of so many pieces is missing.
 */
export class UnitFiles {
  private readonly made = new Set<string>();

  constructor(
    private readonly directory: string,
    /** The id of the studies that may share units: a frame of another one, or of another unit, counts as damaged. */
    private readonly family: string,
  ) {}

  private path(unit: string, ending: string): string {
    return join(this.directory, 'units', shardOf(unit), `${unit}.${ending}`);
  }

  /** The same, for what is about to be written there. */
  private place(unit: string, ending: string): string {
    const path = this.path(unit, ending);
    const shard = dirname(path);
    if (!this.made.has(shard)) makeDirectory(shard);
    this.made.add(shard);
    return path;
  }

  /** The names of all files of units: see unitNames. */
  names(): Iterable<readonly [shard: string, name: string]> {
    return unitNames(this.directory);
  }

  /**
   * A unit's frame; null if there is none. Throws DamagedFrame, or NewerFrame, or FileFailure if the system
   * refuses to read it.
   */
  read(unit: string, kind: Kind): Frame | null {
    const bytes = bytesIn(this.path(unit, kind), kind);
    if (bytes === null) return null;
    const { head, columns } = decoded(bytes);
    for (const [key, value] of Object.entries({ kind, study: this.family, unit })) {
      if (head[key] !== value) {
        throw new DamagedFrame(`invalid ${kind}; its ${key} must be ${value}: ${JSON.stringify(head[key])}`);
      }
    }
    const inner = head['head'];
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner))
      throw new DamagedFrame(`invalid ${kind}; its head must hold facts: ${JSON.stringify(inner)}`);
    const frame = { head: head['head'] as Frame['head'], columns };
    for (const piece of seriesKinds(frame)) {
      if (this.has(unit, piece)) continue;
      throw new DamagedFrame(`invalid ${kind}; its ${unit}.${piece} must be there: it is missing`);
    }
    return frame;
  }

  /** Keeps the pieces of a unit's series. Throws FileFailure. */
  keepSeries(unit: string, pieces: readonly SeriesPiece[]): void {
    for (const { number, frame } of pieces) this.keep(unit, `series${number}`, frame);
  }

  /** The pieces of the series that a result or a checkpoint relies on, in the order of time. Throws DamagedFrame, or as `read`. */
  *series(unit: string, of: Frame): Generator<SeriesPiece> {
    for (const [number, kind] of seriesKinds(of).entries()) {
      yield { number, frame: this.piece(unit, kind) };
    }
  }

  private piece(unit: string, kind: Kind): Frame {
    try {
      const frame = this.read(unit, kind);
      if (frame !== null) return frame;
    } catch (error) {
      if (!(error instanceof DamagedFrame)) throw error;
      throw new DamagedFrame(`${error.message} (${unit}.${kind})`);
    }
    throw new DamagedFrame(`invalid series; its ${unit}.${kind} must be there: it is missing`);
  }

  /** The ids of the families that results and checkpoints here are of; damaged ones tell none. Throws FileFailure. */
  families(): ReadonlySet<string> {
    const studies = new Set<string>();
    for (const [shard, name] of this.names()) {
      const kind = /\.(result|checkpoint)$/u.exec(name)?.[1];
      if (kind === undefined) continue;
      try {
        const bytes = bytesIn(join(this.directory, 'units', shard, name), kind);
        const study = bytes === null ? null : decoded(bytes).head['study'];
        if (typeof study === 'string') studies.add(study);
      } catch (error) {
        if (!(error instanceof DamagedFrame)) throw error;
      }
    }
    return studies;
  }

  /** Like `read`, but a damaged file is set aside, told, and then there is none. */
  recover(unit: string, kind: Kind, tell: (damage: Damage) => void): Frame | null {
    try {
      return this.read(unit, kind);
    } catch (error) {
      if (!(error instanceof DamagedFrame)) throw error;
      tell(this.setAside(unit, kind, error.message));
      return null;
    }
  }

  /** Move a file out of the way, keeping it for whoever wants to know what happened to it. */
  setAside(unit: string, kind: Kind, reason: string): Damage {
    const from = this.path(unit, kind);
    let number = 1;
    const place = (): string => join('damaged', `${basename(from)}.${String(number)}`);
    while (existsSync(join(this.directory, place()))) number++;
    try {
      renameSync(from, join(this.directory, place()));
      syncDirectory(dirname(from));
    } catch (error) {
      // Another process that came upon it at the same time may have done so.
      if (codeOf(error) !== 'ENOENT') throw new FileFailure('must be possible to set aside', from, error);
    }
    return { file: join('units', shardOf(unit), basename(from)), reason, setAside: place() };
  }

  /** Put back a checkpoint that a failed unit's record says to go on from. */
  putBack(unit: string): void {
    const setAside = this.failure(unit)?.checkpoint;
    if (typeof setAside !== 'string' || this.has(unit, 'checkpoint')) return;
    // Of the record only a name in this folder is believed.
    const from = join(this.directory, 'damaged', basename(setAside));
    if (!existsSync(from)) return;
    const path = this.place(unit, 'checkpoint');
    try {
      renameSync(from, path);
      syncDirectory(dirname(path));
    } catch (error) {
      throw new FileFailure('must be possible to put back', from, error);
    }
  }

  /** When this returns, the frame will survive whatever happens to the program. Throws FileFailure. */
  keep(unit: string, kind: Kind, frame: Frame): void {
    const head = { kind, study: this.family, unit, head: frame.head };
    writeDurably(this.place(unit, kind), encoded({ head, columns: frame.columns }));
    if (kind === 'result') this.dropLeftovers(unit);
  }

  has(unit: string, kind: Kind): boolean {
    return existsSync(this.path(unit, kind));
  }

  dropCheckpoint(unit: string): void {
    if (this.has(unit, 'checkpoint')) removeDurably(this.path(unit, 'checkpoint'));
  }

  /** Remove what a result makes obsolete: the checkpoint, and the record of an earlier failure. */
  dropLeftovers(unit: string): void {
    this.dropCheckpoint(unit);
    const path = this.path(unit, 'failed.json');
    if (existsSync(path)) removeDurably(path);
  }

  /** Whether a unit has failed, and not been done since. */
  hasFailed(unit: string): boolean {
    return existsSync(this.path(unit, 'failed.json'));
  }

  keepFailure(failure: FailureRecord): void {
    writeDurably(this.place(failure.unit, 'failed.json'), `${JSON.stringify(failure, null, 2)}\n`);
  }

  /** Why a unit failed, null if it did not. */
  failure(unit: string): FailureRecord | null {
    let bytes: Uint8Array | null;
    try {
      bytes = readWhole(this.path(unit, 'failed.json'));
    } catch (error) {
      if (!(error instanceof NoFile)) throw error;
      bytes = new Uint8Array();
    }
    if (bytes === null) return null;
    return (
      failureIn(new TextDecoder().decode(bytes), unit) ?? {
        unit,
        message: 'invalid failure record; must tell its unit, a message and facts: it does not',
        facts: {},
      }
    );
  }
}

/** The endings of the pieces of a series that a result or a checkpoint says to have. */
function seriesKinds({ head }: Frame): `series${number}`[] {
  const pieces = head['seriesPieces'];
  return Array.from({ length: typeof pieces === 'number' ? pieces : 0 }, (_, i) => `series${i}` as const);
}

/** Null unless the text is a record of this unit, in the shape that a run writes. */
function failureIn(text: string, of: string): FailureRecord | null {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof said !== 'object' || said === null) return null;
  const { unit, message, facts } = said as Partial<FailureRecord>;
  const sound =
    unit === of &&
    typeof message === 'string' &&
    typeof facts === 'object' &&
    (facts as unknown) !== null &&
    !Array.isArray(facts);
  return sound ? (said as FailureRecord) : null;
}

/** The bytes of a frame's file, null where there is none; what is no file counts as damaged. */
function bytesIn(path: string, kind: string): Uint8Array | null {
  try {
    return readWhole(path);
  } catch (error) {
    if (!(error instanceof NoFile)) throw error;
    throw new DamagedFrame(`invalid ${kind}; must be a file: ${error.kind}`);
  }
}
