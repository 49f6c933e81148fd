import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Column } from '../math/frame.js';
import { pathPart, shapeOf, writeAside, type Exportable } from './exportable.js';
import { csv, type Table } from './table.js';

/**
 * A folder of CSV files: one for each table, `columns.csv` with what their columns mean, `study.json`, and under
 * `series/` one for each column of each unit, in long form: an index for each dimension (from 0), then the value; beside them the
 * frame's facts as JSON.
 */
export async function writeCsvFolder(content: Exportable, folder: string): Promise<string[]> {
  const written: string[] = [];
  const put = async (name: string, text: string): Promise<void> => {
    written.push(await writeAside(join(folder, name), (aside) => writeFile(aside, text)));
  };
  await put('study.json', `${JSON.stringify(content.facts, null, 2)}\n`);
  for (const table of content.tables) await put(`${table.name}.csv`, csv(table));
  await put('columns.csv', csv(dictionary(content.tables)));
  for await (const [id, frame] of content.series) {
    await put(join('series', `${pathPart(id)}.json`), `${JSON.stringify(frame.head, null, 2)}\n`);
    for (const [name, column] of Object.entries(frame.columns)) {
      const shape = shapeOf(frame, name);
      const file = join(folder, 'series', `${pathPart(id)}.${pathPart(name)}.csv`);
      written.push(
        await writeAside(file, (aside) =>
          pipeline(Readable.from(longForm(column, shape)), createWriteStream(aside)),
        ),
      );
    }
  }
  return written;
}

/** What every column of every table means. */
export function dictionary(tables: readonly Table[]): Table {
  return {
    name: 'columns',
    columns: [
      { name: 'table', meaning: 'name of the table', kind: 'text' },
      { name: 'column', meaning: 'name of the column', kind: 'text' },
      { name: 'meaning', meaning: 'what it holds', kind: 'text' },
    ],
    rows: tables.flatMap((table) => table.columns.map((column) => [table.name, column.name, column.meaning])),
  };
}

/** Text in pieces of some thousand lines: a series may be far longer than a string can be. */
function* longForm(column: Column, shape: readonly number[]): Generator<string> {
  yield `${[...shape.map((_, i) => `i${String(i)}`), 'value'].join(',')}\n`;
  // Nine digits identify every float32; its double would show digits that were never there.
  const single = column instanceof Float32Array;
  const index = shape.map(() => 0);
  let lines: string[] = [];
  for (const value of column) {
    lines.push(`${index.join(',')},${String(single ? Number(value.toPrecision(9)) : value)}\n`);
    for (let i = index.length - 1; i >= 0; i--) {
      const next = (index[i] as number) + 1;
      index[i] = next < (shape[i] as number) ? next : 0;
      if (index[i] !== 0) break;
    }
    if (lines.length === 8192) {
      yield lines.join('');
      lines = [];
    }
  }
  yield lines.join('');
}
