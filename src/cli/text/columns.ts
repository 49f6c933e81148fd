import type { TextColumn } from '../../data/text-column.js';
import { terminalWidth } from './terminal.js';

const gap = '  ';

/** The width that columns take side by side. */
export function totalWidth(columns: readonly TextColumn[]): number {
  return columns.reduce((sum, column) => sum + breadth(column) + gap.length, -gap.length);
}

/** The lines of a table: titles, a rule, then the rows. */
export function tableLines(columns: readonly TextColumn[]): string[] {
  const row = (cell: (column: TextColumn) => string): string =>
    columns
      .map((column) => {
        const space = ' '.repeat(breadth(column) - terminalWidth(cell(column)));
        return column.words === true ? cell(column) + space : space + cell(column);
      })
      .join(gap)
      .trimEnd();
  const rows = columns[0]?.cells.map((_, i) => row((column) => column.cells[i] as string)) ?? [];
  return [row(({ title }) => title), row((column) => '─'.repeat(breadth(column))), ...rows];
}

function breadth({ title, cells }: TextColumn): number {
  return Math.max(terminalWidth(title), ...cells.map(terminalWidth));
}
