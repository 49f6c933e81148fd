import { expect, test } from 'vitest';
import { Labour } from './labour.js';

test('threads count while they have a unit, all together', () => {
  const labour = new Labour();
  expect(labour.milliseconds(500)).toBe(0);
  labour.change(1, 1000);
  labour.change(1, 2000);
  expect(labour.milliseconds(3000)).toBe(1000 + 2 * 1000);
  labour.change(-1, 4000);
  expect(labour.milliseconds(5000)).toBe(1000 + 2 * 2000 + 1000);
  labour.change(-1, 5000);
  expect(labour.milliseconds(9000)).toBe(6000);
});
