import { describe, expect, test } from 'vitest';
import { Kernel } from '../kernel/splitting/kernel.js';
import { schemes } from '../kernel/scheme.js';
import { torus } from '../lattice/torus.js';
import { RandomSequence } from '../math/random.js';
import { mean, standardError } from '../math/statistics.js';
import { derivative, valueAt } from '../potential/polynomial.js';
import { potential } from '../potential/potential.js';
import { drawStart } from './start.js';

interface Setting {
  readonly coupling?: string;
  readonly pinning?: string;
  readonly strength: number;
  readonly temperature: number;
  readonly dimension?: number;
  readonly size: number;
}

/** Positions of four lanes, [lane][site], and the form. */
function start({ coupling = '0', pinning = '0', strength, temperature, dimension = 1, size }: Setting) {
  const lattice = torus(dimension, size);
  const rotations = Float64Array.from({ length: lattice.sites }, (_, x) => 1 + (x % 5) / 4);
  const [V, U] = [potential(coupling, 'r'), potential(pinning, 'q')];
  // A kernel has some coupling, which a start does not use.
  const kernel = new Kernel({ lattice, coupling: [0, 0, 1], pinning: U, scheme: schemes.ABA864, lanes: 4 });
  const form = { lattice, rotations, typical: rotations, coupling: V, pinning: U, strength };
  const sequences = [0, 1, 2, 3].map(
    (member) => new RandomSequence({ seed: 3, stream: 'positions', group: 1, member }),
  );
  drawStart(kernel, form, temperature, sequences);
  return { form, lanes: [0, 1, 2, 3].map((lane) => kernel.lane(kernel.positions, lane)) };
}

// Sites are independent: 40 000 values, 6 errors are 2e-9.
describe('sites by themselves start in their Gibbs measure', () => {
  test('s = 0: ω²⟨q²⟩ = T and ω⁴⟨q⁴⟩ = 3T²', () => {
    const { form, lanes } = start({ strength: 0, temperature: 2, size: 10000 });
    const squares = lanes.flatMap((q) => [...q.map((own, x) => ((form.rotations[x] as number) * own) ** 2)]);
    for (const [values, expected] of [
      [squares, 2],
      [squares.map((s) => s * s), 12],
    ] as const) {
      expect(Math.abs(mean(values) - expected) / standardError(values)).toBeLessThan(6);
    }
  });

  test('U = q⁴/4, V = 0: the virial ω²q² + sqU′(q) is T in the mean', () => {
    const { form, lanes } = start({
      pinning: 'q^4/4',
      strength: 0.7,
      temperature: 1.5,
      size: 10000,
    });
    const force = derivative(form.pinning);
    const virials = lanes.flatMap((q) => [
      ...q.map((own, x) => ((form.rotations[x] as number) * own) ** 2 + 0.7 * own * valueAt(force, own)),
    ]);
    expect(Math.abs(mean(virials) - 1.5) / standardError(virials)).toBeLessThan(6);
  });
});

test.each([
  ['d = 1', 1, 600],
  ['d = 2', 2, 24],
  ['d = 3', 3, 8],
] as const)(
  'however strong the forces, no site starts where they hold more than a few dozen T: %s',
  (_name, dimension, size) => {
    for (const [strength, temperature] of [
      [1, 4],
      [1, 1e4],
      [1e6, 1e3],
      [0.01, 1],
    ] as const) {
      const setting = { coupling: 'r^4/4', pinning: 'q^6/6', strength, temperature, dimension, size };
      const { form, lanes } = start(setting);
      for (const q of lanes) {
        for (const own of q) {
          expect((strength * valueAt(form.pinning, own)) / temperature).toBeLessThan(40);
          expect(Number.isFinite(own)).toBe(true);
        }
      }
    }
  },
);
