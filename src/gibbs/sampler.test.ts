import { describe, expect, test } from 'vitest';
import { Kernel } from '../kernel/splitting/kernel.js';
import { schemes } from '../kernel/scheme.js';
import { frequencies } from '../lattice/realisation.js';
import { torus } from '../lattice/torus.js';
import { oscillators } from '../models/oscillators/hamiltonian.js';
import { smoothPotential } from '../potential/potential.js';
import { dynamicalMatrix } from '../harmonic/conductivity.js';
import { chainDiagnostics } from './diagnostics.js';
import { GibbsSampler } from './sampler.js';
import { ringCorrelations } from './transfer-operator.js';

function sampler(
  coupling: string,
  pinning: string,
  epsilon: number,
  step: number,
  length: number,
  temperature: number,
  size = 4,
  seed = 1,
) {
  const lattice = torus(1, size);
  const omega = frequencies({ law: 'uniform', from: 1, to: 2 }, lattice, 1, 0);
  const [V, U] = [smoothPotential(coupling, 'r'), smoothPotential(pinning, 'q')];
  const model = oscillators({ lattice, frequencies: omega, coupling: V, pinning: U, epsilon });
  const kernel = new Kernel({ lattice, coupling: V, pinning: U, scheme: schemes.ABA864, lanes: 4 });
  const form = { lattice, rotations: omega, typical: omega, coupling: V, pinning: U, strength: epsilon };
  const chain = new GibbsSampler(kernel, form, temperature, step, length, {
    seed,
    group: 5,
    firstReplica: 0,
  });
  chain.start();
  return { chain, kernel, model, lattice, omega, form, V, U };
}

/** Batch means: the mean of a series and its standard error from 40 batches. */
function batched(series: readonly number[]): { mean: number; error: number } {
  const size = Math.floor(series.length / 40);
  const means = Array.from(
    { length: 40 },
    (_, b) => series.slice(b * size, (b + 1) * size).reduce((a, c) => a + c, 0) / size,
  );
  const mean = means.reduce((a, c) => a + c, 0) / 40;
  return { mean, error: Math.sqrt(means.reduce((a, m) => a + (m - mean) ** 2, 0) / (40 * 39)) };
}

describe('hybrid Monte Carlo samples e^{−βH}; false alarms < 1e-6 in all', () => {
  test('harmonic coupling: ⟨q_x q_y⟩ = T Φ⁻¹, so Σ_y Φ_xy ⟨q_x q_y⟩ = T', () => {
    const { chain, kernel, lattice, omega } = sampler('r^2/2', '0', 0.8, 0.3, 8000, 1.7);
    const phi = dynamicalMatrix({
      lattice,
      frequencies: omega,
      coupling: [0, 0, 0.5],
      pinning: [],
      epsilon: 0.8,
    });
    const virial: number[][] = Array.from({ length: 4 }, () => []);
    for (let t = 0; t < 8000; t++) {
      chain.advance();
      for (let x = 0; x < 4; x++) {
        let sum = 0;
        for (let lane = 0; lane < 4; lane++) {
          for (let y = 0; y < 4; y++) {
            sum +=
              (phi.entries[x * 4 + y] as number) *
              (kernel.positions[x * 4 + lane] as number) *
              (kernel.positions[y * 4 + lane] as number);
          }
        }
        virial[x]?.push(sum / 4);
      }
    }
    // Student with 39 degrees of freedom: 6.2 errors are 3e-7.
    for (const series of virial) {
      const { mean, error } = batched(series.slice(400));
      expect(Math.abs(mean - 1.7) / error).toBeLessThan(6.2);
      expect(error).toBeLessThan(0.1);
    }
  });

  test.each([
    ['sqrt(1 + r^2)', 'q^6/6 + 0.1*cos(3*q)'],
    ['1 - cos(r)', '0'],
    ['r^4/(1 + r^2)', 'log(1 + q^2)'],
    ['-exp(-r^2)', 'q*tanh(q)'],
  ])(
    'V = %s, U = %s: ⟨q_x²⟩ and ⟨q₀ q₁⟩ are those of the transfer operator, by quadrature',
    (coupling, pinning) => {
      const [epsilon, T] = [0.7, 1.3];
      const { chain, kernel, omega, V, U } = sampler(coupling, pinning, epsilon, 0.4, 4000, T);
      const ring = { frequencies: omega, coupling: V, pinning: U, epsilon, temperature: T };
      const { positions, variances } = ringCorrelations(ring, 3);
      const expected = [...variances, positions[1] as number];
      const found: number[][] = expected.map(() => []);
      for (let t = 0; t < 4000; t++) {
        chain.advance();
        const q = [0, 1, 2, 3].map((lane) => kernel.lane(kernel.positions, lane));
        const mean = (x: number, y: number): number =>
          q.reduce((sum, one) => sum + (one[x] as number) * (one[y] as number), 0) / 4;
        expected.forEach((_, i) => found[i]?.push(i < 4 ? mean(i, i) : mean(0, 1)));
      }
      // Student with 39 degrees of freedom: 6.5 errors are 1e-7, for 20 averages.
      found.forEach((series, i) => {
        const { mean, error } = batched(series.slice(200));
        expect(Math.abs(mean - (expected[i] as number)) / error).toBeLessThan(6.5);
        expect(error).toBeLessThan(0.04 * (expected[0] as number));
      });
    },
  );

  test('any potential: the virial theorem ⟨q_x ∂H/∂q_x⟩ = T at every site, also with a coarse step that rejects', () => {
    const { chain, kernel, model } = sampler('r^4/4', 'q^4/4', 1, 1.1, 8000, 1.3);
    const virial: number[] = [];
    let accepted = 0;
    for (let t = 0; t < 8000; t++) {
      chain.advance();
      const q = kernel.lane(kernel.positions, 1);
      const force = model.forces(q);
      virial.push(q.reduce((sum, position, x) => sum - position * (force[x] as number), 0) / 4);
    }
    chain.series.accepted.forEach((one) => (accepted += one));
    expect(accepted / chain.series.accepted.length).toBeLessThan(0.99);
    const { mean, error } = batched(virial.slice(400));
    expect(Math.abs(mean - 1.3) / error).toBeLessThan(6.2);
    expect(error).toBeLessThan(0.1);
  });
});

