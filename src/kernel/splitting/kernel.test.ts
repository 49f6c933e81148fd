import { describe, expect, test } from 'vitest';
import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';
import { oscillators, type Oscillators } from '../../models/oscillators/hamiltonian.js';
import { smoothPotential } from '../../potential/potential.js';
import { advance, type Trajectory } from './testing/splitting.js';
import type { FlipEvents } from './flips.js';
import { Kernel } from './kernel.js';
import { schemes, type SchemeName } from '../scheme.js';

const law = { law: 'uniform', from: 1, to: 2 } as const;

function system(
  dimension: number,
  size: number,
  epsilon: number,
  coupling = 'r^4/4',
  pinning = '0',
): Oscillators {
  const lattice = torus(dimension, size);
  return oscillators({
    lattice,
    frequencies: frequencies(law, lattice, 5, 0),
    coupling: smoothPotential(coupling, 'r'),
    pinning: smoothPotential(pinning, 'q'),
    epsilon,
  });
}

function kernelOf(model: Oscillators, scheme: SchemeName, lanes: 2 | 4, step: number): Kernel {
  const { lattice, coupling, pinning, frequencies: omega, epsilon } = model;
  const kernel = new Kernel({ lattice, coupling, pinning, scheme: schemes[scheme], lanes });
  kernel.tune(omega, epsilon, step);
  return kernel;
}

/** A phase point near equilibrium, the same for the same member. */
function start({ lattice, frequencies: omega }: Oscillators, member: number): Trajectory {
  const sequence = new RandomSequence({ seed: 9, stream: 'synthetic', member });
  const draws = Array.from({ length: lattice.sites }, () => sequence.drawGaussians());
  return {
    q: Float64Array.from(draws, ([q], x) => q / (omega[x] as number)),
    p: Float64Array.from(draws, ([, p]) => p),
    transfers: new Float64Array(lattice.bonds),
  };
}

function fill(kernel: Kernel, lane: number, { q, p }: Trajectory): void {
  q.forEach((value, x) => (kernel.positions[x * kernel.lanes + lane] = value));
  p.forEach((value, x) => (kernel.momenta[x * kernel.lanes + lane] = value));
}

function worst(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => Math.max(sum, Math.abs(value - (b[i] as number))), 0);
}

const cases = [
  [1, 3, 'r^4/4', '0'],
  [1, 4, 'r^4/4 + r^6/12 + r^2', 'q^6/6 - q^3/9 + q/7'],
  [1, 17, 'r^2/2', 'q^4/4'],
  [2, 3, 'r^4/4', 'q^6/6'],
  [2, 5, 'r^2/2 + r^4/8', '0'],
  [3, 3, 'r^4/4', 'q^4/4'],
  [3, 4, 'r^6/90', '0'],
  [1, 3, 'sqrt(1 + r^2)', '0'],
  [1, 9, '1 - cos(r)', 'q^6/6 + 0.1*cos(3*q)'],
  [2, 4, 'r^4/(1 + r^2)', 'q*tanh(q)'],
  [2, 3, 'r^4/4', 'log(2 + sin(q))'],
  [3, 3, 'log(1 + r^2)', '-exp(-q^2)'],
] as const;

