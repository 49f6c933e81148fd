import { describe, expect, test } from 'vitest';
import { schemes } from '../../../kernel/scheme.js';
import { torus, type Torus } from '../../../lattice/torus.js';
import { cosSin } from '../../../math/elementary.js';
import { RandomSequence } from '../../../math/random.js';
import { rotorLattice } from '../hamiltonian.js';
import { RotorKernel } from './kernel.js';
import { twinSteps } from './testing/twin.js';

/** A kernel at random angles and momenta of variance T. */
function started(
  lattice: Torus,
  { epsilon, step, T = 1, lanes = 4 }: { epsilon: number; step: number; T?: number; lanes?: 2 | 4 },
): RotorKernel {
  const kernel = new RotorKernel({ lattice, scheme: schemes.ABA864, lanes });
  kernel.tune(epsilon, step);
  for (let lane = 0; lane < lanes; lane++) {
    const sequence = new RandomSequence({ seed: 4, stream: 'synthetic', member: lane });
    for (let x = 0; x < lattice.sites; x++) {
      kernel.positions[x * lanes + lane] = sequence.drawUniform() - 0.5;
      kernel.momenta[x * lanes + lane] = Math.sqrt(T) * sequence.drawGaussians()[0];
    }
  }
  return kernel;
}

const phase = (kernel: RotorKernel, lane: number): { q: Float64Array; p: Float64Array } => ({
  q: kernel.lane(kernel.positions, lane).map((turns) => 2 * Math.PI * turns),
  p: kernel.lane(kernel.momenta, lane),
});