test('a replica is the same chain in whatever lane it is run', () => {
  const one = sampler('r^4/4', '0', 0.3, 0.2, 10, 1);
  const other = new GibbsSampler(one.kernel, one.form, 1, 0.2, 10, { seed: 1, group: 5, firstReplica: 2 });
  for (let t = 0; t < 10; t++) one.chain.advance();
  const replica2 = one.kernel.lane(one.kernel.positions, 2);
  other.start();
  for (let t = 0; t < 10; t++) other.advance();
  expect(one.kernel.lane(one.kernel.positions, 0)).toEqual(replica2);
});

test('steps and durations are a function of the names alone; the mean of their number is the usual one, 5 standard errors', () => {
  const [cold, hot] = [0.01, 100].map((T) => sampler('r^4/4', 'q^6/6', 1, 0.02, 4000, T, 3).chain);
  const numbers = Array.from({ length: 4000 }, () => (cold as GibbsSampler).advance());
  expect(Array.from({ length: 200 }, () => (hot as GibbsSampler).advance())).toEqual(numbers.slice(0, 200));
  const mean = numbers.reduce((a, b) => a + b, 0) / 4000;
  const deviation = Math.sqrt(numbers.reduce((a, n) => a + (n - mean) ** 2, 0) / 4000);
  // Of a law with long tails: 5 errors below, and 7 above, are less than 1e-6.
  const errors = (mean - (cold as GibbsSampler).usualSteps) / (deviation / Math.sqrt(4000));
  expect(errors).toBeGreaterThan(-7);
  expect(errors).toBeLessThan(5);
  // Steps of a half, a quarter and an eighth come about 750, 190 and 47 times.
  for (const k of [1, 2, 3]) {
    const longest = Math.ceil((0.75 * Math.PI) / 1.2 / 0.02);
    expect(numbers.some((n) => n > longest * 2 ** (k - 1) * 0.67)).toBe(true);
  }
});

// U = q⁶/6, T = 4: independent Gaussians put sites where U holds hundreds of T, and 19 of 30 such chains never moved.
test('strong pinning: over 30 seeds of 4 chains each all move, mix, and have the virial ⟨q ∂H/∂q⟩ = T (false alarm < 1e-6)', () => {
  const virials: number[] = [];
  for (let seed = 1; seed <= 30; seed++) {
    const { chain, kernel, model } = sampler('r^4/4 + r^2/2', 'q^6/6', 1, 0.3, 600, 4, 6, seed);
    let virial = 0;
    for (let t = 0; t < 600; t++) {
      chain.advance();
      if (t < 150) continue;
      for (let lane = 0; lane < 4; lane++) {
        const q = kernel.lane(kernel.positions, lane);
        const force = model.forces(q);
        virial -= q.reduce((sum, position, x) => sum + position * (force[x] as number), 0) / 6 / 4 / 450;
      }
    }
    virials.push(virial);
    const { potential, accepted } = chain.series;
    const late = [0, 1, 2, 3].map((lane) => kernel.lane(potential.subarray(4 * 150), lane));
    expect(chainDiagnostics(late).splitRhat).toBeLessThan(1.1);
    for (let lane = 0; lane < 4; lane++) {
      const moves = kernel.lane(Float64Array.from(accepted), lane).reduce((a, b) => a + b, 0);
      expect(moves).toBeGreaterThan(500);
    }
  }
  const mean = virials.reduce((a, b) => a + b) / 30;
  const error = Math.sqrt(virials.reduce((a, v) => a + (v - mean) ** 2, 0) / (30 * 29));
  // Student with 29 degrees of freedom: 6.5 errors are 4e-7.
  expect(Math.abs(mean - 4) / error).toBeLessThan(6.5);
  expect(error).toBeLessThan(0.05);
});
