import fc from 'fast-check';
import { expect, test } from 'vitest';
import { carlsonRF } from '../../math/elliptic.js';
import { schemes } from '../../kernel/scheme.js';
import {
  actionOf,
  amplitudeOf,
  FREQUENCY_PER_AMPLITUDE,
  frequencyOf,
  orbitHarmonics,
  orbitPoint,
} from './orbit.js';

/** Γ(1/4). */
const GAMMA = 3.625609908221908;

test('ω(e) = 2π(4e)^{1/4}/(4√2 I) with I = Γ(1/4)²/(4√(2π)) to 1e-15, and 1.19814 e^{1/4}', () => {
  const I = (GAMMA * GAMMA) / (4 * Math.sqrt(2 * Math.PI));
  for (const e of [1e-3, 0.75, 1, 40]) {
    const closed = (2 * Math.PI * amplitudeOf(e)) / (4 * Math.SQRT2 * I);
    expect(Math.abs(frequencyOf(e) / closed - 1)).toBeLessThan(1e-15);
  }
  expect(frequencyOf(1)).toBeCloseTo(1.19814, 5);
  expect(FREQUENCY_PER_AMPLITUDE).toBeCloseTo(0.847213, 6);
  expect(Math.abs(carlsonRF(0, 0.5, 1) * FREQUENCY_PER_AMPLITUDE - Math.PI / 2)).toBeLessThan(1e-15);
});

test('the harmonics are 0.955006, 0.0430495, 0.0018605, …, and at θ = 0 they add up to 1, to 1e-15', () => {
  const [a0, a1, a2] = orbitHarmonics as [number, number, number];
  expect(a0).toBeCloseTo(0.955006, 6);
  expect(a1).toBeCloseTo(0.0430495, 7);
  expect(a2).toBeCloseTo(0.0018605, 7);
  expect(Math.abs(orbitHarmonics.reduce((sum, a) => sum + a, 0) - 1)).toBeLessThan(1e-15);
});

/** q and p at an angle, by the Fourier series. */
function onOrbit(amplitude: number, angle: number): [q: number, p: number] {
  let q = 0;
  let p = 0;
  orbitHarmonics.forEach((a, m) => {
    const n = 2 * m + 1;
    q += a * Math.cos(n * angle);
    p -= n * a * Math.sin(n * angle);
  });
  return [amplitude * q, amplitude * amplitude * FREQUENCY_PER_AMPLITUDE * p];
}

test('the angle undoes the Fourier series to 3e-15, and the amplitude to 1e-14', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      fc.double({ min: -3.14159, max: 3.14159, noNaN: true }),
      (amplitude, angle) => {
        const found = orbitPoint(...onOrbit(amplitude, angle));
        expect(Math.abs(found.amplitude / amplitude - 1)).toBeLessThan(1e-14);
        expect(Math.abs(found.angle - angle)).toBeLessThan(3e-15);
      },
    ),
  );
});

test('an orbit of tiny steps turns with ω and keeps its action, to 1e-10 over twenty periods', () => {
  const { rotations, kicks } = schemes.SRKN14;
  const energy = 0.7;
  let [q, p] = [amplitudeOf(energy), 0];
  const period = (2 * Math.PI) / frequencyOf(energy);
  const steps = 200;
  const h = period / steps;
  let area = 0;
  for (let n = 1; n <= 20 * steps; n++) {
    const before = q;
    const old = p;
    kicks.forEach((b, i) => {
      q += (rotations[i] as number) * h * p;
      p -= b * h * q * q * q;
    });
    q += (rotations[kicks.length] as number) * h * p;
    area += 0.5 * (before * p - q * old);
    const turned = orbitPoint(q, p).angle - (2 * Math.PI * n) / steps;
    const whole = Math.round(turned / (2 * Math.PI));
    expect(Math.abs(turned - 2 * Math.PI * whole)).toBeLessThan(1e-10);
  }
  // The polygon of 200 corners lies inside the orbit by (2π/200)²/6 of its area.
  expect(Math.abs(-area / 20 / (2 * Math.PI * actionOf(energy)) - 1)).toBeLessThan(5e-4);
});

test('de/dJ = ω, and at rest everything is 0', () => {
  const d = 1e-4;
  for (const e of [0.3, 2]) {
    const slope = (2 * d * e) / (actionOf(e * (1 + d)) - actionOf(e * (1 - d)));
    expect(Math.abs(slope / frequencyOf(e) - 1)).toBeLessThan(1e-7);
  }
  expect(orbitPoint(0, 0)).toEqual({ amplitude: 0, angle: 0 });
  expect(actionOf(0)).toBe(0);
});
