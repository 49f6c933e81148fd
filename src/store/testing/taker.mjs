/*
 * A process that tries to hold directories: `node taker.mjs FIRST_ROUND BEAT DIR…`. In round i, at the time
 * FIRST_ROUND + i·BEAT (milliseconds), it tries DIR i. It prints what came of each, then waits to be killed.
 */
const { hold } = await import(new URL('../../../dist/store/holder.js', import.meta.url).href);
const [first, beat, ...directories] = process.argv.slice(2);
const cell = new Int32Array(new SharedArrayBuffer(4));
for (const [round, directory] of directories.entries()) {
  Atomics.wait(cell, 0, 0, Math.max(0, Number(first) + round * Number(beat) - Date.now()));
  try {
    hold(directory);
    console.log('held');
  } catch (error) {
    console.log(error.name);
  }
}
setInterval(() => undefined, 1000);
