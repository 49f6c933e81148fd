import { valueType, type Values } from '../../data/values.js';

/** Byte order of this machine's typed arrays, as NumPy writes it. */
const ORDER = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? '<' : '>';

/**
 * An array in NumPy's format, version 1.0 (numpy.lib.format), in two pieces: the magic bytes and a header of text padded so that the
 * array starts at a multiple of 64 bytes; the array in C order. Texts are of NumPy's fixed-length Unicode type, shorter ones padded with
 * zeros. [] as shape makes a scalar.
 */
export function npy(values: Values, shape: readonly number[]): readonly [Uint8Array, Uint8Array] {
  if (ArrayBuffer.isView(values)) return [header(dtype(values), shape), bytesOf(values)];
  const points = values.map((text) => Array.from(text, (letter) => letter.codePointAt(0) as number));
  const length = points.reduce((most, one) => Math.max(most, one.length), 1);
  const letters = new Uint32Array(points.length * length);
  points.forEach((one, i) => {
    letters.set(one, i * length);
  });
  return [header(`${ORDER}U${String(length)}`, shape), bytesOf(letters)];
}

function dtype(values: Values): string {
  const types = { float64: `${ORDER}f8`, float32: `${ORDER}f4`, int32: `${ORDER}i4`, bool: '|b1' };
  return types[valueType(values) as keyof typeof types];
}

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

function header(descr: string, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `(${String(shape[0])},)` : `(${shape.join(', ')})`;
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  // Magic 6, version 2, length 2; the header ends in a newline.
  const length = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + length).fill(0x20, 10);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 255, length >>> 8]);
  bytes.set(new TextEncoder().encode(text), 10);
  bytes[9 + length] = 0x0a;
  return bytes;
}
