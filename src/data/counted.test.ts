import { expect, test } from 'vitest';
import { counted } from './counted.js';

test('count and noun agree, for 1 alone in the singular', () => {
  expect([0, 1, 2].map((n) => counted(n, 'replica'))).toEqual(['0 replicas', '1 replica', '2 replicas']);
  expect([1, 3].map((n) => counted(n, 'frequency', 'frequencies'))).toEqual(['1 frequency', '3 frequencies']);
});
