import { describe, expect, it, test } from 'vitest';
import { torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';
import type { Polynomial } from '../../potential/polynomial.js';
import { dressing } from '../../proof/hierarchy/dressing.js';
import { expansion, values } from '../../proof/hierarchy/expansion.js';
import { hierarchy } from '../../proof/hierarchy/hierarchy.js';
import { DressingKernel, dressingLength } from './dressing.js';
import { Kernel } from './kernel.js';
import { recursion } from '../recursion.js';
import { schemes } from '../scheme.js';

const quartic: Polynomial = [0, 0, 0, 0, 0.25];
const random = new RandomSequence({ seed: 11, stream: 'synthetic' });

function setting(dimension: number, size: number, order: number, pinning: Polynomial, cutoff: number) {
  const lattice = torus(dimension, size);
  const frequencies = Float64Array.from({ length: lattice.sites }, () => 1 + random.drawUniform());
  const bonds = Array.from({ length: lattice.bonds }, (_, b) => b);
  return {
    lattice,
    own: hierarchy({
      lattice,
      coupling: quartic,
      pinning,
      order,
      frequencies,
      bonds,
      cutoff,
      remainder: true,
    }),
  };
}

/** Largest difference of kernel and `values`, relative to the largest value of any bond and replica. */
function discrepancy(
  { lattice, own }: ReturnType<typeof setting>,
  lanes: 2 | 4,
  f: Parameters<typeof values>[0],
): number {
  const length = dressingLength(f, lanes);
  const extra = length + lattice.bonds * lanes;
  const kernel = new Kernel({ lattice, coupling: quartic, pinning: [], scheme: schemes.SABA1, lanes, extra });
  const scale = 0.01;
  const compiled = new DressingKernel(kernel, kernel.at.extra, f, scale);
  const to = kernel.at.extra + 8 * length;
  let worst = 0;
  for (let round = 0; round < 3; round++) {
    for (const numbers of [kernel.positions, kernel.momenta]) {
      numbers.forEach((_, i) => (numbers[i] = 3 * random.drawUniform() - 1.5));
    }
    compiled.evaluate(to);
    const expected = values(f, kernel.positions, kernel.momenta, lanes);
    const largest = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
    kernel.numbers(to, expected.length).forEach((x, i) => {
      worst = Math.max(worst, Math.abs(x / scale - (expected[i] as number)) / largest);
    });
  }
  expect(own.orders.length).toBeGreaterThan(0);
  return worst;
}

describe('a function of every bond, compiled', () => {
  it.each([
    [1, 3, 3, [], 0, 4],
    [1, 9, 3, [], 0.1, 4],
    [1, 7, 2, [0, 0, 0, 0.2, 0.1], 0, 2],
    [2, 4, 2, [], 0.05, 4],
    [3, 3, 1, [], 0, 2],
  ] as const)(
    'd = %i, N = %i, order %i, U = %j, cutoff %f, %i lanes: every order is its value to 1e-12, point after point',
    (dimension, size, order, pinning, cutoff, lanes) => {
      const all = setting(dimension, size, order, pinning, cutoff);
      for (const f of dressing(all.own, cutoff).orders) {
        expect(discrepancy(all, lanes, f)).toBeLessThan(1e-12);
      }
    },
  );

  it('p-antisymmetric functions too: the current and A_anh u⁽ⁿ⁾, to 1e-12', () => {
    const all = setting(1, 6, 2, [], 0);
    const { current, remainder, surroundings } = all.own;
    for (const f of remainder === null ? [] : [current, remainder]) {
      const prepared = expansion(f, surroundings);
      expect(prepared.parity).toBe('antisymmetric');
      expect(discrepancy(all, 4, prepared)).toBeLessThan(1e-12);
    }
    expect(remainder).not.toBeNull();
  });

  it('a function without terms is 0', () => {
    const all = setting(1, 5, 1, [], 100);
    const [nothing] = dressing(all.own, 100).orders;
    expect(nothing?.tree.depths.length).toBe(0);
    const kernel = new Kernel({
      lattice: all.lattice,
      coupling: quartic,
      pinning: [],
      scheme: schemes.SABA1,
      lanes: 2,
      extra: 1000,
    });
    const to = kernel.at.extra + 8 * 900;
    kernel.numbers(to, 10).fill(7);
    if (nothing) new DressingKernel(kernel, kernel.at.extra, nothing, 1).evaluate(to);
    expect(kernel.numbers(to, 10)).toEqual(new Float64Array(10));
  });
});

test('the constant 1 and monomials that begin alike: 5 + 2·Re(z₀) + 3·Re(z₀z₁)', () => {
  const tree = {
    sites: Uint16Array.of(0, 0, 1),
    k: Uint8Array.of(0, 1, 1),
    l: Uint8Array.of(0, 0, 0),
    depths: Uint8Array.of(0, 0, 1),
    factors: Uint32Array.of(0, 1, 2),
    terms: Int32Array.of(0, 1, 2),
    height: 2,
  };
  expect(recursion(tree).nodes.map(({ leavesEnd }) => leavesEnd)).toEqual([1, 2]);
  const lattice = torus(1, 3);
  const kernel = new Kernel({
    lattice,
    coupling: [0, 0, 0.5],
    pinning: [],
    scheme: schemes.SABA1,
    lanes: 2,
    extra: 200,
  });
  const f = {
    parity: 'symmetric' as const,
    tree,
    coefficients: Float64Array.of(5, 2, 3),
    bonds: 1,
    sites: Int32Array.of(0, 1),
    frequencies: Float64Array.of(2, 3),
  };
  kernel.positions.set([1, 0, 4, 1]);
  kernel.momenta.set([5, 1, 7, 1]);
  const to = kernel.at.extra + 8 * 190;
  new DressingKernel(kernel, kernel.at.extra, f, 1).evaluate(to);
  expect([...kernel.numbers(to, 2)]).toEqual([5 + 2 * 2 + 3 * (2 * 12 - 5 * 7), 5 + 3 * (0 * 3 - 1 * 1)]);
});
