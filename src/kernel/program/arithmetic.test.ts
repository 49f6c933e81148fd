import { beforeAll, expect, test } from 'vitest';
import { kernelsReady } from '../assembler.js';
import { KernelArithmetic } from './arithmetic.js';
import { vector } from './expression.js';
import { plain, stored, written } from './testing/functions.js';

beforeAll(kernelsReady);

test.each(written)('%s: a kernel has the bits of plain numbers', (_, f, from, to) => {
  const expected = plain(f, from, to);
  for (const lanes of [2, 4, 8]) expect(stored(f, from, to, lanes)).toEqual(expected);
  // Something has happened to compare.
  expect(new Set(expected).size).toBeGreaterThan(100);
});

test('an operation on the same variables is done once', () => {
  const on = new KernelArithmetic('f');
  const x = vector('x');
  const twice = on.plus(on.times(x, x), on.times(x, x));
  expect(on.plus(on.times(x, x), on.times(x, x))).toBe(twice);
  expect(on.statements).toHaveLength(2);
  expect(on.constant(1)).toBe(on.constant(1));
  expect(on.constants).toHaveLength(1);
});
