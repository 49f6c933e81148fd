/** One entry of a table; null where there is nothing to say. */
export type Cell = number | string | boolean | null;

/** A column: its name as programs spell it, and what it means, with unit or convention, as people say it. */
export interface TableColumn {
  readonly name: string;
  readonly meaning: string;
  readonly kind: 'number' | 'text' | 'truth';
}

/** Rows of equal kind under named columns: what figures are drawn from and what every export format carries. */
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
 * A table as comma-separated text (RFC 4180, but lines end in \n): one header line, then a line a row.
 * Numbers are the shortest decimals that read back to the same double; null is an empty field.
 */
export function csv(table: Table): string {
  const lines = [table.columns.map((column) => field(column.name)).join(',')];
  for (const row of table.rows) lines.push(row.map(field).join(','));
  return lines.join('\n') + '\n';
}

function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
