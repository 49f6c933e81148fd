import { expect, test } from 'vitest';
import { RandomSequence } from '../../../math/random.js';
import { modeFunction } from '../mode-function.js';
import { valueAndDerivative } from '../testing/mode-flow.js';
import { modeVariance } from './moments.js';

test('variances of single monomials: ½⟨|z|²⟩² without an equal pair, 2T for Re z z̄ − its mean is 2T', () => {
  const of = (...factors: number[]): number =>
    modeVariance(modeFunction(2, [[{ factors, coefficient: 3 }]]), 0, 0.5);
  // With T = ½: ⟨|z|^{2m}⟩ = m!.
  expect(of(0, 2)).toBe(9 * 0.5);
  expect(of(0, 0)).toBe(9 * 0.5 * 2);
  expect(of(0, 1)).toBe(9 * (2 - 1));
});

test('polynomials of shared phases against sampling, within six standard errors', () => {
  // |z₀|² and |z₁|² times Re z₂z̄₃, and its conjugate in disguise: they are correlated.
  const f = modeFunction(4, [
    [
      { factors: [0, 1, 4, 7], coefficient: 1 },
      { factors: [2, 3, 5, 6], coefficient: -0.6 },
      { factors: [0, 1, 2, 3], coefficient: 0.5 },
      { factors: [0, 2, 1, 3], coefficient: 0.25 },
    ],
  ]);
  const draws = new RandomSequence({ seed: 5, stream: 'synthetic' });
  const squares: number[] = [];
  const values: number[] = [];
  for (let i = 0; i < 20_000; i++) {
    const [re, im] = [new Float64Array(4), new Float64Array(4)];
    for (let k = 0; k < 4; k++) [re[k], im[k]] = draws.drawGaussians();
    values.push(valueAndDerivative(f, { re, im }, { re, im }).values[0] as number);
  }
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  for (const value of values) squares.push((value - mean) ** 2);
  const variance = squares.reduce((a, b) => a + b, 0) / squares.length;
  const error = Math.sqrt(squares.reduce((sum, s) => sum + (s - variance) ** 2, 0)) / squares.length;
  // 6σ: 2·10⁻⁹.
  expect(Math.abs(variance - modeVariance(f, 0, 1))).toBeLessThan(6 * error);
});
