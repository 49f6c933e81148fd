import { describe, expect, test } from 'vitest';
import { fields } from '../fields.js';
import { torus } from '../../../lattice/torus.js';
import { RandomSequence } from '../../../math/random.js';
import { added, cross, vectorAt, type Vector } from '../../../math/linear/vector.js';
import { spinChain } from '../hamiltonian.js';
import { spinMeanSquares, sphereAverage } from './averages.js';
import { precessed } from './generators.js';
import { spinHierarchy } from './hierarchy.js';
import { isSecular } from './monomials.js';
import { frameOf, spinSurroundings } from './surroundings.js';
import { spinValues } from './values.js';
import { neighbourhood } from '../../../proof/hierarchy/neighbourhood.js';

const law = { law: 'uniform', from: 1, to: 2 } as const;
const EPSILON = 0.3;

function system(size: number, plane: boolean) {
  const lattice = torus(1, size);
  return spinChain({ lattice, fields: fields({ magnitudes: law, plane }, lattice, 21, 0), epsilon: EPSILON });
}

function randomSpins(size: number, member: number): Float64Array {
  const sequence = new RandomSequence({ seed: 5, stream: 'synthetic', member });
  const spins = Array.from({ length: size }, () => {
    const v = [...sequence.drawGaussians(), ...sequence.drawGaussians()].slice(0, 3);
    const length = Math.sqrt(v.reduce((sum, part) => sum + part * part, 0));
    return v.map((part) => part / length);
  });
  return Float64Array.from(spins.flat());
}

const close = (a: Float64Array, b: Float64Array, scale: number): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number)) / scale), 0);

const largest = (a: Float64Array): number => a.reduce((most, value) => Math.max(most, Math.abs(value)), 1);

describe.each([
  [4, false],
  [6, true],
  [12, false],
  [12, true],
])('rings of %i spins, fields in the plane ω₁ = 0: %s', (size, plane) => {
  const chain = system(size, plane);
  const bonds = Array.from({ length: size }, (_, b) => b);
  const solved = (order: number) =>
    spinHierarchy({ lattice: chain.lattice, fields: chain.fields, order, bonds, remainder: true });
  const points = [1, 2, 3].map((member) => randomSpins(size, member));

  test('j⁰ + εj¹ is the current of section 5.2, to 1e-13', () => {
    const { currents, surroundings } = solved(1);
    for (const spins of points) {
      const [zeroth, first] = currents.map((f) => f && spinValues(f, surroundings, spins));
      const polynomial = (zeroth as Float64Array).map(
        (j, b) => j + EPSILON * ((first as Float64Array)[b] as number),
      );
      expect(close(polynomial, chain.currents(spins), 1)).toBeLessThan(1e-13);
    }
  });

  test.each([1, 2, 3])('order %i: j = −(A_har + εA_anh)u + εⁿ·remainder to 1e-9 of the largest term', (n) => {
    const { orders, surroundings, remainder } = solved(n);
    for (const spins of points) {
      const local = chain.localFields(spins);
      // L u by the chain rule along the flow, by differences of order six: u is a polynomial, exact on and off the sphere along Ṡ.
      const u = (at: Float64Array): Float64Array => {
        const total = new Float64Array(size);
        orders.forEach((order, k) => {
          spinValues(order.u, surroundings, at).forEach((value, b) => {
            total[b] = (total[b] as number) + EPSILON ** k * value;
          });
        });
        return total;
      };
      const moved = (time: number): Float64Array =>
        Float64Array.from(
          bonds.flatMap((x): Vector => {
            const s = vectorAt(spins, x);
            return added(s, cross(vectorAt(local, x), s), time);
          }),
        );
      const h = 0.01;
      const weights = [45, -9, 1];
      const rate = new Float64Array(size);
      weights.forEach((weight, i) => {
        const [ahead, behind] = [u(moved((i + 1) * h)), u(moved(-(i + 1) * h))];
        ahead.forEach((value, b) => {
          rate[b] = (rate[b] as number) + (weight * (value - (behind[b] as number))) / (60 * h);
        });
      });
      const rest = spinValues(remainder as NonNullable<typeof remainder>, surroundings, spins);
      const found = rate.map((value, b) => -value + EPSILON ** n * (rest[b] as number));
      expect(close(found, chain.currents(spins), largest(rate) + largest(rest))).toBeLessThan(
        n < 3 ? 1e-9 : 1e-7,
      );
    }
  });

  test('secular terms cancel to rounding at orders 1 to 4, with and without ω₁ = 0; with it u is even under S₁ → −S₁', () => {
    const { orders, surroundings } = spinHierarchy({
      lattice: chain.lattice,
      fields: chain.fields,
      order: 4,
      bonds: bonds.slice(0, 3),
    });
    for (const { u, secular } of orders) {
      const most = (a: Float64Array): number => a.reduce((top, c) => Math.max(top, Math.abs(c)), 0);
      const scale = most(u.coefficients);
      // On a ring of 4 the neighbourhood meets itself, so that the secular part need not be local.
      if (size > 4 || plane) expect(most(secular) / scale).toBeLessThan(1e-11);
      if (plane) {
        const imaginary = u.coefficients.filter(
          (_, i) => Math.floor(i / surroundings.bonds.length) % 2 === 1,
        );
        expect(most(imaginary) / scale).toBeLessThan(1e-12);
      }
    }
  });
});

