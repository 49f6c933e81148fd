import { existsSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Frame, Json } from '../math/frame.js';
import { FileFailure, readWhole, removeDurably, syncDirectory, writeDurably } from './files.js';
import { DamagedFrame, decoded, encoded } from './frame.js';

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
}

type Kind = 'result' | 'checkpoint';

/** The files of a run's units: `units/<id>.result`, `.checkpoint`, `.failed.json`. */
export class UnitFiles {
  constructor(
    private readonly directory: string,
    /** The id of the study: a frame of another study, or of another unit, counts as damaged. */
    private readonly study: string,
  ) {}

  private path(unit: string, ending: string): string {
    return join(this.directory, 'units', `${unit}.${ending}`);
  }

  /**
   * A unit's frame; null if there is none. Throws DamagedFrame, or NewerFrame, or FileFailure if the system
   * refuses to read it.
   */
  read(unit: string, kind: Kind): Frame | null {
    const bytes = readWhole(this.path(unit, kind));
    if (bytes === null) return null;
    const { head, columns } = decoded(bytes);
    for (const [key, value] of Object.entries({ kind, study: this.study, unit })) {
      if (head[key] !== value) {
        throw new DamagedFrame(`invalid ${kind}; its ${key} must be ${value}: ${JSON.stringify(head[key])}`);
      }
    }
    return { head: head['head'] as Frame['head'], columns };
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
      throw new FileFailure('must be possible to set aside', from, error);
    }
    return { file: join('units', basename(from)), reason, setAside: place() };
  }

  /** When this returns, the frame will survive whatever happens to the program. Throws FileFailure. */
  keep(unit: string, kind: Kind, frame: Frame): void {
    const head = { kind, study: this.study, unit, head: frame.head };
    writeDurably(this.path(unit, kind), encoded({ head, columns: frame.columns }));
    if (kind === 'result') this.dropLeftovers(unit);
  }

  dropCheckpoint(unit: string): void {
    const path = this.path(unit, 'checkpoint');
    if (existsSync(path)) removeDurably(path);
  }

  /** Remove what a result makes obsolete: the checkpoint, and the record of an earlier failure. */
  dropLeftovers(unit: string): void {
    this.dropCheckpoint(unit);
    const path = this.path(unit, 'failed.json');
    if (existsSync(path)) removeDurably(path);
  }

  keepFailure(failure: FailureRecord): void {
    writeDurably(this.path(failure.unit, 'failed.json'), `${JSON.stringify(failure, null, 2)}\n`);
  }

  /** Why a unit failed, null if it did not. */
  failure(unit: string): FailureRecord | null {
    const bytes = readWhole(this.path(unit, 'failed.json'));
    if (bytes === null) return null;
    try {
      return JSON.parse(new TextDecoder().decode(bytes)) as FailureRecord;
    } catch {
      return { unit, message: 'invalid failure record; must be JSON: it is not', facts: {} };
    }
  }
}
