import { NoNativeKernels } from './compiler.js';

/** The bytes of a memory as numbers that are quick to compare. */
const words = (memory: WebAssembly.Memory): BigUint64Array => new BigUint64Array(memory.buffer);

/**
 * Does one call of a routine in both forms from the same memory, and compares all that they leave: states, transfers, sums and tables. What stays
 * is what WebAssembly left.
 *
 * @returns whether not a bit differs
 * @throws NoNativeKernels where there is not enough memory to compare
 */
export function sameBits(memory: WebAssembly.Memory, trusted: () => void, tried: () => void): boolean {
  const live = words(memory);
  let before: BigUint64Array;
  let expected: BigUint64Array;
  try {
    before = live.slice();
    expected = new BigUint64Array(live.length);
  } catch {
    throw new NoNativeKernels('there is not enough memory to compare them with WebAssembly');
  }
  trusted();
  expected.set(live);
  live.set(before);
  tried();
  const same = Buffer.compare(new Uint8Array(live.buffer), new Uint8Array(expected.buffer)) === 0;
  if (!same) live.set(expected);
  return same;
}
