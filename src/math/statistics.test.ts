import { describe, expect, it } from 'vitest';
import { RandomSequence } from './random.js';
import {
  covariance,
  halfCount,
  mean,
  neighbourCovariance,
  standardError,
  studentFactor,
  twoErrorsFactor,
} from './statistics.js';

describe('covariance of neighbours', () => {
  it('of two and of four values is exact, and a trend counts little', () => {
    expect(neighbourCovariance([1, 3], [1, 3])).toBe(2);
    expect(neighbourCovariance([0, 1, 1, 3], [0, 1, 1, 3])).toBe((1.5 + 0 + 1.5 * 4) / 8);
    const trend = Array.from({ length: 100 }, (_, i) => i);
    expect(neighbourCovariance(trend, trend)).toBeLessThan(1);
    expect(() => neighbourCovariance([1], [1])).toThrow('invalid sample; not at least two: 1');
  });

  it('of independent values has the mean of the sample covariance, within 5 standard errors (false alarm < 1e-6)', () => {
    const sequence = new RandomSequence({ seed: 1, stream: 'synthetic', group: 80 });
    const found = Array.from({ length: 4000 }, () => {
      const x = Array.from({ length: 5 }, () => sequence.drawGaussians());
      return neighbourCovariance(
        x.map(([a]) => a),
        x.map(([a, b]) => a + b),
      );
    });
    expect(Math.abs(mean(found) - 1)).toBeLessThan(5 * standardError(found));
  });
});

describe('statistics', () => {
  it('mean, covariance and standard error of small samples are exact', () => {
    expect(mean([1, 2, 6])).toBe(3);
    expect(covariance([1, 2, 6], [0, 1, 5])).toBe(7);
    expect(covariance([1, 2, 6], [3, 3, 3])).toBe(0);
    expect(standardError([1, 2, 6])).toBe(Math.sqrt(7 / 3));
    expect(() => covariance([1], [1])).toThrow('invalid sample; not at least two: 1');
  });

  it.each([
    [4, 1.1969],
    [8, 1.0767],
    [16, 1.0345],
    [32, 1.0166],
  ])('Student factor of %i values is %f, to 0.004 (tables: P(|t| < x) = 0.6827)', (count, exact) => {
    expect(Math.abs(studentFactor(count) - exact)).toBeLessThan(0.004);
  });

  it('the stretched error of 4 Gaussian values covers 68.3 ± 2.4 % of 4000 means (false alarm < 1e-6)', () => {
    const sequence = new RandomSequence({ seed: 11, stream: 'synthetic' });
    let inside = 0;
    for (let n = 0; n < 4000; n++) {
      const x = [...sequence.drawGaussians(), ...sequence.drawGaussians()];
      if (Math.abs(mean(x)) < studentFactor(4) * standardError(x)) inside += 1;
    }
    // 5 standard deviations of a binomial, √(0.683·0.317·4000) = 29.4.
    expect(Math.abs(inside - 0.6827 * 4000)).toBeLessThan(147);
  });

  it.each([
    [1, 13.96773],
    [1.5, 6.41819],
    [2, 4.52654],
    [3, 3.30682],
    [4, 2.86931],
    [7, 2.42881],
    [15, 2.18116],
    [31, 2.08393],
  ])(
    'two stretched errors with %f degrees of freedom are %f, to 0.8 % (P(|t| < x) = 0.9545)',
    (freedom, exact) => {
      expect(Math.abs((2 * twoErrorsFactor(freedom)) / exact - 1)).toBeLessThan(freedom < 3 ? 8e-3 : 1e-3);
    },
  );

  it('counts how many values carry half of the sum', () => {
    expect(halfCount([1, 1, 1, 1])).toBe(2);
    expect(halfCount([1, 1, 10])).toBe(1);
    expect(halfCount([3, 0, 2, 2, 1])).toBe(2);
    expect(halfCount([5])).toBe(1);
  });
});
