import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frequencies } from '../../lattice/realisation.js';
import { bondsOf, head, tail, torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';
import { oscillators, type Oscillators } from './hamiltonian.js';
import type { PhasePoint } from '../../potential/energies.js';
import { potential, smoothPotential } from '../../potential/potential.js';
import { slope as slopeOf } from '../../potential/smooth/slope.js';
import { functionOf } from '../../potential/smooth/value.js';

const law = { law: 'uniform', from: 1, to: 2 } as const;

function model(
  dimension: number,
  size: number,
  epsilon: number,
  scale = 1,
  V = 'r^4/4 - 0.3*r^2 + r^6/50',
  U = 'q^6/6 + 0.2*q^3 - q',
): Oscillators {
  const lattice = torus(dimension, size);
  return oscillators({
    lattice,
    frequencies: frequencies(law, lattice, 7, 0).map((omega) => omega * scale),
    coupling: smoothPotential(V, 'r'),
    pinning: smoothPotential(U, 'q'),
    epsilon,
  });
}

function point(sites: number, member: number): PhasePoint {
  const sequence = new RandomSequence({ seed: 3, stream: 'synthetic', member });
  const draws = Array.from({ length: sites }, () => sequence.drawGaussians());
  return { q: Float64Array.from(draws, ([q]) => q), p: Float64Array.from(draws, ([, p]) => p) };
}

const models = [
  ['d = 1', model(1, 7, 0.3)],
  ['d = 2', model(2, 4, 0.3)],
  ['d = 3', model(3, 3, 0.3)],
  ['no polynomials', model(2, 3, 0.3, 1, 'sqrt(1 + r^2) - cos(r)', 'q^6/6 + 0.1*cos(3*q) + q*atan(q)')],
] as const;

describe.each(models)('oscillators, %s', (_name, system) => {
  const { lattice, epsilon } = system;
  const members = fc.integer({ min: 0, max: 0xffffffff });
  const check = (property: (at: PhasePoint) => void): void => {
    fc.assert(
      fc.property(members, (member) => {
        property(point(lattice.sites, member));
      }),
      { seed: 1, numRuns: 20 },
    );
  };

  test('site energies sum to H to 1e-14', () => {
    check((at) => {
      const total = system.siteEnergies(at).reduce((a, b) => a + b);
      const size = system.siteEnergies(at).reduce((a, b) => a + Math.abs(b), 1);
      expect(Math.abs(total - system.energy(at)) / size).toBeLessThan(1e-14);
    });
  });

  test('forces are −∂H/∂q: fourth-order differences agree to 1e-8', () => {
    check((at) => {
      const forces = system.forces(at.q);
      const largest = forces.reduce((a, b) => Math.max(a, Math.abs(b)), 1);
      for (let x = 0; x < lattice.sites; x++) {
        const shifted = (by: number): number => {
          const q = at.q.slice();
          q[x] = (q[x] as number) + by;
          return system.energy({ q, p: at.p });
        };
        const h = 1e-3;
        const slope = (8 * (shifted(h) - shifted(-h)) - (shifted(2 * h) - shifted(-2 * h))) / (12 * h);
        expect(Math.abs(slope + (forces[x] as number)) / largest).toBeLessThan(1e-8);
      }
    });
  });

  test('L e_x = ε(Σ_in j − Σ_out j) to 1e-12, L e_x written out term by term', () => {
    const { frequencies: omega } = system;
    const slopeU = functionOf(slopeOf(system.pinning));
    const slopeV = functionOf(slopeOf(system.coupling));
    check((at) => {
      const { q, p } = at;
      const forces = system.forces(q);
      const currents = system.currents(at);
      for (let x = 0; x < lattice.sites; x++) {
        // ė_x = p_x ṗ_x + (ω_x² q_x + εU'(q_x)) p_x + (ε/2) Σ_{y~x} V'(q_x − q_y)(p_x − p_y)
        const [qx, px] = [q[x] as number, p[x] as number];
        const pull = (omega[x] as number) ** 2 * qx + epsilon * slopeU(qx);
        let rate = px * (forces[x] as number) + pull * px;
        let size = Math.abs(px * (forces[x] as number)) + Math.abs(pull * px);
        let inflow = 0;
        for (const b of bondsOf(lattice, x)) {
          const y = tail(lattice, b) === x ? head(lattice, b) : tail(lattice, b);
          const term = 0.5 * epsilon * slopeV(qx - (q[y] as number)) * (px - (p[y] as number));
          rate += term;
          size += Math.abs(term);
          inflow += (head(lattice, b) === x ? 1 : -1) * epsilon * (currents[b] as number);
        }
        expect(Math.abs(rate - inflow) / (size + 1)).toBeLessThan(1e-12);
      }
    });
  });

  test('S e_x = 0 and S j_b = −2 j_b: flips of one site at a time, to 1e-13', () => {
    check((at) => {
      const currents = system.currents(at);
      const flow = new Float64Array(lattice.bonds);
      const energies = system.siteEnergies(at);
      for (let x = 0; x < lattice.sites; x++) {
        const p = at.p.slice();
        p[x] = -(p[x] as number);
        expect(system.siteEnergies({ q: at.q, p })).toEqual(energies);
        system.currents({ q: at.q, p }).forEach((j, b) => {
          flow[b] = (flow[b] as number) + j - (currents[b] as number);
        });
      }
      const largest = currents.reduce((a, b) => Math.max(a, Math.abs(b)), 1);
      flow.forEach((change, b) => {
        expect(Math.abs(change + 2 * (currents[b] as number)) / largest).toBeLessThan(1e-13);
      });
    });
  });

  test('ε = 0: forces are −ω²q exactly', () => {
    const free = oscillators({ ...system, epsilon: 0 });
    check(({ q }) => {
      const expected = q.map((position, x) => -((system.frequencies[x] as number) ** 2) * position);
      free.forces(q).forEach((force, x) => {
        expect(force).toBeCloseTo(expected[x] as number, 13);
      });
    });
  });
});

test('scaling, V = r⁴/4 and U = 0: q → 2q at ε/4 multiplies H by 4, forces by 2 and εj by 4, exactly', () => {
  const lattice = torus(2, 5);
  const options = {
    lattice,
    frequencies: frequencies(law, lattice, 1, 0),
    coupling: potential('r^4/4', 'r'),
    pinning: [],
  };
  const system = oscillators({ ...options, epsilon: 0.25 });
  const weaker = oscillators({ ...options, epsilon: 0.0625 });
  const at = point(lattice.sites, 0);
  const twice = { q: at.q.map((q) => 2 * q), p: at.p.map((p) => 2 * p) };
  expect(weaker.energy(twice)).toBe(4 * system.energy(at));
  expect(weaker.siteEnergies(twice)).toEqual(system.siteEnergies(at).map((e) => 4 * e));
  expect(weaker.forces(twice.q)).toEqual(system.forces(at.q).map((f) => 2 * f));
  expect(weaker.currents(twice).map((j) => 0.0625 * j)).toEqual(system.currents(at).map((j) => j));
});

test('what breaks a rule is refused, with the value', () => {
  const lattice = torus(1, 3);
  const good = {
    lattice,
    frequencies: Float64Array.of(1, 2, 3),
    coupling: [0, 0, 1],
    pinning: [],
    epsilon: 1,
  };
  expect(() => oscillators({ ...good, coupling: [0, 0, 1, 2] })).toThrow(
    'invalid coupling; not even: [0, 0, 1, 2]',
  );
  expect(() => oscillators({ ...good, epsilon: -1 })).toThrow('invalid epsilon; not a number ≥ 0: -1');
  expect(() => oscillators({ ...good, frequencies: Float64Array.of(1, 2) })).toThrow(
    'invalid frequencies; not one for each of 3 sites: 2',
  );
  expect(() => oscillators({ ...good, frequencies: Float64Array.of(1, -1, 2) })).toThrow(
    'invalid frequencies; not a number ≥ 0: -1',
  );
});
