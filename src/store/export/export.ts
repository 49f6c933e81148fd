import { csvFormat } from './csv.js';
import { h5Format } from './hdf5-folder.js';
import { npzFormat } from './npz.js';
import { parquetFormat } from './parquet.js';
import type { ExportFormat } from './exportable.js';

/** Every format that `falloff export` writes. */
export const exportFormats = {
  h5: h5Format,
  npz: npzFormat,
  csv: csvFormat,
  parquet: parquetFormat,
} as const satisfies Readonly<Record<string, ExportFormat>>;

export type FormatName = keyof typeof exportFormats;
