import { expect, test } from 'vitest';
import { Tally } from './tally.js';

const units = [
  { id: 'a', point: 0, cost: 100 },
  { id: 'b', point: 1, cost: 300 },
  { id: 'c', point: 1, cost: 600 },
];

test('the fraction counts all work, the pace only what this process did', () => {
  const tally = new Tally(units, 0);
  expect(tally.pace(1)).toEqual({ rate: null, left: null });
  expect([tally.fraction, tally.point]).toEqual([0, 0]);
  tally.found('a');
  expect(tally.fraction).toBeCloseTo(0.1, 12);
  expect(tally.point).toBe(1);
  // The unit goes on from a checkpoint at 100.
  tally.progress('b', 100, 300);
  expect(tally.fraction).toBeCloseTo(0.2, 12);
  expect(tally.pace(1).rate).toBeNull();
  tally.progress('b', 150, 300);
  expect(tally.pace(2)).toEqual({ rate: 25, left: 750 / 25 });
  tally.finish('b');
  expect(tally.units).toEqual({ done: 2, total: 3 });
  expect(tally.unitsOf(1)).toEqual({ done: 1, total: 2 });
  tally.progress('c', 0, 600);
  tally.fail('c');
  expect([tally.fraction, tally.point]).toEqual([1, null]);
});

test('work that turns out other than expected never takes the fraction back, and corrects the time left', () => {
  const tally = new Tally(units, 0);
  tally.found('a');
  tally.progress('b', 0, 1200);
  expect(tally.fraction).toBeCloseTo(0.1, 12);
  tally.progress('b', 600, 1200);
  expect(tally.fraction).toBeCloseTo(0.25, 12);
  // 600 of b, and for c four times the 600 that were expected, at 60 a second.
  expect(tally.pace(10)).toEqual({ rate: 60, left: (600 + 2400) / 60 });
});

test('the rate is that of the last 10 s', () => {
  const tally = new Tally([{ id: 'a', point: 0, cost: 1e6 }], 0);
  tally.progress('a', 0, 1e6);
  for (let second = 1; second <= 60; second++) {
    tally.progress('a', second <= 30 ? 1000 * second : 30_000 + 100 * (second - 30), 1e6);
    tally.pace(second);
  }
  expect(tally.pace(60).rate).toBeCloseTo(100, 9);
});