describe.each([
  ['d = 1', torus(1, 7)],
  ['d = 2', torus(2, 3)],
  ['d = 3', torus(3, 3)],
])('%s', (_, lattice) => {
  const [epsilon, step] = [0.4, 0.13];

  test.each([2, 4] as const)('the bits of a naive twin, %i lanes, each lane on its own', (lanes) => {
    const kernel = started(lattice, { epsilon, step, lanes });
    const twins = Array.from({ length: lanes }, (_unused, lane) => ({
      theta: kernel.lane(kernel.positions, lane),
      p: kernel.lane(kernel.momenta, lane),
      transfers: new Float64Array(lattice.bonds),
    }));
    kernel.run(5);
    kernel.run(1);
    twins.forEach((twin, lane) => {
      for (const steps of [5, 1]) twinSteps(lattice, schemes.ABA864, twin, { epsilon, step, steps });
      expect(kernel.lane(kernel.positions, lane)).toEqual(twin.theta);
      expect(kernel.lane(kernel.momenta, lane)).toEqual(twin.p);
      expect(kernel.lane(kernel.transfers, lane)).toEqual(twin.transfers.map((q) => q / 4));
    });
  });

  test('an independent integrator, velocity Verlet of step 1e-4 in radians: angles, momenta and transfers to 2e-8', () => {
    const kernel = started(lattice, { epsilon, step: 0.02 });
    const { q, p } = phase(kernel, 1);
    const transfers = new Float64Array(lattice.bonds);
    const model = rotorLattice(lattice, epsilon);
    const forces = (): Float64Array => {
      // −∂H/∂q_x by the bonds' currents at p = 1: j_b = sin(q_tail − q_head).
      const force = new Float64Array(lattice.sites);
      model.currents({ q, p: new Float64Array(lattice.sites).fill(1) }).forEach((sine, b) => {
        const x = Math.floor(b / lattice.dimension);
        const y = heads[b] as number;
        force[x] = (force[x] as number) - epsilon * sine;
        force[y] = (force[y] as number) + epsilon * sine;
      });
      return force;
    };
    const heads = Array.from({ length: lattice.bonds }, (_unused, b) => {
      const [x, k] = [Math.floor(b / lattice.dimension), b % lattice.dimension];
      const stride = lattice.size ** k;
      return Math.floor(x / stride) % lattice.size === lattice.size - 1
        ? x - (lattice.size - 1) * stride
        : x + stride;
    });
    const [h, steps] = [1e-4, 20_000];
    kernel.run(100);
    let force = forces();
    let flow = model.currents({ q, p });
    for (let i = 0; i < steps; i++) {
      for (let x = 0; x < lattice.sites; x++) {
        p[x] = (p[x] as number) + (h / 2) * (force[x] as number);
        q[x] = (q[x] as number) + h * (p[x] as number);
      }
      force = forces();
      for (let x = 0; x < lattice.sites; x++) p[x] = (p[x] as number) + (h / 2) * (force[x] as number);
      const next = model.currents({ q, p });
      // The trapezoidal rule for Q_b = ∫ ε j_b dt.
      next.forEach((j, b) => {
        transfers[b] = (transfers[b] as number) + (epsilon * h * (j + (flow[b] as number))) / 2;
      });
      flow = next;
    }
    const found = phase(kernel, 1);
    const worst = (a: Float64Array, b: Float64Array): number =>
      a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0);
    const turned = found.q.map((angle, x) => {
      const [cos, sin] = cosSin(angle - (q[x] as number));
      return Math.abs(sin) + Math.abs(1 - cos);
    });
    expect(Math.max(...turned)).toBeLessThan(2e-8);
    expect(worst(found.p, p)).toBeLessThan(2e-8);
    expect(worst(kernel.lane(kernel.transfers, 1), transfers)).toBeLessThan(2e-8);
  });

  test('energies are those of the Hamiltonian to 1e-14; energy and momentum are conserved; transfers are what sites gain', () => {
    const kernel = started(lattice, { epsilon, step: 0.02 });
    const model = rotorLattice(lattice, epsilon);
    const before = model.siteEnergies(phase(kernel, 2));
    const momentum = phase(kernel, 2).p.reduce((a, b) => a + b, 0);
    const sum = before.reduce((a, b) => a + b, 0);
    const { kinetic, potential } = kernel.energies()[2] ?? { kinetic: 0, potential: 0 };
    expect(Math.abs((kinetic + potential) / sum - 1)).toBeLessThan(1e-14);
    kernel.run(500);
    const after = model.siteEnergies(phase(kernel, 2));
    expect(Math.abs(model.energy(phase(kernel, 2)) / sum - 1)).toBeLessThan(1e-9);
    expect(Math.abs(phase(kernel, 2).p.reduce((a, b) => a + b, 0) - momentum)).toBeLessThan(1e-12);
    const gained = after.map((e, x) => e - (before[x] as number));
    kernel.lane(kernel.transfers, 2).forEach((passed, b) => {
      const [x, k] = [Math.floor(b / lattice.dimension), b % lattice.dimension];
      const stride = lattice.size ** k;
      const wraps = Math.floor(x / stride) % lattice.size === lattice.size - 1;
      const y = wraps ? x - (lattice.size - 1) * stride : x + stride;
      gained[x] = (gained[x] as number) + passed;
      gained[y] = (gained[y] as number) - passed;
    });
    expect(Math.max(...gained.map(Math.abs))).toBeLessThan(1e-8);
  });

  test('T → 4T, ε → 4ε, t → t/2: momenta twice, transfers four times as large, bit for bit', () => {
    const cold = started(lattice, { epsilon, step });
    const hot = started(lattice, { epsilon: 4 * epsilon, step: step / 2, T: 4 });
    for (const kernel of [cold, hot]) kernel.run(40);
    expect(hot.positions).toEqual(cold.positions);
    expect(hot.momenta).toEqual(cold.momenta.map((p) => 2 * p));
    expect(hot.transfers).toEqual(cold.transfers.map((q) => 4 * q));
  });
});

test('ε = 0: free rotation, exact to rounding of the angle', () => {
  const kernel = started(torus(1, 8), { epsilon: 0, step: 0.25 });
  const [theta, p] = [kernel.positions.slice(), kernel.momenta.slice()];
  kernel.run(400);
  expect(kernel.momenta).toEqual(p);
  kernel.positions.forEach((angle, i) => {
    const turns = (theta[i] as number) + (100 * (p[i] as number)) / (2 * Math.PI);
    const off = turns - angle - Math.round(turns - angle);
    expect(Math.abs(off)).toBeLessThan(1e-12);
  });
});
