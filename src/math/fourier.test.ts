import { describe, expect, it, test } from 'vitest';
import { FourierTransform, powerOfTwo } from './fourier.js';
import { RandomSequence } from './random.js';

/** Σ_s x_s e^{−2πi ks/n} as it is written. */
function naive(real: Float64Array, imaginary: Float64Array): [number, number][] {
  const n = real.length;
  return Array.from({ length: n }, (_, k) => {
    let [re, im] = [0, 0];
    for (let s = 0; s < n; s++) {
      const angle = (-2 * Math.PI * ((k * s) % n)) / n;
      const [c, d] = [Math.cos(angle), Math.sin(angle)];
      re += (real[s] as number) * c - (imaginary[s] as number) * d;
      im += (real[s] as number) * d + (imaginary[s] as number) * c;
    }
    return [re, im];
  });
}

describe('the Fourier transform', () => {
  it.each([1, 2, 4, 8, 64, 512])('of length %d is the sum as it is written, to 1e-14 of its norm', (n) => {
    const sequence = new RandomSequence({ seed: 1, stream: 'synthetic', member: n });
    const [real, imaginary] = [0, 1].map(() =>
      Float64Array.from({ length: n }, () => sequence.drawUniform() - 0.5),
    );
    const expected = naive(real as Float64Array, imaginary as Float64Array);
    new FourierTransform(n).transform(real as Float64Array, imaginary as Float64Array);
    expected.forEach(([re, im], k) => {
      expect(Math.abs((real?.[k] as number) - re)).toBeLessThan(1e-14 * n);
      expect(Math.abs((imaginary?.[k] as number) - im)).toBeLessThan(1e-14 * n);
    });
  });

  it('twice gives n times the series backwards: to 1e-15 of the largest number at n = 2^16', () => {
    const n = 2 ** 16;
    const sequence = new RandomSequence({ seed: 2, stream: 'synthetic' });
    const series = Float64Array.from({ length: n }, () => sequence.drawUniform() - 0.5);
    const [real, imaginary] = [series.slice(), new Float64Array(n)];
    const transform = new FourierTransform(n);
    transform.transform(real, imaginary);
    transform.transform(real, imaginary);
    let worst = 0;
    for (let s = 0; s < n; s++)
      worst = Math.max(worst, Math.abs((real[s] as number) / n - (series[(n - s) % n] as number)));
    expect(worst).toBeLessThan(1e-15);
  });

  it('refuses other lengths', () => {
    expect(() => new FourierTransform(12)).toThrow('invalid length; not a power of two: 12');
    expect(() => {
      new FourierTransform(8).transform(new Float64Array(4), new Float64Array(8));
    }).toThrow('invalid series; not of length 8: 4');
  });
});

test('powers of two', () => {
  expect([1, 2, 3, 4, 5, 1000].map(powerOfTwo)).toEqual([1, 2, 4, 4, 8, 1024]);
});