describe.each(cases)('d = %i, N = %i, V = %s, U = %s', (dimension, size, coupling, pinning) => {
  const model = system(dimension, size, 0.2, coupling, pinning);

  test.each(['SABA1', 'ABA864'] as const)(
    '%s: every lane follows the naive splitting of the same coefficients, flips included, to 1e-11',
    (name) => {
      const step = 0.15;
      const kernel = kernelOf(model, name, 4, step);
      const twins = [0, 1, 2, 3].map((member) => start(model, member));
      twins.forEach((twin, lane) => {
        fill(kernel, lane, twin);
      });
      const sites = model.lattice.sites;
      const list = Array.from({ length: 40 }, (_, i) => ({
        step: 1 + Math.floor(i / 2),
        site: (7 * i) % sites,
        lane: (3 * i) % 4,
      }));
      const events: FlipEvents = {
        count: list.length,
        steps: Int32Array.from(list, (e) => e.step),
        elements: Int32Array.from(list, (e) => e.site * 4 + e.lane),
      };
      kernel.clearSums();
      kernel.run(20, events);
      const sums = twins.map((twin) => new Float64Array(twin.transfers.length));
      const { rotations, kicks } = schemes[name];
      for (let step_ = 1; step_ <= 20; step_++) {
        twins.forEach((twin, lane) => {
          advance(model, twin, { c: rotations, d: kicks }, step);
          for (const e of list) {
            if (e.step === step_ && e.lane === lane) twin.p[e.site] = -(twin.p[e.site] as number);
          }
          twin.transfers.forEach(
            (q, b) => ((sums[lane] as Float64Array)[b] = ((sums[lane] as Float64Array)[b] as number) + q),
          );
        });
      }
      twins.forEach((twin, lane) => {
        expect(worst(kernel.lane(kernel.positions, lane), twin.q)).toBeLessThan(1e-11);
        expect(worst(kernel.lane(kernel.momenta, lane), twin.p)).toBeLessThan(1e-11);
        expect(worst(kernel.lane(kernel.transfers, lane), twin.transfers)).toBeLessThan(1e-11);
        const kept = kernel
          .lane(kernel.numbers(kernel.at.sums, model.lattice.bonds * 4), lane)
          .map((s) => s / 4);
        expect(worst(kept, sums[lane] as Float64Array)).toBeLessThan(1e-10);
      });
    },
  );

  test('a replica has the same bits in any lane, beside any others, in two lanes or four', () => {
    const four = kernelOf(model, 'ABA864', 4, 0.2);
    const two = kernelOf(model, 'ABA864', 2, 0.2);
    [5, 6, 7, 8].forEach((member, lane) => {
      fill(four, lane, start(model, member));
    });
    [9, 7].forEach((member, lane) => {
      fill(two, lane, start(model, member));
    });
    four.run(30);
    two.run(30);
    expect(four.lane(four.positions, 2)).toEqual(two.lane(two.positions, 1));
    expect(four.lane(four.momenta, 2)).toEqual(two.lane(two.momenta, 1));
    expect(four.lane(four.transfers, 2)).toEqual(two.lane(two.transfers, 1));
  });

  test('time reversal: forth, p → −p, and forth again returns to the start, transfers too, to 1e-10', () => {
    const kernel = kernelOf(model, 'ABA1064', 4, 0.1);
    [1, 2, 3, 4].forEach((member, lane) => {
      fill(kernel, lane, start(model, member));
    });
    const positions = kernel.positions.slice();
    kernel.run(50);
    kernel.momenta.forEach((p, i) => (kernel.momenta[i] = -p));
    kernel.run(50);
    expect(worst(kernel.positions, positions)).toBeLessThan(1e-10);
    expect(worst(kernel.transfers, new Float64Array(kernel.transfers.length))).toBeLessThan(1e-10);
  });

  test('energies are those of the model, to 1e-13 relative', () => {
    const kernel = kernelOf(model, 'SABA1', 4, 0.1);
    [1, 2, 3, 4].forEach((member, lane) => {
      const at = start(model, member);
      fill(kernel, lane, at);
      const { kinetic, potential } = kernel.energies()[lane] as { kinetic: number; potential: number };
      const half = at.p.reduce((sum, p) => sum + p * p, 0) / 2;
      expect(Math.abs(kinetic / half - 1)).toBeLessThan(1e-13);
      // The kernel leaves the constants of U and V out.
      const ground = model.energy({ q: at.q.map(() => 0), p: at.p.map(() => 0) });
      expect(Math.abs((kinetic + potential) / (model.energy(at) - ground) - 1)).toBeLessThan(1e-13);
    });
  });

  test('total transfers are the sums over bonds, and over the bonds of one direction', () => {
    const kernel = kernelOf(model, 'SABA2', 4, 0.1);
    [1, 2, 3, 4].forEach((member, lane) => {
      fill(kernel, lane, start(model, member));
    });
    kernel.run(10);
    kernel.totalTransfers().forEach((total, lane) => {
      const sum = kernel.lane(kernel.transfers, lane).reduce((a, b) => a + b, 0);
      expect(Math.abs(total - sum)).toBeLessThan(1e-13);
    });
    kernel.totalTransfers(dimension - 1).forEach((total, lane) => {
      const along = kernel.lane(kernel.transfers, lane).filter((_, b) => b % dimension === dimension - 1);
      expect(Math.abs(total - along.reduce((a, b) => a + b, 0))).toBeLessThan(1e-13);
    });
  });
});