test('⟨u²⟩ at T = ∞ is its mean over random spins within 6 standard errors (false alarm below 1e-8)', () => {
  const chain = system(8, false);
  const { orders, surroundings } = spinHierarchy({
    lattice: chain.lattice,
    fields: chain.fields,
    order: 2,
    bonds: [3],
  });
  for (const { u } of orders) {
    const squares = Array.from({ length: 4000 }, (_, i) => {
      const value = spinValues(u, surroundings, randomSpins(8, 100 + i))[0] as number;
      return value * value;
    });
    const mean = squares.reduce((a, b) => a + b) / squares.length;
    const variance = squares.reduce((a, b) => a + (b - mean) ** 2, 0) / squares.length;
    expect(Math.abs(mean - (spinMeanSquares(u, surroundings)[0] as number))).toBeLessThan(
      6 * Math.sqrt(variance / 4000),
    );
  }
  expect([
    sphereAverage(0, 0),
    sphereAverage(2, 0),
    sphereAverage(0, 1),
    sphereAverage(2, 1),
    sphereAverage(1, 3),
  ]).toEqual([1, 1 / 3, 2 / 3, 2 / 15, 0]);
});

test('frames are right-handed, A_har S^+ = i|ω|S^+, and a cutoff leaves small denominators out', () => {
  const { size, axes } = frameOf([0.3, -1.2, 0.4]);
  expect(Math.abs(size - 1.3)).toBeLessThan(1e-15);
  expect(close(Float64Array.from(cross(axes[0], axes[1])), Float64Array.from(axes[2]), 1)).toBeLessThan(
    1e-15,
  );
  const chain = system(8, false);
  const options = { lattice: chain.lattice, fields: chain.fields, order: 2, bonds: [0, 5] };
  const { orders } = spinHierarchy({ ...options, cutoff: 0.5 });
  orders.forEach(({ smallestDenominators }) => {
    expect(Math.min(...smallestDenominators)).toBeGreaterThanOrEqual(0.5);
  });
  const { orders: all, currents, surroundings } = spinHierarchy(options);
  const first = (all[0] as NonNullable<(typeof all)[0]>).u;
  const back = precessed(first, surroundings).coefficients.map((c) => -c);
  expect(close(back, currents[0].coefficients, 1)).toBeLessThan(1e-14);
  expect(isSecular(first.monomials, 0)).toBe(true);
  expect(spinSurroundings(chain.lattice, neighbourhood(1, 8, 1), chain.fields, [0]).places).toHaveLength(4);
});
