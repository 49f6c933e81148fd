import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { describedTables, headText, pathPart, type Exportable, type ExportFormat } from './exportable.js';
import { writeAside } from '../files.js';
import { csv, field } from '../../data/table.js';
import { checked, valueType, type ExportArray } from '../../data/values.js';

/**
 * A folder of CSV files: one for each table, `columns.csv` with the type, unit and meaning of their columns, `study.json`, and under
 * `series/` one for each array of each group, in long form: an index for each axis (from 0), then the value; beside them the
 * group's facts and the attributes of its arrays as JSON. Truths are `true` and `false`; what is missing is an empty field.
 */
async function writeCsvFolder(content: Exportable, folder: string): Promise<string[]> {
  const written: string[] = [];
  const put = async (name: string, text: string): Promise<void> => {
    written.push(await writeAside(join(folder, name), (aside) => writeFile(aside, text)));
  };
  await put('study.json', `${JSON.stringify(content.facts, null, 2)}\n`);
  for (const table of describedTables(content)) await put(`${table.name}.csv`, csv(table));
  for await (const [id, group] of content.series) {
    await put(join('series', `${pathPart(id)}.json`), `${headText(group)}\n`);
    for (const array of group.arrays) {
      const file = join(folder, 'series', `${pathPart(id)}.${pathPart(array.name)}.csv`);
      const lines = longForm(checked(array));
      written.push(
        await writeAside(file, (aside) => pipeline(Readable.from(lines), createWriteStream(aside))),
      );
    }
  }
  return written;
}

/** Text in pieces of some thousand lines: a series may be far longer than a string can be. */
function* longForm({ values, shape, attributes }: ExportArray): Generator<string> {
  yield `${[...attributes.axes, 'value'].map(field).join(',')}\n`;
  const type = valueType(values);
  const spelt = (value: number | string): string => {
    if (typeof value === 'string') return field(value);
    if (type === 'bool') return String(value !== 0);
    // Nine digits identify every float32; its double would show digits that were never there.
    return String(type === 'float32' ? Number(value.toPrecision(9)) : value);
  };
  const index = shape.map(() => 0);
  let lines: string[] = [];
  for (const value of values) {
    lines.push(`${[...index, spelt(value)].join(',')}\n`);
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

export const csvFormat: ExportFormat = {
  name: 'csv',
  documentation: 'a folder of comma-separated text',
  place: 'results-csv',
  isFolder: true,
  layout: {
    tables: '`TABLE.csv`',
    arrays: '`series/GROUP.ARRAY.csv`, an index for each axis, then the value',
    facts: '`series/GROUP.json`',
    study: '`study.json`',
  },
  write: writeCsvFolder,
};
