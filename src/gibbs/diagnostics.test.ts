import { expect, test } from 'vitest';
import { RandomSequence } from '../math/random.js';
import { chainDiagnostics } from './diagnostics.js';

/** Chains x(t+1) = a x(t) + √(1−a²) g(t), whose integrated autocorrelation time is (1+a)/(1−a). */
function chains(a: number, count: number, length: number, shift = 0): Float64Array[] {
  return Array.from({ length: count }, (_, member) => {
    const noise = new RandomSequence({ seed: 1, stream: 'synthetic', member });
    let x = noise.drawGaussians()[0];
    return Float64Array.from({ length }, () => {
      x = a * x + Math.sqrt(1 - a * a) * noise.drawGaussians()[0];
      return x + shift * member;
    });
  });
}

test.each([0, 0.5, 0.8, 0.95])(
  'AR(1) with a = %d: the autocorrelation time is (1+a)/(1−a) within 15 %%',
  (a) => {
    const { autocorrelation, effectiveSize, splitRhat } = chainDiagnostics(chains(a, 16, 4000));
    const exact = (1 + a) / (1 - a);
    expect(Math.abs(autocorrelation / exact - 1)).toBeLessThan(0.15);
    expect(effectiveSize).toBeCloseTo((16 * 4000) / autocorrelation, 6);
    expect(Math.abs(splitRhat - 1)).toBeLessThan(0.02);
  },
);

test('chains that disagree are told: R-hat above 1.5, few effective samples', () => {
  const { splitRhat, effectiveSize } = chainDiagnostics(chains(0.3, 8, 500, 1));
  expect(splitRhat).toBeGreaterThan(1.5);
  expect(effectiveSize).toBeLessThan(50);
});

test('split R-hat of two chains by hand', () => {
  const { splitRhat } = chainDiagnostics([Float64Array.of(1, 2, 3, 4), Float64Array.of(2, 4, 6, 8)]);
  // Halves (1,2) (3,4) (2,4) (6,8): W = 1.25, means 1.5, 3.5, 3, 7 with variance 65/12.
  expect(splitRhat).toBeCloseTo(Math.sqrt(1 / 2 + 65 / 12 / 1.25), 12);
});
