import { expect, test } from 'vitest';
import { integral } from './quadrature.js';

test('one piece is exact for polynomials of degree 22, to 1e-14', () => {
  for (let degree = 0; degree <= 22; degree++) {
    const { value } = integral((x) => x ** degree, [0, 1], { tolerance: Infinity });
    expect(Math.abs(value * (degree + 1) - 1)).toBeLessThan(1e-14);
  }
});

test('a Lorentzian of width 10⁻³ and a kink: 1e-12, within the error that is returned', () => {
  const lorentzian = integral((x) => 1e-3 / (1e-6 + (x - 0.3) ** 2), [-1, 1]);
  const exact = Math.atan(700) + Math.atan(1300);
  expect(Math.abs(lorentzian.value - exact)).toBeLessThan(Math.max(lorentzian.error, 1e-12));
  expect(lorentzian.error).toBeLessThan(1e-12);
  const kink = integral((x) => Math.abs(x - 0.3), [0, 1]);
  expect(Math.abs(kink.value - (0.09 + 0.49) / 2)).toBeLessThan(1e-12);
});
