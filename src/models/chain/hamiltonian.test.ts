import { expect, test } from 'vitest';
import { torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';
import { chain } from './hamiltonian.js';
import type { PhasePoint } from '../../potential/energies.js';

const lattice = torus(1, 7);
const draws = new RandomSequence({ seed: 11, stream: 'synthetic' });
const positive = (): Float64Array => Float64Array.from({ length: 7 }, () => 1 + draws.drawUniform());
const field = (): Float64Array => Float64Array.from({ length: 7 }, () => draws.drawGaussians()[0]);
const model = chain({
  lattice,
  frequencies: positive(),
  masses: positive(),
  coupling: [0, 0, 0, 0, 0.25, 0, 0.1],
  pinning: [0, 0, 0, 0.05, 0.25],
  epsilon: 0.3,
});

/** The derivative of f along the flow, by the central difference of a straight step. */
function alongFlow(f: (point: PhasePoint) => number, { q, p }: PhasePoint): number {
  const anharmonic = model.anharmonicForces(q);
  const forces = model.harmonicForces(q).map((force, x) => force + 0.3 * (anharmonic[x] as number));
  const h = 1e-5;
  const moved = (t: number): PhasePoint => ({
    q: q.map((x, i) => x + (t * (p[i] as number)) / (model.masses[i] as number)),
    p: p.map((x, i) => x + t * (forces[i] as number)),
  });
  return (f(moved(h)) - f(moved(-h))) / (2 * h);
}

test('L e_x = j_in − j_out and L H = 0 at random points, to the 10⁻⁸ of a difference quotient', () => {
  for (let trial = 0; trial < 5; trial++) {
    const point = { q: field(), p: field() };
    const [j0, j1] = [model.harmonicCurrents(point), model.anharmonicCurrents(point)];
    const j = j0.map((x, b) => x + 0.3 * (j1[b] as number));
    const flow = (x: number): number => (j[(x + 6) % 7] as number) - (j[x] as number);
    for (let x = 0; x < 7; x++)
      expect(Math.abs(alongFlow((at) => model.siteEnergies(at)[x] as number, point) - flow(x))).toBeLessThan(
        1e-7,
      );
    expect(Math.abs(alongFlow((at) => model.energy(at), point))).toBeLessThan(1e-7);
  }
});

test('forces are −∂H/∂q, p/m is ∂H/∂p, to the 10⁻⁸ of a difference quotient', () => {
  const { q, p } = { q: field(), p: field() };
  const h = 1e-5;
  const anharmonic = model.anharmonicForces(q);
  model.harmonicForces(q).forEach((force, x) => {
    const moved = (t: number): number => model.energy({ q: q.map((y, i) => (i === x ? y + t : y)), p });
    expect((moved(-h) - moved(h)) / (2 * h)).toBeCloseTo(force + 0.3 * (anharmonic[x] as number), 7);
    const kicked = (t: number): number => model.energy({ q, p: p.map((y, i) => (i === x ? y + t : y)) });
    expect((kicked(h) - kicked(-h)) / (2 * h)).toBeCloseTo((p[x] as number) / (model.masses[x] as number), 7);
  });
});

test('unsound chains are refused by name', () => {
  const sound = { lattice, frequencies: positive(), coupling: [], pinning: [], epsilon: 0 };
  expect(() => chain({ ...sound, masses: new Float64Array(7) })).toThrow('invalid masses; not positive: 0');
  expect(() => chain({ ...sound, frequencies: new Float64Array(3) })).toThrow('invalid frequencies; not one');
  expect(() => chain({ ...sound, coupling: [0, 0, 0, 1] })).toThrow(
    'invalid coupling; not an even polynomial',
  );
  expect(() => chain({ ...sound, lattice: torus(2, 3) })).toThrow('invalid dimension; not 1: 2');
});
