import { expect, test } from 'vitest';
import { schemes } from '../kernel/scheme.js';
import { frequencies } from '../lattice/realisation.js';
import { torus } from '../lattice/torus.js';
import { potential } from '../potential/potential.js';
import { chosenSteps, energyTarget, samplerStep, samplingInterval, type PilotOptions } from './pilot.js';

const lattice = torus(1, 16);
const omega = frequencies({ law: 'uniform', from: 1, to: 2 }, lattice, 1, 0);

/** The model of section 2 at a given ε. */
function pilot(epsilon: number, more: Partial<PilotOptions> = {}): PilotOptions {
  const form = {
    lattice,
    rotations: omega,
    typical: omega,
    coupling: potential('r^4/4', 'r'),
    pinning: [],
    strength: epsilon,
  };
  const target = energyTarget(0.75 * epsilon);
  return { form, scheme: schemes.ABA864, temperature: 1, target, epsilon, seed: 1, ...more };
}

test('weaker coupling and better schemes allow longer steps; the same arguments give the same step', () => {
  const of = (epsilon: number, scheme = schemes.ABA864): number =>
    chosenSteps(pilot(epsilon, { scheme })).step;
  expect(of(0.05)).toBeGreaterThan(of(0.5));
  expect(of(0.1)).toBeGreaterThan(2 * of(0.1, schemes.SABA1));
  expect(of(0.1)).toBe(of(0.1));
});

test('very hot and strongly coupled systems get short steps', () => {
  expect(chosenSteps(pilot(1, { temperature: 1e4 })).step).toBeLessThan(0.03);
});

test("the sampler's step alone is the one that is chosen with the others", () => {
  for (const options of [pilot(0.1), pilot(1, { temperature: 1e4 })]) {
    expect(samplerStep(options)).toBe(chosenSteps(options).samplerStep);
  }
});

test('the target is 5e-8, less for shares below 0.0375, and never below 1e-13', () => {
  expect(energyTarget(0.3)).toBe(5e-8);
  expect(energyTarget(0.0375)).toBeCloseTo(5e-8, 15);
  expect(energyTarget(0.00375)).toBeCloseTo(5e-10, 17);
  expect(energyTarget(1e-9)).toBe(1e-13);
});

test('samples are about 4.5/ω̄ apart', () => {
  expect(samplingInterval(Float64Array.of(1, 2), 0.1)).toBe(30);
  expect(samplingInterval(Float64Array.of(1, 2), 10)).toBe(1);
});
