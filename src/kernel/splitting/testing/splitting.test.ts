import { describe, expect, test } from 'vitest';
import { frequencies } from '../../../lattice/realisation.js';
import { head, tail, torus } from '../../../lattice/torus.js';
import { RandomSequence } from '../../../math/random.js';
import { oscillators, type Oscillators } from '../../../models/oscillators/hamiltonian.js';
import { potential } from '../../../potential/potential.js';
import { advance, rotate, type Stages, type Trajectory } from './splitting.js';

const law = { law: 'uniform', from: 1, to: 2 } as const;
const leapfrog: Stages = { c: [0.5, 0.5], d: [1] };
const saba2: Stages = {
  c: [0.5 - Math.sqrt(3) / 6, 1 / Math.sqrt(3), 0.5 - Math.sqrt(3) / 6],
  d: [0.5, 0.5],
};

function system(dimension: number, size: number, epsilon: number): Oscillators {
  const lattice = torus(dimension, size);
  return oscillators({
    lattice,
    frequencies: frequencies(law, lattice, 5, 0),
    coupling: potential('r^4/4', 'r'),
    pinning: potential('q^4/4', 'q'),
    epsilon,
  });
}

function start(model: Oscillators): Trajectory {
  const sequence = new RandomSequence({ seed: 9, stream: 'synthetic' });
  const draws = Array.from({ length: model.lattice.sites }, () => sequence.drawGaussians());
  return {
    q: Float64Array.from(draws, ([q], x) => q / (model.frequencies[x] as number)),
    p: Float64Array.from(draws, ([, p]) => p),
    transfers: new Float64Array(model.lattice.bonds),
  };
}

test('the flow of A has period 2π/ω at every site, to 1e-13', () => {
  const model = oscillators({ ...system(1, 4, 0), frequencies: Float64Array.of(1, 2, 3, 4) });
  const at = start(model);
  const { q, p } = start(model);
  rotate(model, at, 2 * Math.PI);
  at.q.forEach((position, x) => {
    expect(Math.abs(position - (q[x] as number))).toBeLessThan(1e-13);
    expect(Math.abs((at.p[x] as number) - (p[x] as number))).toBeLessThan(1e-13);
  });
});

test('time reversal: forth, p → −p, and forth again returns to the start, to 1e-12', () => {
  const model = system(2, 3, 0.2);
  const at = start(model);
  const { q } = start(model);
  advance(model, at, saba2, 0.1, 50);
  at.p.forEach((momentum, x) => {
    at.p[x] = -momentum;
  });
  advance(model, at, saba2, 0.1, 50);
  at.q.forEach((position, x) => {
    expect(Math.abs(position - (q[x] as number))).toBeLessThan(1e-12);
  });
  at.transfers.forEach((transfer) => {
    expect(Math.abs(transfer)).toBeLessThan(1e-12);
  });
});

test.each([
  ['leapfrog', leapfrog],
  ['SABA2', saba2],
] as const)(
  'the energy error of %s falls as dt²: its ratio from dt = 0.1 to 0.05 is 4 ± 0.4',
  (_name, stages) => {
    const model = system(1, 5, 0.1);
    const errors = [0.1, 0.05].map((dt) => {
      const at = start(model);
      const energy = model.energy(at);
      let worst = 0;
      for (let step = 0; step * dt < 20; step++) {
        advance(model, at, stages, dt);
        worst = Math.max(worst, Math.abs(model.energy(at) - energy));
      }
      return worst;
    });
    expect(Math.abs((errors[0] as number) / (errors[1] as number) - 4)).toBeLessThan(0.4);
  },
);

describe.each([
  ['d = 1', 1, 6],
  ['d = 2', 2, 3],
  ['d = 3', 3, 3],
])('%s', (_name, dimension, size) => {
  test('e_x(t) − e_x(0) = Σ_in Q − Σ_out Q up to O(dt²): the defect falls by 4 ± 0.5 as dt is halved', () => {
    const model = system(dimension, size, 0.2);
    const { lattice } = model;
    const defects = [0.04, 0.02].map((dt) => {
      const at = start(model);
      const before = model.siteEnergies(at);
      advance(model, at, leapfrog, dt, Math.round(4 / dt));
      const balance = model.siteEnergies(at).map((energy, x) => energy - (before[x] as number));
      at.transfers.forEach((transfer, b) => {
        const [x, y] = [tail(lattice, b), head(lattice, b)];
        balance[x] = (balance[x] as number) + transfer;
        balance[y] = (balance[y] as number) - transfer;
      });
      return Math.sqrt(balance.reduce((a, b) => a + b * b, 0));
    });
    expect(defects[1]).toBeLessThan(0.01);
    expect(Math.abs((defects[0] as number) / (defects[1] as number) - 4)).toBeLessThan(0.5);
  });

  test('one kick: what p²/2 gains beyond the inflow of Q is half the work of the bonds at that site, to 1e-14', () => {
    const model = oscillators({ ...system(dimension, size, 0.2), pinning: [] });
    const { lattice } = model;
    const at = start(model);
    const before = at.p.slice();
    const forces = model.bondForces(at.q);
    advance(model, at, { c: [0, 0], d: [1] }, 0.1);
    // Δ(p_x²/2) − Σ_in Q + Σ_out Q = −½εh Σ_{b∋x} F_b (p̄_tail − p̄_head): V's energy is shared by the ends of a bond.
    const excess = at.p.map((momentum, x) => 0.5 * (momentum ** 2 - (before[x] as number) ** 2));
    at.transfers.forEach((transfer, b) => {
      const [x, y] = [tail(lattice, b), head(lattice, b)];
      const twiceMean = (z: number): number => (at.p[z] as number) + (before[z] as number);
      const work = 0.2 * 0.1 * (forces[b] as number) * 0.5 * (twiceMean(x) - twiceMean(y));
      excess[x] = (excess[x] as number) + transfer + 0.5 * work;
      excess[y] = (excess[y] as number) - transfer + 0.5 * work;
    });
    excess.forEach((rest) => {
      expect(Math.abs(rest)).toBeLessThan(1e-14);
    });
  });
});
