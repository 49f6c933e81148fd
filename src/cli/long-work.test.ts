import { expect, test } from 'vitest';
import { LongWork } from './long-work.js';

/** Work of which every piece takes so many milliseconds of a clock of its own. */
function work(total: number, piece: number, isTTY: boolean, patient = false) {
  let [now, told] = [0, ''];
  const stream = {
    isTTY,
    write: (text: string) => {
      told += text;
    },
  };
  const own = new LongWork({ stream, total, key: 'samples', value: '100', patient, clock: () => now });
  return {
    done: (pieces: number): void => {
      for (let i = 0; i < pieces; i++) {
        now += piece;
        own.tick();
      }
    },
    end: own.end,
    told: () => told,
  };
}

test('short work says nothing', () => {
  const own = work(100, 15, true);
  own.done(100);
  own.end();
  expect(own.told()).toBe('');
});

test('longer work says how far it is and how long the rest takes: every ten seconds in plain lines', () => {
  const own = work(400, 100, false);
  own.done(400);
  own.end();
  expect(own.told()).toBe('25.0 % · 30 s left\n50.0 % · 20 s left\n75.0 % · 10 s left\n100.0 % · 0 s left\n');
});

test('on a terminal the line renews itself, and is gone in the end', () => {
  const own = work(100, 100, true);
  own.done(100);
  own.end();
  const lines = own.told().split('\r').slice(1);
  expect(lines[0]).toBe('20.0 % · 8 s left\x1b[K');
  expect(lines.length).toBeGreaterThan(20);
  expect(lines.at(-1)).toBe('\x1b[K');
});

test('what would take more than an hour is refused after five seconds, unless one insists', () => {
  const own = work(7000, 1000, false);
  own.done(4);
  expect(() => {
    own.done(1);
  }).toThrow(
    'invalid samples; about 1 h 56 min here, beyond 1 h 00 min; take fewer, or insist with --force: 100',
  );
  const insisted = work(7000, 1000, false, true);
  insisted.done(7000);
  expect(insisted.told()).toContain('50.0 % · 58 min 20 s left');
  // At the pace of the first five seconds it fits.
  expect(() => {
    work(3500, 1000, false).done(3500);
  }).not.toThrow();
});
