/**
 * Philox4x32-10, a counter-based random number generator. Its output is a pure function of (counter, key), so that any
 * number of any sequence can be computed anywhere, in any order, by any number of workers.
 *
 *   (x0, x1, x2, x3) ← (hi(M1·x2) ⊕ x1 ⊕ k0, lo(M1·x2), hi(M0·x0) ⊕ x3 ⊕ k1, lo(M0·x0)),  ten times,
 *   with k0 += W0, k1 += W1 (mod 2³²) between rounds.
 *
 * Source: Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11, section 4.
 */

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/** The upper 32 bits of the 64-bit product of two unsigned 32-bit integers; exact. */
function upperProduct(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const lowLow = aLow * bLow;
  const middle = aHigh * bLow + (lowLow >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(cross / 65536)) >>> 0;
}

/** Four unsigned 32-bit words, the argument or the value of the bijection. */
export type Words = [number, number, number, number];

/**
 * Writes the four output words of Philox4x32-10 for (counter, key) to `out`.
 *
 * @param counter four unsigned 32-bit words
 * @param key two unsigned 32-bit words
 * @param out receives four unsigned 32-bit words
 */
export function philox(counter: Readonly<Words>, key: readonly [number, number], out: Uint32Array): void {
  let [x0, x1, x2, x3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const upper0 = upperProduct(MULTIPLIER_0, x0);
    const lower0 = Math.imul(MULTIPLIER_0, x0) >>> 0;
    const upper1 = upperProduct(MULTIPLIER_1, x2);
    const lower1 = Math.imul(MULTIPLIER_1, x2) >>> 0;
    x0 = (upper1 ^ x1 ^ k0) >>> 0;
    x1 = lower1;
    x2 = (upper0 ^ x3 ^ k1) >>> 0;
    x3 = lower0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  out[0] = x0;
  out[1] = x1;
  out[2] = x2;
  out[3] = x3;
}
