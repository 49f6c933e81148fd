import { describe, expect, it } from 'vitest';
import { schemes } from '../kernel/scheme.js';
import { torus } from '../lattice/torus.js';
import { mean, standardError } from '../math/statistics.js';
import { potential } from '../potential/potential.js';
import { expansion } from '../proof/hierarchy/expansion.js';
import { hierarchy } from '../proof/hierarchy/hierarchy.js';
import { meanProducts } from '../proof/hierarchy/moments.js';
import { chainMeans, CHAINS } from './chain-means.js';

const lattice = torus(1, 6);
const frequencies = Float64Array.of(1.1, 1.7, 1.37, 1.9, 1.21, 1.53);
const T = 1.3;

/** u⁽¹⁾ and j of bonds 0 and 1, places 0 … 3, averaged along the chains. */
function sampled(coupling: string, epsilon: number, samples: number) {
  const V = potential(coupling, 'r');
  const own = hierarchy({ lattice, coupling: V, pinning: [], order: 1, frequencies, bonds: [0, 1] });
  const { surroundings: around, current, orders } = own;
  const u = (orders[0] as (typeof orders)[number]).u;
  const pairs: [number, number][] = [
    [0, 0],
    [1, 1],
    [0, 1],
    [0, 2],
    [2, 2],
    [2, 3],
  ];
  const found = chainMeans({
    form: {
      lattice,
      rotations: frequencies,
      typical: frequencies,
      coupling: V,
      pinning: [],
      strength: epsilon,
    },
    scheme: schemes.ABA864,
    temperature: T,
    step: 0.3,
    functions: [expansion(u, around), expansion(current, around)],
    pairs,
    samples,
    seed: 1,
    group: 5,
  });
  const exact = [
    ...meanProducts(u, around, u, around, T, pairs.slice(0, 3)),
    0,
    ...meanProducts(current, around, current, around, T, [
      [0, 0],
      [0, 1],
    ]),
  ];
  return { found, exact };
}

describe('averages along chains of hybrid Monte Carlo', () => {
  // Student with 31 degrees of freedom: 7 errors are 7e-8. For r⁴/4 the f² are of degree 8 and the means over chains
  // still skewed: resampled from 3200 chains, 9 errors are below 1e-8.
  it.each([
    ['r^2/2', 1000, 7],
    ['r^4/4', 8000, 9],
  ] as const)(
    'V = %s, ε = 0: ⟨u⟩, ⟨j⟩ and the products of u⁽¹⁾ and j of two bonds are those of the closed form (false alarms < 1e-6 in all)',
    (coupling, samples, most) => {
      const { found, exact } = sampled(coupling, 0, samples);
      for (const one of found.means) expect(Math.abs(mean(one)) / standardError(one)).toBeLessThan(most);
      found.products.forEach((one, i) => {
        expect(Math.abs(mean(one) - (exact[i] as number)) / standardError(one)).toBeLessThan(most);
      });
      const [first] = found.products;
      expect(standardError(first as Float64Array)).toBeLessThan(0.03 * (exact[0] as number));
      expect(found.acceptance).toBe(1);
    },
  );

  it('the same numbers again; chains that differ from each other; and moves past burn-in, a quarter or 64 of them', () => {
    const [one, two] = [sampled('r^4/4', 0.3, 20).found, sampled('r^4/4', 0.3, 20).found];
    expect(two).toEqual(one);
    for (const values of one.means) expect(new Set(values).size).toBe(CHAINS);
    expect(one.potentials.length).toBe(CHAINS);
    expect(one.potentials.every(({ length }) => length === 40)).toBe(true);
  });
});
