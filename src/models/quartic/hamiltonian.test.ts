import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Kernel } from '../../kernel/splitting/kernel.js';
import { schemes } from '../../kernel/scheme.js';
import { torus } from '../../lattice/torus.js';
import type { PhasePoint } from '../../potential/energies.js';
import { oscillators } from '../oscillators/hamiltonian.js';
import { quarticChain } from './hamiltonian.js';

const size = 6;
const lattice = torus(1, size);
const numbers = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: size, maxLength: size });
const points = fc.record({ q: numbers, p: numbers });
const phasePoint = ({ q, p }: { q: number[]; p: number[] }): PhasePoint => ({
  q: Float64Array.from(q),
  p: Float64Array.from(p),
});
/** The form in which the kernel integrates it. */
const form = (epsilon: number) => ({ coupling: [0, 0, epsilon / 2], pinning: [0, 0, 0, 0, 0.25] });

test('the quartic chain is that of the kernel: oscillators with ω = 0, U = q⁴/4 and V = εr²/2, to 1e-14', () => {
  fc.assert(
    fc.property(points, fc.double({ min: 0, max: 2, noNaN: true }), (given, epsilon) => {
      const point = phasePoint(given);
      const own = quarticChain(lattice, epsilon);
      const twin = oscillators({
        lattice,
        frequencies: new Float64Array(size),
        ...form(epsilon),
        epsilon: 1,
      });
      const near = (a: Float64Array, b: Float64Array): void => {
        a.forEach((value, i) => {
          expect(Math.abs(value - (b[i] as number))).toBeLessThan(1e-13);
        });
      };
      near(own.siteEnergies(point), twin.siteEnergies(point));
      near(
        own.currents(point).map((j) => epsilon * j),
        twin.currents(point),
      );
      expect(Math.abs(own.energy(point) - twin.energy(point))).toBeLessThan(1e-13);
    }),
  );
});

test('L e_x = ε(j_in − j_out), by the forces −∂H/∂q, to 1e-12', () => {
  fc.assert(
    fc.property(points, fc.double({ min: 0.01, max: 2, noNaN: true }), (given, epsilon) => {
      const { q, p } = phasePoint(given);
      const at = (x: number, array: Float64Array): number => array[(x + size) % size] as number;
      const force = (x: number): number =>
        -(at(x, q) ** 3) - epsilon * (2 * at(x, q) - at(x - 1, q) - at(x + 1, q));
      const j = quarticChain(lattice, epsilon).currents({ q, p });
      for (let x = 0; x < size; x++) {
        const [r, l] = [at(x, q) - at(x + 1, q), at(x - 1, q) - at(x, q)];
        const rate =
          at(x, p) * force(x) +
          at(x, q) ** 3 * at(x, p) +
          0.5 * epsilon * (r * (at(x, p) - at(x + 1, p)) + l * (at(x - 1, p) - at(x, p)));
        expect(Math.abs(rate - epsilon * (at(x - 1, j) - at(x, j)))).toBeLessThan(1e-12);
      }
    }),
  );
});

test('κ(ε, T) = T^{1/4} κ(ε/√T, 1): with λ = 2 trajectories and transfers scale bit for bit', () => {
  const kernelOf = (epsilon: number, lambda: number): Kernel => {
    const kernel = new Kernel({ lattice, ...form(epsilon), scheme: schemes.SRKN14, lanes: 2 });
    kernel.tune(new Float64Array(size), 1, 0.25 / lambda);
    kernel.positions.forEach((_, i) => {
      kernel.positions[i] = lambda * Math.cos(3 * i);
      kernel.momenta[i] = lambda * lambda * Math.sin(5 * i + 1);
    });
    kernel.run(400);
    return kernel;
  };
  const [one, two] = [kernelOf(0.1, 1), kernelOf(0.4, 2)];
  expect(two.positions).toEqual(one.positions.map((q) => 2 * q));
  expect(two.momenta).toEqual(one.momenta.map((p) => 4 * p));
  // Q is an energy, λ⁴; κ = Q²/(T²t) ~ λ⁸/(λ⁸/λ) = λ = T^{1/4}.
  expect(two.transfers).toEqual(one.transfers.map((Q) => 16 * Q));
  expect(one.transfers.some((Q) => Math.abs(Q) > 1e-3)).toBe(true);
});

test('a negative ε is refused', () => {
  expect(() => quarticChain(lattice, -1)).toThrow('invalid epsilon; not a number ≥ 0: -1');
});
