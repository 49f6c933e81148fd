import type { ExportArray, Values } from './values.js';

/** One entry of a table; null if there is no value. */
export type Cell = number | string | boolean | null;

/** A column: its name as an identifier, and its meaning, with its convention, in words. */
export interface TableColumn {
  readonly name: string;
  readonly meaning: string;
  /**
   * The type of its cells: `integer` is a 32-bit integer. In an exported table, integers and truth values are never
   * missing.
   */
  readonly kind: 'number' | 'integer' | 'text' | 'truth';
  /** Unit, if the number has one. */
  readonly unit?: string;
}

/** Rows under named columns: the source of figures and of every export format. */
export interface Table {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The cells of column number `column`, from the first row to the last. */
export function cells(table: Table, column: number): Cell[] {
  return table.rows.map((row) => row[column] ?? null);
}

/**
 * The columns of a table as arrays. A missing number becomes NaN, a missing text becomes empty.
 *
 * @throws RangeError if a cell is not of its column's kind
 */
export function columnArrays(table: Table): ExportArray[] {
  return table.columns.map((column, i) => ({
    name: column.name,
    values: columnValues(table.name, column, cells(table, i)),
    shape: [table.rows.length],
    attributes: { axes: ['row'], unit: unitOf(column), meaning: column.meaning },
  }));
}

/** `1` for pure numbers, empty for columns that are not numbers. */
export function unitOf({ kind, unit }: TableColumn): string {
  return unit ?? (kind === 'number' || kind === 'integer' ? '1' : '');
}

function columnValues(table: string, { name, kind }: TableColumn, values: readonly Cell[]): Values {
  const unfit = (value: Cell): never => {
    throw new RangeError(`invalid cell of ${table}/${name}; not of the kind ${kind}: ${String(value)}`);
  };
  switch (kind) {
    case 'number':
      return Float64Array.from(values, (v) => (typeof v === 'number' ? v : v === null ? NaN : unfit(v)));
    case 'integer':
      return Int32Array.from(values, (v) => (typeof v === 'number' && v === (v | 0) ? v : unfit(v)));
    case 'truth':
      return Uint8Array.from(values, (v) => (typeof v === 'boolean' ? Number(v) : unfit(v)));
    case 'text':
      return values.map((v) => (typeof v === 'string' ? v : v === null ? '' : unfit(v)));
  }
}

/**
 * A table as comma-separated text (RFC 4180, but lines end in \n): one header line, then a line a row.
 * Numbers are the shortest decimals that read back to the same double; null is an empty field.
 */
export function csv(table: Table): string {
  const lines = [table.columns.map((column) => field(column.name)).join(',')];
  for (const row of table.rows) lines.push(row.map(field).join(','));
  return lines.join('\n') + '\n';
}

/** One field of comma-separated text. */
export function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
