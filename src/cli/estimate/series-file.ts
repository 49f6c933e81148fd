import { extname } from 'node:path';
import { Refusal } from '../failure.js';
import { seriesFromArrays, type FileSeries } from './series.js';

const readers: Readonly<Record<string, (file: string, wanted: readonly string[]) => Promise<FileSeries>>> = {
  '.csv': async (file, wanted) => (await import('./csv.js')).csvSeries(file, wanted),
  '.npy': async (file) => seriesFromArrays(file, (await import('./npz.js')).npyArrays(file)),
  '.npz': async (file, wanted) => seriesFromArrays(file, (await import('./npz.js')).npzArrays(file, wanted)),
  '.h5': async (file, wanted) =>
    seriesFromArrays(file, await (await import('./hdf5.js')).hdf5Arrays(file, wanted)),
};

/**
 * The series in a file, by its ending. What reads them is loaded with the first file of its kind.
 *
 * @param wanted columns of a CSV, or arrays; none for all columns, or for the only array
 * @throws Refusal where the file is not what it must be, with its place
 */
export async function seriesIn(file: string, wanted: readonly string[]): Promise<FileSeries> {
  const ending = extname(file).toLowerCase();
  const reader = readers[ending === '.hdf5' ? '.h5' : ending];
  if (reader === undefined) {
    throw new Refusal('series file', 'must end in .csv, .npz, .npy, .h5 or .hdf5', file);
  }
  return reader(file, wanted);
}
