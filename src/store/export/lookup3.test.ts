import { expect, test } from 'vitest';
import { lookup3 } from './lookup3.js';

const hash = (text: string): string => lookup3(new TextEncoder().encode(text)).toString(16);

test('has the check values of lookup3.c: nothing, and "Four score and seven years ago"', () => {
  expect(hash('')).toBe('deadbeef');
  expect(hash('Four score and seven years ago')).toBe('17770551');
});

test('every byte counts, at every length up to 40', () => {
  for (let length = 1; length <= 40; length++) {
    const bytes = new Uint8Array(length).fill(7);
    const sums = new Set([lookup3(bytes)]);
    for (let i = 0; i < length; i++) sums.add(lookup3(bytes.with(i, 8)));
    expect(sums.size).toBe(length + 1);
  }
});
