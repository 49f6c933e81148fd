/*
 * A workshop for tests: a unit of work w turns a counter-based hash w times, at a given rate (asleep, so that it
 * takes no processor). Plain JavaScript, so that a worker thread can import it as it stands.
 *
 * material: { rate: site-kicks per second, faults?: { [unit]: fault } }
 */
import { symlinkSync } from 'node:fs';

const cell = new Int32Array(new SharedArrayBuffer(4));

class UnitFailure extends Error {
  constructor(message, facts) {
    super(message);
    Object.assign(this, facts);
  }
}

function turned(word, counter) {
  word = Math.imul(word ^ (word >>> 16) ^ counter, 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}

function fail(fault, unit) {
  if (fault.kind === 'throw') {
    throw new UnitFailure('invalid energy; must be conserved: NaN', {
      replica: 3,
      site: 17,
      time: 2.5,
      seed: 9,
    });
  }
  if (fault.kind === 'stall') Atomics.wait(cell, 0, 0, 1000 * fault.seconds);
  if (fault.kind === 'exit') process.exit(7);
  if (fault.kind === 'memory') {
    const hoard = [];
    for (;;) hoard.push(new Array(1e5).fill(hoard.length));
  }
  if (fault.kind === 'full') {
    try {
      symlinkSync('/dev/full', `${fault.directory}/units/${unit}.${fault.file}.aside`);
    } catch {
      // It is there already.
    }
  }
}

export function workshop({ rate, work, faults = {} }) {
  return {
    open(unit, state) {
      const total = work[unit];
      const seed = [...unit].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7);
      let done = state === undefined ? 0 : state.head.done;
      const words =
        state === undefined
          ? Uint32Array.from({ length: 64 }, (_, i) => turned(seed, i))
          : state.columns.words.slice();
      if (state !== undefined && state.head.total !== total)
        throw new Error('invalid state; must be of this unit: it is not');
      return {
        work: total,
        get done() {
          return done;
        },
        get finished() {
          return done === total;
        },
        advance(siteKicks) {
          // A slice is never longer than 1/20 of a unit: the pacing of the slices has something to learn.
          const count = Math.max(1, Math.min(total - done, Math.floor(siteKicks), Math.ceil(total / 20)));
          Atomics.wait(cell, 0, 0, (1000 * count) / rate);
          for (let i = 0; i < count; i++, done++)
            words[done % 64] = turned(words[done % 64] ^ words[(done + 1) % 64], done);
          const fault = faults[unit];
          if (fault !== undefined && done >= fault.at) fail(fault, unit);
        },
        state: () => ({ head: { done, total }, columns: { words: words.slice() } }),
        result: () => ({ head: { unit, value: words[0] / 2 ** 32 }, columns: { words } }),
      };
    },
  };
}
