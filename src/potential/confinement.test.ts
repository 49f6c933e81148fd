import { describe, expect, test } from 'vitest';
import { checkedLaw } from '../lattice/disorder.js';
import { torus } from '../lattice/torus.js';
import { confinement, isConfining } from './confinement.js';
import { oscillators } from '../models/oscillators/hamiltonian.js';
import { potential, smoothPotential } from './potential.js';

const law = checkedLaw({ law: 'uniform', from: 1, to: 2 });

const confines = (V: string, U: string, epsilon = 0.1, dimension = 1): boolean =>
  isConfining(smoothPotential(V, 'r'), smoothPotential(U, 'q'), epsilon, law, dimension);

describe('confinement', () => {
  test.each([
    ['r^4/4', '0', true],
    ['0', '0', true],
    ['r^4/4', 'q^6/6', true],
    ['r^4/4', '-q^2', true],
    ['r^4/4 - 100*r^2', 'q', true],
    ['r^4/4', '-5*q^2', false],
    ['r^4/4', '-5.1*q^2', false],
    ['r^4/4', '-4.9*q^2', true],
    ['0', '-q^4', false],
    ['r^4', '-q^4', false],
    ['0', 'q^3', false],
    ['r^4', 'q^5', false],
    ['-r^4', '0', false],
    ['-r^4', 'q^6', true],
    ['-r^6', 'q^4', false],
    ['-r^4', '15*q^4', false],
    ['-r^4', '17*q^4', true],
    ['1 - cos(r)', '0', true],
    ['-exp(-r^2)', 'cos(q)', true],
    ['-sqrt(1 + r^2)', '0', true],
    ['-r^2*log(1 + r^2)', '0', false],
    ['-r^2*log(1 + r^2)', 'q^4', true],
    ['r*sin(r)', '0', true],
    ['r^3*sin(r)', '0', false],
    ['-r^4', 'q^4*sqrt(1 + q^2)', true],
    ['-r^4*sqrt(1 + r^2)', 'q^4*sqrt(1 + q^2)', false],
    ['-r^4*sqrt(1 + r^2)', '31*q^4*sqrt(1 + q^2)', false],
    ['-r^4*sqrt(1 + r^2)', '33*q^4*sqrt(1 + q^2)', true],
    ['1 - cos(r)', 'q^3*atan(q)', true],
    ['1 - cos(r)', '-q^3*tanh(q)', false],
    ['1 - cos(r)', '-5.1*q^2*tanh(q)^2', false],
    ['1 - cos(r)', '-4.9*q^2*tanh(q)^2', true],
  ])('V = %s, U = %s: %s', (V, U, expected) => {
    expect(confines(V, U)).toBe(expected);
  });

  test('the comparison of equal powers knows the dimension', () => {
    expect(confines('-r^4', '33*q^4', 0.1, 2)).toBe(true);
    expect(confines('-r^4', '31*q^4', 0.1, 2)).toBe(false);
    expect(confines('-r^2/2', '0', 0.24)).toBe(true);
    expect(confines('-r^2/2', '0', 0.26)).toBe(false);
    expect(confines('-r^2/2', '0', 0.12, 2)).toBe(true);
    expect(confines('-r^2/2', '0', 0.13, 2)).toBe(false);
  });

  test.each([1, 2, 3])(
    'the bound is sharp, d = %i: H falls along alternating q just beyond it, and not just within',
    (d) => {
      const lattice = torus(d, 4);
      const frequencies = new Float64Array(lattice.sites).fill(1);
      const alternating = (amplitude: number): Float64Array =>
        Float64Array.from({ length: lattice.sites }, (_, x) => {
          const parity = (x % 4) + (Math.floor(x / 4) % 4) + Math.floor(x / 16);
          return parity % 2 === 0 ? amplitude : -amplitude;
        });
      for (const excess of [-0.01, 0.01]) {
        const pinning = [0, 0, 0, 0, 16 * d + excess];
        const system = oscillators({
          lattice,
          frequencies,
          coupling: [0, 0, 0, 0, -1],
          pinning,
          epsilon: 0.1,
        });
        const energy = system.energy({ q: alternating(1e4), p: new Float64Array(lattice.sites) });
        expect(energy > 0).toBe(excess > 0);
        expect(isConfining(system.coupling, pinning, 0.1, law, d)).toBe(excess > 0);
      }
    },
  );

  test('the reason names the terms', () => {
    expect(confinement([], potential('-q^4', 'q'), 0.1, law, 1).reason).toBe(
      '½ω₋²q² + εU(q) = −0.1 q^4 + … does not grow at both ends',
    );
    expect(confinement(potential('-r^4', 'r'), [], 0.1, law, 1).reason).toBe(
      'εV(r) = −0.1 r^4 + … falls, and ½ω₋²q² + εU(q) = 0.5 q^2 + … grows with a lower power',
    );
  });
});
