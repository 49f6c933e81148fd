import { describe, expect, test } from 'vitest';
import { Kernel } from '../kernel/kernel.js';
import { schemes } from '../kernel/scheme.js';
import { frequencies } from '../lattice/realisation.js';
import { torus } from '../lattice/torus.js';
import { oscillators } from '../model/oscillators.js';
import { potential } from '../model/potential.js';
import { dynamicalMatrix } from '../model/harmonic.js';
import { GibbsSampler } from './sampler.js';

function sampler(
  coupling: string,
  pinning: string,
  epsilon: number,
  step: number,
  length: number,
  temperature: number,
  size = 4,
) {
  const lattice = torus(1, size);
  const omega = frequencies({ law: 'uniform', from: 1, to: 2 }, lattice, 1, 0);
  const [V, U] = [potential(coupling, 'r'), potential(pinning, 'q')];
  const model = oscillators({ lattice, frequencies: omega, coupling: V, pinning: U, epsilon });
  const kernel = new Kernel({ lattice, coupling: V, pinning: U, scheme: schemes.ABA864, lanes: 4 });
  kernel.tune(omega, epsilon, step);
  const chain = new GibbsSampler(kernel, omega, temperature, step, length, {
    seed: 1,
    group: 5,
    firstReplica: 0,
  });
  chain.start();
  return { chain, kernel, model, lattice, omega, V };
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
    const { chain, kernel, lattice, omega, V } = sampler('r^2/2', '0', 0.8, 0.3, 8000, 1.7);
    const phi = dynamicalMatrix({ lattice, frequencies: omega, coupling: V, pinning: [], epsilon: 0.8 });
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
  const other = new GibbsSampler(one.kernel, one.omega, 1, 0.2, 10, { seed: 1, group: 5, firstReplica: 2 });
  for (let t = 0; t < 10; t++) one.chain.advance();
  const replica2 = one.kernel.lane(one.kernel.positions, 2);
  other.start();
  for (let t = 0; t < 10; t++) other.advance();
  expect(one.kernel.lane(one.kernel.positions, 0)).toEqual(replica2);
});
