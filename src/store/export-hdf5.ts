import { writeFile } from 'node:fs/promises';
import type { File, Group } from 'h5wasm';
import type { Frame } from '../math/frame.js';
import { doubles, pathPart, shapeOf, writeAside, type Exportable } from './exportable.js';
import { FileFailure } from './files.js';
import { cells, type Cell, type Table, type TableColumn } from './table.js';

/**
 * One HDF5 file. `/study`: JSON text. `/results/<table>/<column>`: whole columns. `/points/<i>`: the same by point,
 * its row of the table `points` as attributes, the rows of other tables that refer to it as `/points/<i>/<table>/…`.
 * `/units/<id>/<column>`: the series in their shapes, `_head` beside them the frame's facts (JSON). A
 * column's attribute `meaning` names its quantity, unit and convention. Missing numbers are NaN, missing text is empty.
 *
 * @throws FileFailure where the system refuses
 */
export async function writeHdf5(content: Exportable, path: string): Promise<string[]> {
  // Loaded here: the library is 3 MB of WebAssembly that nothing else needs.
  const { default: h5wasm } = await import('h5wasm/node');
  const library = await h5wasm.ready;
  // Else it prints what went wrong, goes on, and leaves half of a file.
  library.activate_throwing_error_handler();
  const file = await writeAside(path, async (aside) => {
    // Of a place where no file can be the system speaks more clearly than the library.
    await writeFile(aside, '');
    let root: File | undefined;
    try {
      root = new h5wasm.File(aside, 'w');
      await fill(root, content);
      root.close();
    } catch (error) {
      try {
        root?.close();
      } catch {
        // What matters is why the writing failed.
      }
      throw understood(error, path);
    }
  });
  return [file];
}

async function fill(root: File, content: Exportable): Promise<void> {
  root.create_dataset({ name: 'study', data: JSON.stringify(content.facts) });
  root.create_attribute('program', 'falloff');
  const results = root.create_group('results');
  for (const table of content.tables) addTable(results.create_group(table.name), table, table.rows);
  addPoints(root.create_group('points'), content.tables);
  const units = root.create_group('units');
  for await (const [id, frame] of content.series) addUnit(units.create_group(pathPart(id)), frame);
}

/** What the system said, in place of the library's trace of its own calls; some of its errors have no words at all. */
function understood(error: unknown, path: string): unknown {
  if (!(error instanceof Error)) return error;
  const said = /^HDF5.* error message = '([^']+)'/su.exec(error.message)?.[1];
  const reason = error.message === '' ? 'the HDF5 library does not say why' : said;
  return reason === undefined ? error : new FileFailure('must be possible to write', path, reason);
}

function addTable(group: Group, table: Table, rows: readonly (readonly Cell[])[]): void {
  table.columns.forEach((column, i) => {
    const values = cells({ ...table, rows }, i);
    addColumn(group, column, values);
  });
}

function addColumn(group: Group, column: TableColumn, values: readonly Cell[]): void {
  // A dataset without rows is made of numbers: the library cannot guess a type from nothing.
  const data =
    column.kind === 'text' && values.length > 0
      ? values.map((value) => (value === null ? '' : String(value)))
      : doubles(values);
  const dataset = group.create_dataset({ name: column.name, data, shape: [values.length] });
  dataset.create_attribute('meaning', column.meaning);
}

function addPoints(group: Group, tables: readonly Table[]): void {
  const points = tables.find((table) => table.name === 'points');
  points?.rows.forEach((row, number) => {
    const point = group.create_group(String(number));
    points.columns.forEach((column, i) => {
      const value = row[i] ?? null;
      if (column.kind === 'text') point.create_attribute(column.name, value === null ? '' : String(value));
      else point.create_attribute(column.name, doubles([value]), []);
    });
    for (const table of tables) {
      const reference = table.columns.findIndex((column) => column.name === 'point');
      if (table === points || reference < 0) continue;
      const rows = table.rows.filter((other) => other[reference] === number);
      if (rows.length > 0) addTable(point.create_group(table.name), table, rows);
    }
  });
}

function addUnit(group: Group, frame: Frame): void {
  // Not an attribute: those end at 64 kB.
  group.create_dataset({ name: '_head', data: JSON.stringify(frame.head) });
  for (const [name, column] of Object.entries(frame.columns)) {
    group.create_dataset({ name: pathPart(name), data: column, shape: shapeOf(frame, name) });
  }
}
