import { expect, test } from 'vitest';
import { notOneOf } from './nearest.js';

const kinds = ['oscillators', 'chain', 'spins'];

test.each([
  ['oscilators', 'oscillators'],
  ['Chain', 'chain'],
  ['SPINS', 'spins'],
  ['spin', 'spins'],
])('%s is near %s', (given, nearest) => {
  expect(notOneOf(kinds, given)).toBe(`not one of oscillators, chain, spins (did you mean ${nearest}?)`);
});

test.each(['leapfrog', '', 3, undefined, null])('nothing is suggested for %s', (given) => {
  expect(notOneOf(kinds, given)).toBe('not one of oscillators, chain, spins');
});
