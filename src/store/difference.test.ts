import { expect, test } from 'vitest';
import { differences } from './difference.js';

test('names the path and both values; the order of keys does not count', () => {
  const one = { model: { size: 128, coupling: 'r^4/4' }, epsilon: [0.1, 0.3], seed: 1 };
  const other = { seed: 1, model: { coupling: 'r^4/4', size: 256 }, epsilon: [0.1], noise: 0 };
  expect(differences(one, other)).toEqual([
    'model.size: 128, not 256',
    'epsilon: [0.1,0.3], not [0.1]',
    'noise: nothing, not 0',
  ]);
  expect(differences(one, { seed: 1, epsilon: [0.1, 0.3], model: { coupling: 'r^4/4', size: 128 } })).toEqual(
    [],
  );
});
