import { open } from 'node:fs/promises';
import { describedTables, headText, pathPart, type Exportable, type ExportFormat } from './exportable.js';
import { writeAside } from '../files.js';
import { Hdf5Writer, type Hdf5Attributes } from './hdf5.js';
import { columnArrays, type Table } from '../../data/table.js';
import { checked, type Attributes, type ExportArray } from '../../data/values.js';

/**
 * One HDF5 file. `/study`: JSON text. `/results/<table>/<column>`: whole columns. `/points/<i>`: the same by point,
 * its row of the table `points` as attributes, the rows of other tables that refer to it as `/points/<i>/<table>/…`.
 * `/units/<group>/<array>`: the arrays in their shapes, `_head` beside them the group's facts (JSON). A dataset's attributes name its
 * axes (also as the labels of its dimensions), its unit and its meaning. Missing numbers are NaN, missing text is empty.
 *
 * @throws FileFailure where the system refuses
 */
async function writeHdf5(content: Exportable, path: string): Promise<string[]> {
  const file = await writeAside(path, async (aside) => {
    const handle = await open(aside, 'w');
    try {
      const writer = new Hdf5Writer(handle);
      await writer.finish(await writeRoot(writer, content));
    } finally {
      await handle.close();
    }
  });
  return [file];
}

async function writeRoot(writer: Hdf5Writer, content: Exportable): Promise<number> {
  const tables = describedTables(content);
  const study = await writer.dataset([JSON.stringify(content.facts)], []);
  const results = new Map<string, number>();
  for (const table of tables) results.set(table.name, await writeArrays(writer, columnArrays(table)));
  const points = await writePoints(writer, tables);
  const units = new Map<string, number>();
  for await (const [id, group] of content.series) {
    // Not an attribute: those end at 64 kB.
    const head = await writer.dataset([headText(group)], []);
    units.set(pathPart(id), await writeArrays(writer, group.arrays, new Map([['_head', head]])));
  }
  const links = new Map([
    ['study', study],
    ['results', await writer.group(results)],
    ['points', points],
    ['units', await writer.group(units)],
  ]);
  return writer.group(links, { program: { scalar: ['falloff'] } });
}

async function writeArrays(
  writer: Hdf5Writer,
  arrays: readonly ExportArray[],
  links = new Map<string, number>(),
): Promise<number> {
  for (const array of arrays) {
    const { name, values, shape, attributes } = checked(array);
    links.set(pathPart(name), await writer.dataset(values, shape, hdf5Attributes(attributes)));
  }
  return writer.group(links);
}

function hdf5Attributes(attributes: Attributes): Hdf5Attributes {
  const { axes } = attributes;
  const entries = Object.entries(attributes).map(([name, value]) => {
    if (typeof value === 'string') return [name, { scalar: [value] }];
    if (typeof value === 'number') return [name, { scalar: Float64Array.of(value) }];
    const numbers = value.length > 0 && value.every((one) => typeof one === 'number');
    return [name, numbers ? Float64Array.from(value) : value];
  });
  return Object.fromEntries([
    ...entries,
    ...(axes.length > 0 ? [['DIMENSION_LABELS', axes]] : []),
  ]) as Hdf5Attributes;
}

async function writePoints(writer: Hdf5Writer, tables: readonly Table[]): Promise<number> {
  const links = new Map<string, number>();
  const points = tables.find((table) => table.name === 'points');
  for (const [number, row] of (points?.rows ?? []).entries()) {
    const own = new Map<string, number>();
    for (const table of tables) {
      const reference = table.columns.findIndex((column) => column.name === 'point');
      if (table === points || reference < 0) continue;
      const rows = table.rows.filter((other) => other[reference] === number);
      if (rows.length > 0) own.set(table.name, await writeArrays(writer, columnArrays({ ...table, rows })));
    }
    const columns = columnArrays({ ...(points as Table), rows: [row] });
    const attributes = columns.map(({ name, values }) => [name, { scalar: values }]);
    links.set(String(number), await writer.group(own, Object.fromEntries(attributes) as Hdf5Attributes));
  }
  return writer.group(links);
}

export const h5Format: ExportFormat = {
  name: 'h5',
  documentation: 'HDF5, for h5py, Julia and MATLAB',
  place: 'results.h5',
  isFolder: false,
  layout: {
    tables: '`/results/TABLE/COLUMN`, by point `/points`',
    arrays: '`/units/GROUP/ARRAY`',
    facts: '`/units/GROUP/_head`',
    study: '`/study`',
  },
  write: writeHdf5,
};
