import { textWidth } from './terminal.js';

/** One column of a table on a terminal. */
export interface Column {
  readonly title: string;
  readonly cells: readonly string[];
  /** Words stand at the left of their column, numbers at the right, which is the default. */
  readonly words?: true;
}

const gap = '  ';

/** The width that columns take side by side. */
export function totalWidth(columns: readonly Column[]): number {
  return columns.reduce((sum, column) => sum + breadth(column) + gap.length, -gap.length);
}

/** The lines of a table: titles, a rule, then the rows. */
export function tableLines(columns: readonly Column[]): string[] {
  const row = (cell: (column: Column) => string): string =>
    columns
      .map((column) => {
        const space = ' '.repeat(breadth(column) - textWidth(cell(column)));
        return column.words === true ? cell(column) + space : space + cell(column);
      })
      .join(gap)
      .trimEnd();
  const rows = columns[0]?.cells.map((_, i) => row((column) => column.cells[i] as string)) ?? [];
  return [row(({ title }) => title), row((column) => '─'.repeat(breadth(column))), ...rows];
}

function breadth({ title, cells }: Column): number {
  return Math.max(textWidth(title), ...cells.map(textWidth));
}
