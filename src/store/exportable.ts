import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Column, Frame, Json } from '../math/frame.js';
import { codeOf, FileFailure, makeDirectory } from './files.js';
import type { Table } from './table.js';

/** What an export carries, whatever its format. */
export interface Exportable {
  /** The study, its id and where it was made: kept as JSON text. */
  readonly facts: { readonly [key: string]: Json };
  /** Every result; a column named `point` refers to rows of the table `points`. */
  readonly tables: readonly Table[];
  /**
   * The recorded series: a frame of each unit, by its id. `head.shapes`, where there is one, gives the shape of each
   * column by name (C order). They are taken one at a time, so a generator keeps the memory small.
   */
  readonly series: Iterable<readonly [string, Frame]> | AsyncIterable<readonly [string, Frame]>;
}

/**
 * Writes a file aside and renames it, so that nobody meets half of one; what was begun goes if writing fails. Makes the directory.
 *
 * @throws FileFailure where the system refuses
 */
export async function writeAside(
  path: string,
  write: (aside: string) => void | Promise<void>,
): Promise<string> {
  const aside = `${path}.part`;
  makeDirectory(dirname(path));
  let place = aside;
  try {
    await write(aside);
    place = path;
    await rename(aside, path);
  } catch (error) {
    try {
      await rm(aside, { force: true });
    } catch {
      // What matters is why the writing failed.
    }
    const code = codeOf(error);
    if (code === undefined) throw error;
    // The name aside means nothing to who asked for the file, unless it is what stands in the way.
    throw new FileFailure('must be possible to write', code === 'EISDIR' ? place : path, error);
  }
  return path;
}

/** The shape of a frame's column: what its head says, else its length. Throws where the two disagree. */
export function shapeOf(frame: Frame, name: string): number[] {
  const column = frame.columns[name] as Column;
  const shapes = frame.head['shapes'];
  const said =
    typeof shapes === 'object' && shapes !== null && !Array.isArray(shapes)
      ? (shapes as { readonly [key: string]: Json })[name]
      : undefined;
  if (said === undefined) return [column.length];
  const shape = Array.isArray(said) ? said.map(Number) : [];
  if (shape.length === 0 || shape.reduce((product, n) => product * n, 1) !== column.length) {
    throw new RangeError(
      `invalid shape of column ${name}; its product must be the column's length ${String(column.length)}: ${JSON.stringify(said)}`,
    );
  }
  return shape;
}

/** A unit's id as part of a path: characters that a path or a group's name gives a meaning are replaced. */
export function pathPart(id: string): string {
  return id.replace(/[^\p{L}\p{N}._=-]/gu, '_');
}

/** The numbers of a column of a table; null becomes NaN, as arrays of doubles have it. */
export function doubles(values: readonly unknown[]): Float64Array {
  return Float64Array.from(values, (value) => (value === null ? NaN : Number(value)));
}
