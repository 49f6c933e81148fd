import type { Finding, FindingTable } from '../../result/finding.js';
import { short } from '../../data/digits.js';
import { terminalWidth, wrappedText } from '../text/terminal.js';

/** Rows that a printed table has at most; the file has them all. */
const MOST_ROWS = 40;

/** A finding as text: title, statement, table, what was shown and what was not, and the files. */
export function findingText(
  {
    title,
    statement,
    finding,
  }: { readonly title: string; readonly statement: string; readonly finding: Finding },
  files: readonly string[],
  width: number,
): string {
  return [
    wrappedText(title, width),
    wrappedText(statement, width),
    '',
    ...tableLines(finding.table),
    '',
    ...finding.shown.map((text) => wrappedText(`Shown: ${text}`, width, '  ')),
    ...finding.notShown.map((text) => wrappedText(`Not shown: ${text}`, width, '  ')),
    '',
    'Written:',
    ...files.map((file) => `  ${file}`),
    '',
  ].join('\n');
}

function tableLines({ columns, rows }: FindingTable): string[] {
  const cell = (value: number | string | boolean | null): string => {
    if (value === null) return '–';
    if (typeof value !== 'number') return String(value);
    return short(value, 4);
  };
  const grid = [
    columns.map(({ name }) => name),
    ...rows.slice(0, MOST_ROWS).map((row) => row.map((value) => cell(value))),
  ];
  const widths = columns.map((_, i) => Math.max(...grid.map((line) => terminalWidth(line[i] ?? ''))));
  const lines = grid.map((line) =>
    line.map((text, i) => ' '.repeat((widths[i] ?? 0) - terminalWidth(text)) + text).join('  '),
  );
  if (rows.length > MOST_ROWS) lines.push(`… ${String(rows.length - MOST_ROWS)} more rows in the CSV file`);
  return lines;
}
