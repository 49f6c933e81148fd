import { expect, test } from 'vitest';
import { exp } from '../math/elementary.js';
import { integral } from '../math/quadrature.js';
import { smoothPotential } from './potential.js';
import { perturbationShare } from './perturbation.js';

const quartic = [0, 0, 0, 0, 0.25];
const sextic = [0, 0, 0, 0, 0, 0, 1 / 6];
const weak = { coupling: quartic, pinning: [] as number[], epsilon: 0.1, dimension: 1 };

test('V = r⁴/4, ⟨1/ω²⟩ = ½: ¾εT for each direction; U = q⁶/6: (15/48)εT²', () => {
  for (const T of [0.01, 1, 7]) {
    expect(perturbationShare(weak, T / 2, T)).toBeCloseTo(0.075 * T, 14);
    expect(perturbationShare({ ...weak, dimension: 3 }, T / 2, T)).toBeCloseTo(0.225 * T, 14);
    const pinned = { ...weak, coupling: [], pinning: sextic };
    expect(perturbationShare(pinned, T / 2, T)).toBeCloseTo((0.1 * 15 * T * T) / 48, 13);
  }
});

test('every power is the mean of its size over a Gaussian, by quadrature to 11 digits; constants do not count', () => {
  const [square, T] = [0.7, 1.3];
  for (let k = 1; k <= 9; k++) {
    const pinning = [5, ...new Array<number>(k - 1).fill(0), k % 3 === 0 ? -2 : 2];
    const density = (q: number): number => exp((-q * q) / (2 * square)) / Math.sqrt(2 * Math.PI * square);
    const mean = integral((q) => 4 * Math.abs(q) ** k * density(q), [0, 1, 4, 12], {
      tolerance: 1e-12,
    }).value;
    const share = perturbationShare({ ...weak, coupling: [], pinning }, square, T);
    expect(share / ((0.1 * mean) / T)).toBeCloseTo(1, 11);
  }
});

test('(ε, T) and (εT^{m/2−1}, 1) are the same, and so is another unit of time; terms of opposite sign add up', () => {
  for (const [m, coupling] of [
    [2, [0, 0, 0.5]],
    [4, quartic],
    [6, sextic],
  ] as const) {
    for (const T of [0.01, 0.5, 9]) {
      const here = perturbationShare({ ...weak, coupling }, 0.5 * T, T);
      const there = perturbationShare({ ...weak, coupling, epsilon: 0.1 * T ** (m / 2 - 1) }, 0.5, 1);
      expect(here / there).toBeCloseTo(1, 13);
      // Frequencies λ times as high: ε λ^m keeps the dynamics in units of 1/λ.
      const faster = perturbationShare({ ...weak, coupling, epsilon: 0.1 * 3 ** m }, (0.5 * T) / 9, T);
      expect(faster / here).toBeCloseTo(1, 13);
    }
  }
  const mixed = { ...weak, coupling: [0, 0, 0, 0, 0.25, 0, -1 / 6] };
  const parts = perturbationShare(weak, 0.5, 1) + perturbationShare({ ...weak, coupling: sextic }, 0.5, 1);
  expect(perturbationShare(mixed, 0.5, 1)).toBeCloseTo(parts, 14);
});

test('no polynomials: ⟨1 − cos r⟩ = 1 − e^{−⟨r²⟩/2}, ⟨1 − e^{−q²}⟩ = 1 − (1 + 2⟨q²⟩)^{−½}; a polynomial that is no leaf is as good as itself', () => {
  const share = (V: string, U: string, square: number): number =>
    perturbationShare(
      { ...weak, coupling: smoothPotential(V, 'r'), pinning: smoothPotential(U, 'q') },
      square,
      1,
    );
  for (const square of [0.05, 0.7, 3]) {
    expect(share('1 - cos(r)', '0', square)).toBeCloseTo(0.1 * (1 - exp(-square)), 12);
    expect(share('0', '-exp(-q^2)', square)).toBeCloseTo(0.1 * (1 - 1 / Math.sqrt(1 + 2 * square)), 12);
    expect(share('r^4 + sqrt(1 + r^2)', '0', square) - share('sqrt(1 + r^2)', '0', square)).toBeCloseTo(
      share('r^4', '0', square),
      10,
    );
  }
});
