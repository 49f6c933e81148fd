import type { Json } from '../../data/frame.js';
import { columnArrays, unitOf, type Table } from '../../data/table.js';
import { valueType, type ExportArray } from '../../data/values.js';

/** Arrays that belong together, and what is known of them all: kept as JSON text. */
export interface ExportGroup {
  readonly facts: { readonly [key: string]: Json };
  readonly arrays: readonly ExportArray[];
}

/** What an export carries, whatever its format. */
export interface Exportable {
  /** The study, its id and where it was made: kept as JSON text. */
  readonly facts: { readonly [key: string]: Json };
  /** Every result; a column named `point` refers to rows of the table `points`. */
  readonly tables: readonly Table[];
  /** The arrays, by the name of their group. Groups are taken one at a time, so a generator keeps the memory small. */
  readonly series: Iterable<readonly [string, ExportGroup]> | AsyncIterable<readonly [string, ExportGroup]>;
}

/** One format of exports. */
export interface ExportFormat {
  readonly name: string;
  /** One line. */
  readonly documentation: string;
  /** What an export is called inside the run directory: a file, or a folder of files. */
  readonly place: string;
  readonly isFolder: boolean;
  /** Where its parts stand, for the documentation: tables, arrays, the facts of a group with the attributes of its arrays, the study. */
  readonly layout: {
    readonly tables: string;
    readonly arrays: string;
    readonly facts: string;
    readonly study: string;
  };
  /** Writes everything to a path; returns the paths of the files written. Each file is whole or, as before, absent or old. */
  write(content: Exportable, path: string): Promise<string[]>;
}

/** The tables, and last a table of what every column of every table is. */
export function describedTables({ tables }: Exportable): Table[] {
  const text = (name: string, meaning: string) => ({ name, meaning, kind: 'text' }) as const;
  const columns = [
    text('table', 'name of the table'),
    text('column', 'name of the column'),
    text('type', 'float64, int32, bool or text'),
    text('unit', 'its unit; 1 for pure numbers'),
    text('meaning', 'what it holds'),
  ];
  const rows = tables.flatMap((table) => {
    const types = columnArrays(table).map(({ values }) => valueType(values));
    return table.columns.map((column, i) => [
      table.name,
      column.name,
      types[i] as string,
      unitOf(column),
      column.meaning,
    ]);
  });
  return [...tables, { name: 'columns', columns, rows }];
}

/** The facts of a group as JSON text; its arrays under `arrays`, with type, shape and attributes. */
export function headText({ facts, arrays }: ExportGroup): string {
  const described = arrays.map(({ name, values, shape, attributes }) => [
    name,
    { type: valueType(values), shape, ...attributes },
  ]);
  return JSON.stringify({ ...facts, arrays: Object.fromEntries(described) as Json });
}

/** A unit's id as part of a path: characters that a path or a group's name gives a meaning are replaced. */
export function pathPart(id: string): string {
  return id.replace(/[^\p{L}\p{N}._=-]/gu, '_');
}
