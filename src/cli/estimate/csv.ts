import { csvParseRows } from 'd3-dsv';
import { Refusal } from '../failure.js';
import { bytesOf, chosen, type FileSeries } from './series.js';

/** A number as programs write it. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eEdD][+-]?\d+)?$/u;

/**
 * A CSV's columns, each the total current of one replica: a header, then a row for each sample. Empty lines at the end are left out.
 *
 * @param wanted the names of columns; none for all
 * @throws Refusal with row and column of the first cell that is no number; the header is row 1
 */
export function csvSeries(file: string, wanted: readonly string[]): FileSeries {
  const rows = csvParseRows(textOf(file));
  while (rows.at(-1)?.every((cell) => cell.trim() === '') === true) rows.pop();
  const header = rows[0]?.map((name) => name.trim()) ?? [];
  if (header.length === 0)
    throw new Refusal('series file', 'is empty; it must have a header and a row for each sample', file);
  if (header.every((name) => NUMBER.test(name)))
    throw new Refusal(
      `${file}, row 1`,
      'must be a header that names the columns',
      header.slice(0, 4).join(', '),
    );
  header.forEach((name, column) => {
    if (header.indexOf(name) !== column)
      throw new Refusal(
        `${file}, row 1, column ${column + 1}`,
        'must differ from the other names',
        JSON.stringify(name),
      );
  });
  if (rows.length === 1)
    throw new Refusal('series file', 'must have a row for each sample below its header', file);
  const names = chosen(file, 'column', header, wanted);
  const columns = names.map((name) => header.indexOf(name));
  const replicas = names.map(() => new Float64Array(rows.length - 1));
  rows.slice(1).forEach((row, s) => {
    if (row.length !== header.length)
      throw new Refusal(
        `${file}, row ${s + 2}`,
        `must have ${header.length} cells, as the header`,
        String(row.length),
      );
    columns.forEach((column, r) => {
      const cell = (row[column] as string).trim();
      const value = NUMBER.test(cell) ? Number(cell.replace(/d/iu, 'e')) : NaN;
      if (!Number.isFinite(value)) {
        const place = `${file}, row ${s + 2}, column ${names[r] as string}`;
        throw new Refusal(place, 'must be a finite number', JSON.stringify(cell));
      }
      (replicas[r] as Float64Array)[s] = value;
    });
  });
  return { kind: 'currents', names, replicas };
}

function textOf(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(file));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('series file', 'is not text (UTF-8), or more than half a gigabyte of it', file);
  }
}
