import { expect, test } from 'vitest';
import { Invalid } from './invalid.js';

test.each<[unknown, string]>([
  [3, '3'],
  ['three', '"three"'],
  [undefined, 'undefined'],
  [null, 'null'],
  [[1, 'a', [2]], '[1, "a", [2]]'],
  [[1, 2, 3, 4, 5, 6, 7, 8], '[1, 2, 3, 4, 5, 6, … 8 values]'],
  [{ law: 'x' }, '{"law":"x"}'],
])('invalid <name>; <rule>: <value> for %j', (value, text) => {
  const error = new Invalid('size', 'not a size', value, 'key');
  expect(error.message).toBe(`invalid size; not a size: ${text}`);
  expect(error).toMatchObject({ name: 'Invalid', subject: 'size', rule: 'not a size', value, key: 'key' });
});
