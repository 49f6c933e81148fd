import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cells, csv, type Cell, type Table } from './table.js';

const columns = [
  { name: 'a', meaning: 'a number', kind: 'number' },
  { name: 'b', meaning: 'a text', kind: 'text' },
] as const;

/** A reader of RFC 4180, a letter at a time. */
function parsed(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i];
    if (quoted && letter === '"' && text[i + 1] === '"') {
      field += '"';
      i++;
    } else if (letter === '"') quoted = !quoted;
    else if (letter === ',' && !quoted) {
      row.push(field);
      field = '';
    } else if (letter === '\n' && !quoted) {
      rows.push([...row, field]);
      row = [];
      field = '';
    } else field += letter ?? '';
  }
  return rows;
}

test('what a reader of RFC 4180 reads back is what was written: every double to the bit, any text', () => {
  const row = fc.tuple(fc.double(), fc.string());
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const [head, ...read] = parsed(csv({ name: 't', columns, rows }));
      expect(head).toEqual(['a', 'b']);
      expect(read.length).toBe(rows.length);
      read.forEach(([number, text], i) => {
        const [value, words] = rows[i] as [number, string];
        expect(Number(number)).toBe(value === 0 ? 0 : value);
        expect(text).toBe(words);
      });
    }),
    { seed: 3 },
  );
});

test('null is an empty field, truth is a word', () => {
  const rows: Cell[][] = [[null, null]];
  const table: Table = { name: 't', columns, rows };
  expect(csv(table)).toBe('a,b\n,\n');
  expect(csv({ ...table, rows: [[1, true]] })).toBe('a,b\n1,true\n');
  expect(cells(table, 0)).toEqual([null]);
});
