import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineWidth, terminalWidth, wrappedText } from './terminal.js';

test.each([
  ['κ(ε) = 1', 8],
  ['é', 1],
  ['e\u0301', 1],
  ['熱伝導', 6],
  ['🙂', 2],
  ['', 0],
])('%j takes %d columns', (text, width) => {
  expect(terminalWidth(text)).toBe(width);
});

test('lines keep to a terminal, and to nothing elsewhere', () => {
  const write = () => true;
  expect(lineWidth({ isTTY: true, columns: 60, write })).toBe(59);
  expect(lineWidth({ isTTY: true, columns: 0, write })).toBe(20);
  expect(lineWidth({ isTTY: true, write })).toBe(79);
  expect(lineWidth({ write })).toBe(Infinity);
});

test('wrapping keeps all words in order, and every line within the width or of one word', () => {
  const words = fc.array(fc.stringMatching(/^[a-zκ熱]{1,12}$/u), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(words, fc.integer({ min: 5, max: 40 }), (list, width) => {
      const lines = wrappedText(list.join(' '), width, '  ').split('\n');
      expect(lines.map((line) => line.trim()).join(' ')).toBe(list.join(' '));
      for (const line of lines) {
        if (line.trim().includes(' ')) expect(terminalWidth(line)).toBeLessThanOrEqual(width);
      }
    }),
    { seed: 4, numRuns: 200 },
  );
});

test('the spaces at the beginning of a text stay', () => {
  expect(wrappedText('  one  two three', 11, '    ')).toBe('  one  two\n    three');
  expect(wrappedText('  one', Infinity)).toBe('  one');
});
