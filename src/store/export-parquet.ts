import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Column } from '../math/frame.js';
import { pathPart, shapeOf, writeAside, type Exportable } from './exportable.js';
import { cells, type Table } from './table.js';

/**
 * A folder of parquet files: one for each table (`meaning:<column>` in its metadata says what a column holds), and
 * under `series/` one for each column of each unit: `value` in C order, the shape as JSON in the metadata. Every file
 * carries the study as JSON in its metadata.
 */
export async function writeParquetFolder(content: Exportable, folder: string): Promise<string[]> {
  const study = { key: 'study', value: JSON.stringify(content.facts) };
  const written: string[] = [];
  const put = async (name: string, bytes: ArrayBuffer): Promise<void> => {
    written.push(await writeAside(join(folder, name), (aside) => writeFile(aside, new Uint8Array(bytes))));
  };
  for (const table of content.tables) {
    const columnData = table.columns.map(({ name, kind }, i) => ({
      name,
      data: [...cells(table, i)],
      type: ({ number: 'DOUBLE', text: 'STRING', truth: 'BOOLEAN' } as const)[kind],
      nullable: true,
    }));
    await put(
      `${table.name}.parquet`,
      parquetWriteBuffer({ columnData, kvMetadata: [study, ...meanings(table)] }),
    );
  }
  for await (const [id, frame] of content.series) {
    for (const [name, column] of Object.entries(frame.columns)) {
      const shape = { key: 'shape', value: JSON.stringify(shapeOf(frame, name)) };
      const head = { key: 'head', value: JSON.stringify(frame.head) };
      const columnData = [{ name: 'value', ...parquetColumn(column), nullable: false }];
      const file = join('series', `${pathPart(id)}.${pathPart(name)}.parquet`);
      await put(file, parquetWriteBuffer({ columnData, kvMetadata: [study, shape, head] }));
    }
  }
  return written;
}

function meanings(table: Table): { key: string; value: string }[] {
  return table.columns.map((column) => ({ key: `meaning:${column.name}`, value: column.meaning }));
}

/** The nearest type that every reader knows: unsigned 32-bit numbers become doubles, which hold them exactly. */
function parquetColumn(column: Column): {
  data: Float64Array | Float32Array | Int32Array;
  type: 'DOUBLE' | 'FLOAT' | 'INT32';
} {
  if (column instanceof Float64Array) return { data: column, type: 'DOUBLE' };
  if (column instanceof Float32Array) return { data: column, type: 'FLOAT' };
  if (column instanceof Int32Array) return { data: column, type: 'INT32' };
  if (column instanceof Uint32Array) return { data: Float64Array.from(column), type: 'DOUBLE' };
  return { data: Int32Array.from(column), type: 'INT32' };
}
