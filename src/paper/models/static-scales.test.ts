import { describe, expect, test } from 'vitest';
import { RandomSequence } from '../../math/random.js';
import {
  chainScales,
  oscillatorScales,
  quarticScales,
  spinScales,
  type StaticScales,
} from './static-scales.js';

const omega = [1.1, 1.9, 1.4, 1.7, 1.2];
const size = omega.length;
const SAMPLES = 60_000;

/** Means of functions of (q, p) over samples, with their errors; q by `positions`. */
function sampled(
  positions: (normal: () => number) => number[],
  temperature: number,
  functions: readonly ((q: readonly number[], p: readonly number[]) => number)[],
): { mean: number; error: number }[] {
  const sequence = new RandomSequence({ seed: 5, stream: 'synthetic' });
  const normal = (): number => sequence.drawGaussians()[0];
  const values = functions.map(() => [0, 0] as [number, number]);
  for (let i = 0; i < SAMPLES; i++) {
    const q = positions(normal);
    const p = q.map(() => Math.sqrt(temperature) * normal());
    functions.forEach((f, k) => {
      const value = f(q, p);
      const sums = values[k] as [number, number];
      sums[0] += value / SAMPLES;
      sums[1] += (value * value) / SAMPLES;
    });
  }
  return values.map(([first, second]) => ({
    mean: first,
    error: Math.sqrt((second - first * first) / SAMPLES),
  }));
}

const at = (values: readonly number[], x: number): number => values[(x + size) % size] as number;

/** The whole flow Σ_x ½(p_x + p_{x+1}) V'(q_x − q_{x+1}). */
const flow =
  (force: (r: number) => number) =>
  (q: readonly number[], p: readonly number[]): number =>
    q.reduce((sum, _, x) => sum + 0.5 * (at(p, x) + at(p, x + 1)) * force(at(q, x) - at(q, x + 1)), 0);

/** Six errors: a false alarm has a probability below 1e-8. */
function expectWithin(found: StaticScales, [variance, strength]: { mean: number; error: number }[]): void {
  expect(Math.abs(found.variance - (variance?.mean ?? 0))).toBeLessThan(6 * (variance?.error ?? 0));
  expect(Math.abs(found.strength - (strength?.mean ?? 0))).toBeLessThan(6 * (strength?.error ?? 0));
}

describe('against means over samples of the uncoupled measure, within six errors', () => {
  test('section 2, V = r⁴/4', () => {
    const [epsilon, temperature] = [0.3, 1.7];
    const current = flow((r) => epsilon * r ** 3);
    expectWithin(
      oscillatorScales(omega, epsilon, temperature),
      sampled((normal) => omega.map((w) => (Math.sqrt(temperature) / w) * normal()), temperature, [
        (q, p) => current(q, p) ** 2 / size,
        (q) =>
          q.reduce((sum, _, x) => sum + (at(q, x) - at(q, x + 1)) ** 4 / 4, 0) *
          (epsilon / temperature / size),
      ]),
    );
  });

  test('section 5.1: positions with the covariance T Φ⁻¹', () => {
    const [epsilon, temperature] = [0.3, 1.7];
    // A periodic tridiagonal Φ as MᵀM would need a square root: sample by Gibbs sweeps instead, exact conditionals, well mixed after 30.
    let q = omega.map(() => 0);
    const positions = (normal: () => number): number[] => {
      for (let sweep = 0; sweep < 3; sweep++) {
        omega.forEach((w, x) => {
          const stiffness = w * w + 2;
          const rest = (at(q, x - 1) + at(q, x + 1)) / stiffness;
          q = q.map((value, y) => (y === x ? rest + Math.sqrt(temperature / stiffness) * normal() : value));
        });
      }
      return q;
    };
    const current = flow((r) => r);
    const found = chainScales(omega, epsilon, temperature);
    const [variance, strength] = sampled(positions, temperature, [
      (x, p) => current(x, p) ** 2 / size,
      (x) =>
        x.reduce((sum, value, i) => sum + value ** 4 + (at(x, i) - at(x, i + 1)) ** 4, 0) *
        (epsilon / temperature / 4 / size),
    ]);
    // Sweeps leave samples a little dependent: errors of twice the size are allowed for.
    const wider = [variance, strength].map((m) => ({ mean: m?.mean ?? 0, error: 2 * (m?.error ?? 0) }));
    expectWithin(found, wider);
  });
});

test('section 5.3: ⟨q²⟩ of the density e^{−q⁴/4T} by a fine sum, to 1e-9', () => {
  const temperature = 2.5;
  let [weight, square] = [0, 0];
  for (let q = -8; q <= 8; q += 1e-3) {
    const density = Math.exp(-(q ** 4) / 4 / temperature);
    weight += density;
    square += density * q * q;
  }
  const found = quarticScales(0.1, temperature);
  expect(found.strength / ((0.1 / temperature) * (square / weight)) - 1).toBeCloseTo(0, 9);
  expect(found.variance / ((0.01 * temperature * (square / weight)) / 2) - 1).toBeCloseTo(0, 9);
});

test('section 5.2: equal fields of length 2, physical identity ⟨(Σj)²⟩/N = ⟨|ω+ω′|²⟩/18 + 2ε²/9 at orthogonal neighbours', () => {
  const { variance, frequency, strength } = spinScales([2, 2, 2, 2], 0.5);
  expect(variance).toBeCloseTo(0.25 * (8 / 18 + 0.5 / 9), 14);
  expect([frequency, strength]).toEqual([2, 0.25]);
});
