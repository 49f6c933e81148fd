import type { Column } from '../math/frame.js';

/** Byte order of this machine's typed arrays, as NumPy writes it. */
const ORDER = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? '<' : '>';

/**
 * An array in NumPy's format, version 1.0 (numpy.lib.format): the magic bytes, a header of text padded so that the
 * array starts at a multiple of 64 bytes, then the array in C order.
 */
export function npy(column: Column, shape: readonly number[]): Uint8Array {
  return withHeader(dtype(column), shape, bytesOf(column));
}

/** Texts as an array of NumPy's fixed-length Unicode type, shorter ones padded with zeros; [] as shape makes a scalar. */
export function npyText(texts: readonly string[], shape: readonly number[]): Uint8Array {
  const points = texts.map((text) => Array.from(text, (letter) => letter.codePointAt(0) as number));
  const length = points.reduce((most, one) => Math.max(most, one.length), 1);
  const letters = new Uint32Array(points.length * length);
  points.forEach((one, i) => {
    letters.set(one, i * length);
  });
  return withHeader(`${ORDER}U${String(length)}`, shape, bytesOf(letters));
}

function dtype(column: Column): string {
  if (column instanceof Float64Array) return `${ORDER}f8`;
  if (column instanceof Float32Array) return `${ORDER}f4`;
  if (column instanceof Int32Array) return `${ORDER}i4`;
  if (column instanceof Uint32Array) return `${ORDER}u4`;
  return '|u1';
}

function bytesOf(column: Column): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

function withHeader(descr: string, shape: readonly number[], body: Uint8Array): Uint8Array {
  const tuple = shape.length === 1 ? `(${String(shape[0])},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  // Magic 6, version 2, length 2; the header ends in a newline.
  const length = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + length + body.length).fill(0x20, 10, 10 + length);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 255, length >>> 8]);
  bytes.set(new TextEncoder().encode(text), 10);
  bytes[9 + length] = 0x0a;
  bytes.set(body, 10 + length);
  return bytes;
}
