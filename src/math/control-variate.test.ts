import { describe, expect, it } from 'vitest';
import { controlledMean } from './control-variate.js';
import { RandomSequence } from './random.js';
import { covariance, mean, standardError, studentFactor } from './statistics.js';

/** n pairs of standard Gaussians of correlation ρ. */
function gaussianPairs(sequence: RandomSequence, n: number, rho: number): [Float64Array, Float64Array] {
  const [x, y] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    const [a, b] = sequence.drawGaussians();
    y[i] = a;
    x[i] = rho * a + Math.sqrt(1 - rho * rho) * b;
  }
  return [x, y];
}

describe('mean with a control variate', () => {
  it('x = 2y + 3 is known exactly, to rounding', () => {
    const y = Float64Array.of(0.3, -1.2, 2.5, 0.7, 1.1);
    const { value, error } = controlledMean(
      y.map((v) => 2 * v + 3),
      y,
      0.5,
    );
    expect(Math.abs(value - 4)).toBeLessThan(1e-14);
    expect(error).toBeLessThan(1e-14);
  });

  it('a constant y leaves the plain mean, with its stretched standard error', () => {
    const x = Float64Array.of(1, 2, 6, 3, 4);
    const { value, error, carriers } = controlledMean(x, new Float64Array(5).fill(7), 7);
    expect(value).toBe(mean(x));
    expect(error).toBe(studentFactor(5) * standardError(x));
    // (x − 3.2)²: 4.84, 1.44, 7.84, 0.04, 0.64.
    expect(carriers).toBe(1);
  });

  it('32 Gaussian pairs with ρ = 0.95: ±error covers 68.3 ± 1.7 % of 20000, and is √(1−ρ²) of the plain one within 8 % (false alarms < 1e-6)', () => {
    const sequence = new RandomSequence({ seed: 3, stream: 'synthetic' });
    let inside = 0;
    let ratio = 0;
    for (let n = 0; n < 20000; n++) {
      const [x, y] = gaussianPairs(sequence, 32, 0.95);
      const { value, error } = controlledMean(x, y, 0);
      if (Math.abs(value) < error) inside += 1;
      ratio += error / (studentFactor(32) * standardError(x)) / 20000;
    }
    expect(Math.abs(inside / 20000 - 0.6827)).toBeLessThan(0.017);
    expect(Math.abs(ratio / Math.sqrt(1 - 0.95 * 0.95) - 1)).toBeLessThan(0.08);
  });

  it('has no bias with skewed values, where a slope fitted on the same pairs has one (false alarm < 1e-6)', () => {
    // y = g², x = g⁴, g Gaussian: ⟨x⟩ = 3.
    const sequence = new RandomSequence({ seed: 4, stream: 'synthetic' });
    const [crossed, own] = [new Float64Array(20000), new Float64Array(20000)];
    for (let n = 0; n < 20000; n++) {
      const y = Float64Array.from({ length: 8 }, () => sequence.drawGaussians()[0] ** 2);
      const x = y.map((v) => v * v);
      crossed[n] = controlledMean(x, y, 1).value;
      own[n] = mean(x) - (covariance(x, y) / covariance(y, y)) * (mean(y) - 1);
    }
    expect(Math.abs(mean(crossed) - 3) / standardError(crossed)).toBeLessThan(5);
    expect((mean(own) - 3) / standardError(own)).toBeLessThan(-10);
  });

  it('needs four pairs', () => {
    expect(() => controlledMean(new Float64Array(3), new Float64Array(3), 0)).toThrow(
      'invalid sample; not at least two: 1',
    );
  });
});
