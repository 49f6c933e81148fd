import type { Exportable } from './exportable.js';

export const exportFormats = ['h5', 'npz', 'csv', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * Writes everything to `path`: one file for h5 and npz, a folder of files for csv and parquet. Returns the paths of
 * the files written. Each file is whole or, as before,
 * absent or old.
 */
export async function writeExport(
  content: Exportable,
  format: ExportFormat,
  path: string,
): Promise<string[]> {
  switch (format) {
    case 'h5':
      return (await import('./hdf5-folder.js')).writeHdf5(content, path);
    case 'npz':
      return (await import('./npz.js')).writeNpz(content, path);
    case 'csv':
      return (await import('./csv.js')).writeCsvFolder(content, path);
    case 'parquet':
      return (await import('./parquet.js')).writeParquetFolder(content, path);
  }
}
