import { closeSync, openSync, readSync } from 'node:fs';
import { Refusal } from '../failure.js';
import { chosen, type NamedArray } from './series.js';

type Library = typeof import('h5wasm/node');

/** HDF5 in WebAssembly, 15 MB, which is not installed with the program. */
const library = (): Promise<Library> => import('h5wasm/node');

/**
 * Datasets of an HDF5 file, by their paths: those wanted, or the only one.
 *
 * @param load for tests
 * @throws Refusal
 */
export async function hdf5Arrays(
  file: string,
  wanted: readonly string[],
  load: () => Promise<Library> = library,
): Promise<NamedArray[]> {
  checkSignature(file);
  const hdf5 = await loaded(file, load);
  let opened: InstanceType<Library['File']>;
  try {
    opened = new hdf5.File(file, 'r');
  } catch {
    throw new Refusal('series file', 'is not a complete HDF5 file', file);
  }
  try {
    const all = opened.paths().filter((path) => opened.get(path) instanceof hdf5.Dataset);
    const names = chosen(
      file,
      'array',
      all,
      wanted.map((name) => name.replace(/^\//u, '')),
    );
    return names.map((name) => {
      const dataset = opened.get(name) as InstanceType<Library['Dataset']>;
      const { shape, value } = dataset;
      if (!ArrayBuffer.isView(value) || value instanceof DataView)
        throw new Refusal(
          `array ${name} of ${file}`,
          'must be of real numbers (float64, float32 or integers)',
          JSON.stringify(dataset.dtype),
        );
      const numbers = value as unknown as ArrayLike<number | bigint>;
      return { name, shape: shape ?? [], values: Float64Array.from(numbers as ArrayLike<number>, Number) };
    });
  } finally {
    opened.close();
  }
}

async function loaded(file: string, load: () => Promise<Library>): Promise<Library> {
  try {
    const found = await load();
    await found.ready;
    return found;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) throw error;
    throw new Refusal('series file', 'HDF5 is read by the package h5wasm: npm install h5wasm', file);
  }
}

/** Before a library is loaded for it. @throws Refusal */
function checkSignature(file: string): void {
  const start = new Uint8Array(8);
  try {
    const handle = openSync(file, 'r');
    readSync(handle, start, 0, 8, 0);
    closeSync(handle);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const rules: Readonly<Record<string, string>> = { ENOENT: 'does not exist', EISDIR: 'is a folder' };
    throw new Refusal('series file', rules[code] ?? `cannot be read (${code})`, file);
  }
  if (String.fromCharCode(...start.subarray(1, 4)) !== 'HDF')
    throw new Refusal('series file', 'must be in the format HDF5', file);
}
