/*
 * A workshop for tests: a unit of work w turns a counter-based hash w times, at a given rate (asleep, so that it
 * takes no processor). Plain JavaScript, so that a worker thread can import it as it stands.
 *
 * material: { rate: site-kicks per second, faults?: { [unit]: fault }, log?: file that is told of every unit begun or taken up }
 */
import { appendFileSync, mkdirSync, symlinkSync } from 'node:fs';

/** Units whose next files meet a full disk. */
const full = new Set();
const cell = new Int32Array(new SharedArrayBuffer(4));

const dist = new URL('../../../dist/', import.meta.url);
const { UnitFailure } = await import(new URL('kernel/energy-watch.js', dist).href);
const { shardOf } = await import(new URL('store/unit-files.js', dist).href);
const { asideOf } = await import(new URL('store/aside.js', dist).href);

function turned(word, counter) {
  word = Math.imul(word ^ (word >>> 16) ^ counter, 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) >>> 0;
}

function fail(fault, unit) {
  if (fault.kind === 'throw') {
    throw new UnitFailure('invalid energy; must be conserved: NaN', 3, 17, 2.5, 9);
  }
  if (fault.kind === 'allocate') throw new RangeError('Array buffer allocation failed');
  if (fault.kind === 'bug') throw new TypeError('x is not a function');
  if (fault.kind === 'stall') Atomics.wait(cell, 0, 0, 1000 * fault.seconds);
  if (fault.kind === 'exit') process.exit(7);
  if (fault.kind === 'memory') {
    const hoard = [];
    for (;;) hoard.push(new Array(1e5).fill(hoard.length));
  }
  if (fault.kind === 'full' && !full.has(unit)) {
    full.add(unit);
    // The names that this thread will write aside lead to a full disk.
    const folder = `${fault.directory}/units/${shardOf(unit)}`;
    mkdirSync(folder, { recursive: true });
    const next = asideOf(`${folder}/${unit}.${fault.file}`);
    for (let i = 1; i <= 20; i++)
      symlinkSync(
        '/dev/full',
        next.replace(/(\d+)\.aside$/, (_, count) => `${Number(count) + i}.aside`),
      );
  }
}

export function workshop({ rate, work, faults = {}, log }) {
  return {
    open(unit, state) {
      if (log !== undefined) appendFileSync(log, `${unit}\n`);
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
        state: () => {
          // As if the state took long to be written.
          if (faults[unit]?.kind === 'slow state') {
            Atomics.wait(cell, 0, 0, 1000 * faults[unit].seconds);
            appendFileSync(faults[unit].log, '.');
          }
          return { head: { done, total }, columns: { words: words.slice() } };
        },
        result: () => ({ head: { unit, value: words[0] / 2 ** 32 }, columns: { words } }),
      };
    },
  };
}
