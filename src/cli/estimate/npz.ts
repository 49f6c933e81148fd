import { unzipSync } from 'fflate';
import { Refusal } from '../failure.js';
import { bytesOf, chosen, type NamedArray } from './series.js';

/** Arrays of an npz file, those wanted or the only one. @throws Refusal */
export function npzArrays(file: string, wanted: readonly string[]): NamedArray[] {
  const bytes = bytesOf(file);
  const all: string[] = [];
  unzipped(file, bytes, ({ name }) => {
    if (name.endsWith('.npy')) all.push(name.slice(0, -4));
    return false;
  });
  const names = chosen(file, 'array', all, wanted);
  const entries = unzipped(
    file,
    bytes,
    ({ name }) => names.includes(name.slice(0, -4)) && name.endsWith('.npy'),
  );
  return names.map((name) => npyArray(file, name, entries[`${name}.npy`] as Uint8Array));
}

/** The array of an npy file. @throws Refusal */
export function npyArrays(file: string): NamedArray[] {
  return [npyArray(file, 'array', bytesOf(file))];
}

function unzipped(
  file: string,
  bytes: Uint8Array,
  filter: (entry: { readonly name: string }) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch {
    throw new Refusal('series file', 'is not a complete npz (zip) file', file);
  }
}

/** How numbers of a type are read, little-endian or not. */
type Read = (view: DataView, at: number, little: boolean) => number;

const types: Readonly<Record<string, { readonly size: number; readonly read: Read }>> = {
  f8: { size: 8, read: (view, at, little) => view.getFloat64(at, little) },
  f4: { size: 4, read: (view, at, little) => view.getFloat32(at, little) },
  i8: { size: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) },
  i4: { size: 4, read: (view, at, little) => view.getInt32(at, little) },
  i2: { size: 2, read: (view, at, little) => view.getInt16(at, little) },
  i1: { size: 1, read: (view, at) => view.getInt8(at) },
  u8: { size: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) },
  u4: { size: 4, read: (view, at, little) => view.getUint32(at, little) },
  u2: { size: 2, read: (view, at, little) => view.getUint16(at, little) },
  u1: { size: 1, read: (view, at) => view.getUint8(at) },
};

/**
 * An array in NumPy's format, versions 1 to 3 (numpy.lib.format): real numbers in either byte order, in C or Fortran order.
 *
 * @throws Refusal where it is of another type, or not whole
 */
function npyArray(file: string, name: string, bytes: Uint8Array): NamedArray {
  const place = `array ${name} of ${file}`;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || view.getUint32(0) !== 0x934e554d || view.getUint16(4) !== 0x5059)
    throw new Refusal(place, 'must be in the format of NumPy', `${bytes.length} bytes`);
  const start = bytes[6] === 1 ? 10 : 12;
  const end = start + (start === 10 ? view.getUint16(8, true) : view.getUint32(8, true));
  const text = new TextDecoder('latin1').decode(bytes.subarray(start, end));
  const descr = /'descr':\s*'([^']*)'/u.exec(text)?.[1];
  const fortran = /'fortran_order':\s*True/u.test(text);
  const shape = /'shape':\s*\(([\d,\sL]*)\)/u.exec(text)?.[1]?.match(/\d+/gu)?.map(Number) ?? [];
  const type = types[descr?.slice(1) ?? ''];
  if (type === undefined)
    throw new Refusal(
      place,
      'must be of real numbers (float64, float32 or integers)',
      descr ?? 'a structure',
    );
  const { size, read } = type;
  const count = shape.reduce((product, length) => product * length, 1);
  if (end + count * size > bytes.length)
    throw new Refusal(
      place,
      `must have ${count * size} bytes for its shape (${shape.join(', ')})`,
      `${Math.max(0, bytes.length - end)}`,
    );
  const little = descr?.startsWith('>') !== true;
  const values = Float64Array.from({ length: count }, (_, i) => read(view, end + i * size, little));
  return { name, shape, values: fortran ? inCOrder(values, shape) : values };
}

/** The first axis is the fastest of Fortran's, the last of C's. */
function inCOrder(values: Float64Array, shape: readonly number[]): Float64Array {
  const strides = shape.map((_, axis) =>
    shape.slice(0, axis).reduce((product, length) => product * length, 1),
  );
  const found = new Float64Array(values.length);
  for (let i = 0; i < found.length; i++) {
    let rest = i;
    let from = 0;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const length = shape[axis] as number;
      from += (rest % length) * (strides[axis] as number);
      rest = Math.floor(rest / length);
    }
    found[i] = values[from] as number;
  }
  return found;
}
