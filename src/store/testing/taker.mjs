/*
 * A process that tries to claim unit `u` in directories: `node taker.mjs FIRST_ROUND BEAT DIR…`. In round i, at the time
 * FIRST_ROUND + i·BEAT (milliseconds), it tries DIR i. It prints what came of each, then waits to be killed.
 */
const { hold } = await import(new URL('../../../dist/store/holder.js', import.meta.url).href);
const [first, beat, ...directories] = process.argv.slice(2);
const cell = new Int32Array(new SharedArrayBuffer(4));
const holds = directories.map((directory) => hold(directory, 'other'));
for (const [round, { claim }] of holds.entries()) {
  Atomics.wait(cell, 0, 0, Math.max(0, Number(first) + round * Number(beat) - Date.now()));
  console.log(claim('u'));
}
setInterval(() => undefined, 1000);