/** Largest energy error of one replica over a time, in absolute terms. */
function energyError(model: Oscillators, scheme: SchemeName, step: number, time: number): number {
  const kernel = kernelOf(model, scheme, 2, step);
  fill(kernel, 0, start(model, 3));
  const energy = (): number =>
    model.energy({ q: kernel.lane(kernel.positions, 0), p: kernel.lane(kernel.momenta, 0) });
  const before = energy();
  let error = 0;
  for (let t = 0; t < time; t += step) {
    kernel.run(1);
    error = Math.max(error, Math.abs(energy() - before));
  }
  return error;
}

describe('the order of every scheme', () => {
  // The error is a sum of ε h^p₁, ε² h^p₂, …: strong coupling and small steps show the last order, weak coupling the first.
  test.each([
    ['SABA1', 0.2, 0.1, 0.05, 2],
    ['SABA2', 0.2, 0.1, 0.05, 2],
    ['ABA82', 0.2, 0.2, 0.1, 2],
    ['ABA864', 0.5, 0.12, 0.06, 4],
    ['ABA1064', 0.5, 0.12, 0.06, 4],
  ] as const)(
    '%s at ε = %d: from h = %d to %d the error falls with exponent %d ± 0.5',
    (name, epsilon, h, half, order) => {
      const model = system(1, 8, epsilon);
      const measured = Math.log2(energyError(model, name, h, 12) / energyError(model, name, half, 12));
      expect(Math.abs(measured - order)).toBeLessThan(0.5);
    },
  );

  const smooth = [
    ['sqrt(1 + r^2)', 'q^4/4'],
    ['1 - cos(r)', '0.1*cos(3*q)'],
    ['r^4/(1 + r^2)', '-exp(-q^2)'],
    ['log(1 + r^2)', '0'],
  ] as const;
  test.each(
    smooth.flatMap(([V, U]) => [
      ['SABA1', V, U, 0.1, 0.05, 2] as const,
      ['SABA2', V, U, 0.1, 0.05, 2] as const,
      ['ABA864', V, U, 0.08, 0.04, 4] as const,
    ]),
  )(
    '%s, V = %s, U = %s, ε = 1: from h = %d to %d the error falls with exponent %d ± 0.6',
    (name, V, U, h, half, order) => {
      const model = system(1, 8, 1, V, U);
      const measured = Math.log2(energyError(model, name, h, 12) / energyError(model, name, half, 12));
      expect(Math.abs(measured - order)).toBeLessThan(0.6);
    },
  );

  test.each([
    ['SABA1', 1e-4, 0.2, 2],
    ['SABA2', 1e-5, 0.4, 4],
    ['ABA82', 1e-5, 1.2, 8],
    ['ABA864', 1e-5, 1.2, 8],
    ['ABA1064', 1e-5, 1.2, 10],
  ] as const)(
    '%s at weak coupling ε = %d and h = %d: exponent %d ± 0.6 in h, 1 ± 0.05 in ε',
    (name, epsilon, h, order) => {
      const error = energyError(system(1, 8, epsilon), name, h, 24);
      const shorter = energyError(system(1, 8, epsilon), name, h / 1.5, 24);
      const weaker = energyError(system(1, 8, epsilon / 2), name, h, 24);
      expect(Math.abs(Math.log(error / shorter) / Math.log(1.5) - order)).toBeLessThan(0.6);
      expect(Math.abs(Math.log2(error / weaker) - 1)).toBeLessThan(0.05);
    },
  );

  test.each([
    ['ABA82', 0.2, 0.02, 2],
    ['ABA864', 0.15, 0.05, 3],
    ['ABA1064', 0.15, 0.05, 3],
  ] as const)('%s at small h = %d and ε = %d: exponent %d ± 0.6 in ε', (name, h, epsilon, order) => {
    const error = energyError(system(1, 8, epsilon), name, h, 12);
    const weaker = energyError(system(1, 8, epsilon / 2), name, h, 12);
    expect(Math.abs(Math.log2(error / weaker) - order)).toBeLessThan(0.6);
  });
});
