import { cosSin } from './elementary.js';

/** The smallest power of two that is at least n ≥ 1. */
export function powerOfTwo(n: number): number {
  let power = 1;
  while (power < n) power *= 2;
  return power;
}

/**
 * The discrete Fourier transform of length n = 2^m ≥ 1,
 *
 *     X_k = Σ_{s=0}^{n−1} x_s e^{−2πi ks/n},
 *
 * by Cooley & Tukey's recursion of radix 2 (Math. Comp. 19, 297, 1965), with cosines and sines of our own, so that every machine and every engine gives
 * the same bits. Relative error, of the whole in the root of the mean square: below 2·10⁻¹⁶·log₂ n.
 */
export class FourierTransform {
  /** cos and sin of −2πk/n, k < n/2. */
  private readonly cosines: Float64Array;
  private readonly sines: Float64Array;

  constructor(readonly length: number) {
    if (length < 1 || powerOfTwo(length) !== length)
      throw new RangeError(`invalid length; not a power of two: ${String(length)}`);
    this.cosines = new Float64Array(length / 2);
    this.sines = new Float64Array(length / 2);
    for (let k = 0; k < length / 2; k++) {
      [this.cosines[k], this.sines[k]] = cosSin((-2 * Math.PI * k) / length);
    }
  }

  /** Replaces x by X, both given as real and imaginary parts of `length` numbers. */
  transform(real: Float64Array, imaginary: Float64Array): void {
    const { length } = this;
    if (real.length !== length || imaginary.length !== length)
      throw new RangeError(`invalid series; not of length ${String(length)}: ${String(real.length)}`);
    reversed(real);
    reversed(imaginary);
    for (let half = 1; half < length; half *= 2) this.join(real, imaginary, half);
  }

  /** Joins transforms of length `half`, two neighbours at a time. */
  private join(real: Float64Array, imaginary: Float64Array, half: number): void {
    const { length, cosines, sines } = this;
    const stride = length / (2 * half);
    for (let start = 0; start < length; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const [i, j] = [start + k, start + k + half];
        const c = cosines[k * stride] as number;
        const s = sines[k * stride] as number;
        const re = (real[j] as number) * c - (imaginary[j] as number) * s;
        const im = (real[j] as number) * s + (imaginary[j] as number) * c;
        real[j] = (real[i] as number) - re;
        imaginary[j] = (imaginary[i] as number) - im;
        real[i] = (real[i] as number) + re;
        imaginary[i] = (imaginary[i] as number) + im;
      }
    }
  }
}

/** Puts number i at the place whose binary digits are those of i backwards. */
function reversed(values: Float64Array): void {
  const n = values.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; (j & bit) !== 0; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    const other = values[i] as number;
    values[i] = values[j] as number;
    values[j] = other;
  }
}
