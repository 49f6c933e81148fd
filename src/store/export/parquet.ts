import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetWriteBuffer, type ColumnSource } from 'hyparquet-writer';
import { describedTables, headText, pathPart, type Exportable, type ExportFormat } from './exportable.js';
import { writeAside } from '../files.js';
import { cells, columnArrays, unitOf, type Table } from '../../data/table.js';
import { checked, valueType, type ExportArray, type Values } from '../../data/values.js';

const TYPES = {
  float64: 'DOUBLE',
  float32: 'FLOAT',
  int32: 'INT32',
  bool: 'BOOLEAN',
  text: 'STRING',
} as const;

/**
 * A folder of parquet files: one for each table (`meaning:<column>` and `unit:<column>` in its metadata say what a column holds), and
 * under `series/` one for each array of each group: `value` in C order; shape, axes and other attributes in the metadata, lists as JSON,
 * with the group's facts under `head`. Every file carries the study as JSON in its metadata. What is missing is null.
 */
async function writeParquetFolder(content: Exportable, folder: string): Promise<string[]> {
  const study = { key: 'study', value: JSON.stringify(content.facts) };
  const written: string[] = [];
  const put = async (name: string, columnData: ColumnSource[], metadata: Metadata): Promise<void> => {
    const bytes = new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata: [study, ...metadata] }));
    written.push(await writeAside(join(folder, name), (aside) => writeFile(aside, bytes)));
  };
  for (const table of describedTables(content)) {
    const columnData = columnArrays(table).map(({ name, values }, i) => ({
      name,
      data: [...cells(table, i)],
      ...typed(values),
    }));
    await put(`${table.name}.parquet`, columnData, meanings(table));
  }
  for await (const [id, group] of content.series) {
    const head = { key: 'head', value: headText(group) };
    for (const array of group.arrays) {
      const { name, values } = checked(array);
      const data = values instanceof Uint8Array ? Array.from(values, Boolean) : values;
      const file = join('series', `${pathPart(id)}.${pathPart(name)}.parquet`);
      await put(
        file,
        [{ name: 'value', data: data as ColumnSource['data'], ...typed(values), nullable: false }],
        [...attributes(array), head],
      );
    }
  }
  return written;
}

type Metadata = readonly { readonly key: string; readonly value: string }[];

/** Numbers and texts of a table may be missing; whole numbers and truths are always there. */
function typed(values: Values): Pick<ColumnSource, 'type' | 'nullable'> {
  const type = valueType(values);
  return { type: TYPES[type], nullable: type === 'float64' || type === 'text' };
}

function meanings(table: Table): Metadata {
  return table.columns.flatMap((column) => [
    { key: `unit:${column.name}`, value: unitOf(column) },
    { key: `meaning:${column.name}`, value: column.meaning },
  ]);
}

function attributes(array: ExportArray): Metadata {
  return Object.entries({ shape: array.shape, ...array.attributes }).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
}

export const parquetFormat: ExportFormat = {
  name: 'parquet',
  documentation: 'a folder of Parquet files, for pandas, polars and DuckDB',
  place: 'results-parquet',
  isFolder: true,
  layout: {
    tables: '`TABLE.parquet`',
    arrays: '`series/GROUP.ARRAY.parquet`, `value` in C order',
    facts: 'metadata of the file',
    study: 'metadata of the file',
  },
  write: writeParquetFolder,
};
