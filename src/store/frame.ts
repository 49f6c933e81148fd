import { printable } from '../data/printable.js';
import type { Column, Frame, Json } from '../data/frame.js';
import { checksum } from './checksum.js';

/*
 * A frame as bytes, all numbers little-endian:
 *
 *   0  magic, 8 bytes          16  version (u32)                 24  length of the whole (f64)
 *   8  checksum of 16 … end    20  length of the JSON text (u32)  32  JSON text, then the columns
 *
 * The text is {"head": …, "columns": [[name, type, length], …]}; it and every column are padded with zeros to
 * a multiple of 8 bytes, so that columns can be read in place. The first 24 bytes keep their meaning in every
 * version: a newer file can be told from a damaged one.
 */
const MAGIC = [0x89, 0x66, 0x61, 0x6c, 0x6f, 0x66, 0x66, 0x0a];
const VERSION = 1;
const PREFIX = 32;

const KINDS = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  u8: Uint8Array,
} as const;
type Kind = keyof typeof KINDS;

/** Bytes that are no frame, or no longer the frame that was written. */
export class DamagedFrame extends Error {
  override readonly name = 'DamagedFrame';
}

/** A frame that a newer version of the program wrote. */
export class NewerFrame extends Error {
  override readonly name = 'NewerFrame';
}

const padded = (length: number): number => Math.ceil(length / 8) * 8;

function kindOf(column: Column): Kind {
  for (const kind of Object.keys(KINDS) as Kind[]) if (column instanceof KINDS[kind]) return kind;
  throw new TypeError(`invalid column; must be one of ${Object.keys(KINDS).join(', ')}: ${typeof column}`);
}

function checkByteOrder(): void {
  if (new Uint8Array(Uint32Array.of(1).buffer)[0] !== 1) {
    throw new TypeError('invalid byte order; must be little-endian: big-endian');
  }
}

/**
 * JSON text that gives back the same value, bit by bit: unlike JSON.stringify it keeps −0, and it refuses
 * what JSON cannot say (NaN, ±∞) instead of writing null.
 */
export function jsonText(value: Json): string {
  if (typeof value === 'number') {
    if (!Number.isFinite(value))
      throw new TypeError(`invalid head; numbers must be finite: ${String(value)}`);
    return Object.is(value, -0) ? '-0' : String(value);
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(jsonText).join(',')}]`;
  const entries = Object.entries(value as { readonly [key: string]: Json });
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`).join(',')}}`;
}

/**
 * A frame as bytes. The same frame (same order of keys) always gives the same bytes.
 * Throws TypeError for a head that JSON cannot hold.
 */
export function encoded(frame: Frame): Uint8Array {
  checkByteOrder();
  const columns = Object.entries(frame.columns);
  const directory = columns.map(([name, column]) => [name, kindOf(column), column.length]);
  const text = new TextEncoder().encode(jsonText({ head: frame.head, columns: directory }));
  const length = columns.reduce(
    (sum, [, column]) => sum + padded(column.byteLength),
    PREFIX + padded(text.length),
  );
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  view.setUint32(16, VERSION, true);
  view.setUint32(20, text.length, true);
  view.setFloat64(24, length, true);
  bytes.set(text, PREFIX);
  let at = PREFIX + padded(text.length);
  for (const [, column] of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += padded(column.byteLength);
  }
  const [first, second] = checksum(bytes.subarray(16));
  view.setUint32(8, first, true);
  view.setUint32(12, second, true);
  return bytes;
}

/**
 * The frame that `encoded` turned into these bytes. Columns are views of `bytes` where its alignment allows.
 * Throws DamagedFrame for any other bytes, and NewerFrame for an intact frame of a newer version.
 */
export function decoded(bytes: Uint8Array): Frame {
  checkByteOrder();
  if (bytes.byteOffset % 8 !== 0) bytes = bytes.slice();
  if (bytes.length < PREFIX) {
    throw new DamagedFrame(
      `invalid frame; must have at least ${String(PREFIX)} bytes: ${String(bytes.length)}`,
    );
  }
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new DamagedFrame('invalid frame; must begin with the mark of a falloff frame: other bytes');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [first, second] = checksum(bytes.subarray(16));
  if (view.getUint32(8, true) !== first || view.getUint32(12, true) !== second) {
    const length = view.getFloat64(24, true);
    throw new DamagedFrame(
      length !== bytes.length
        ? `invalid frame; must have ${String(length)} bytes: ${String(bytes.length)}`
        : 'invalid frame; must match its checksum: it does not',
    );
  }
  const version = view.getUint32(16, true);
  if (version !== VERSION) {
    throw new NewerFrame(`invalid frame; must be of version ${String(VERSION)}: ${String(version)}`);
  }
  try {
    return contents(bytes, view.getUint32(20, true));
  } catch (error) {
    // Intact, and yet not what `encoded` writes.
    const reason = error instanceof Error ? error.message : String(error);
    throw new DamagedFrame(`invalid frame; must hold a head and columns of numbers: ${printable(reason)}`);
  }
}

function contents(bytes: Uint8Array, textLength: number): Frame {
  const text = new TextDecoder().decode(bytes.subarray(PREFIX, PREFIX + textLength));
  const { head, columns: directory } = JSON.parse(text) as {
    head: Frame['head'];
    columns: (readonly [string, Kind, number])[];
  };
  if (typeof head !== 'object' || (head as unknown) === null) throw new TypeError('no head');
  const columns: Record<string, Column> = {};
  let at = PREFIX + padded(textLength);
  for (const [name, kind, length] of directory) {
    const column = new KINDS[kind](bytes.buffer as ArrayBuffer, bytes.byteOffset + at, length);
    Object.defineProperty(columns, name, {
      value: column,
      enumerable: true,
      writable: true,
      configurable: true,
    });
    at += padded(column.byteLength);
  }
  return { head, columns };
}
