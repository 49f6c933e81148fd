import { describe, expect, it } from 'vitest';
import { bondBall, head, neighbour, tail, torus } from '../../lattice/torus.js';
import { neighbourhood, surroundings } from './neighbourhood.js';

describe.each([
  [1, 11, 3],
  [1, 4, 3],
  [2, 7, 2],
  [2, 3, 2],
  [3, 5, 1],
])('neighbourhood in d = %i, N = %i, r = %i', (dimension, size, radius) => {
  const lattice = torus(dimension, size);
  const around = neighbourhood(lattice.dimension, size, radius);
  const frequencies = Float64Array.from({ length: lattice.sites }, (_, x) => 1 + x);
  const bonds = Array.from({ length: lattice.bonds }, (_, b) => b);
  const found = surroundings(lattice, around, frequencies, bonds);
  const siteOf = (x: number, bond: number) => found.sites[x * bonds.length + bond] as number;

  it('lists B₁(b, r′) for every r′ ≤ r and every bond, tail first, then head', () => {
    for (const bond of bonds) {
      expect([siteOf(0, bond), siteOf(1, bond)]).toEqual([tail(lattice, bond), head(lattice, bond)]);
      around.counts.forEach((count, r) => {
        const own = around.offsets.slice(0, count).map((_, x) => siteOf(x, bond));
        expect(own.sort((x, y) => x - y)).toEqual(bondBall(lattice, bond, r));
      });
    }
  });

  it('knows all neighbours of all sites of B₁(b, r−1), on the torus', () => {
    for (const bond of bonds) {
      around.neighbours.slice(0, around.counts[radius - 1]).forEach((neighbours, x) => {
        const expected = [0, 1, 2]
          .slice(0, dimension)
          .flatMap((k) => [-1, 1].map((step) => neighbour(lattice, siteOf(x, bond), k, step)));
        const sorted = (list: number[]) => list.sort((a, b) => a - b);
        expect(sorted(neighbours.map((y) => siteOf(y, bond)))).toEqual(sorted(expected));
      });
    }
  });

  it('carries the frequencies of its sites', () => {
    found.sites.forEach((site, i) => {
      expect(found.frequencies[i]).toBe(1 + site);
    });
  });
});

describe('surroundings', () => {
  it('refuse another torus, missing or non-positive frequencies, and unknown bonds', () => {
    const around = neighbourhood(1, 5, 1);
    const ones = new Float64Array(5).fill(1);
    expect(() => surroundings(torus(1, 6), around, ones, [])).toThrow('invalid neighbourhood');
    expect(() => surroundings(torus(1, 5), around, ones.slice(1), [])).toThrow('invalid frequencies');
    expect(() => surroundings(torus(1, 5), around, new Float64Array(5), [2])).toThrow(
      'invalid frequency; not positive: 0',
    );
    expect(() => surroundings(torus(1, 5), around, ones, [1.5])).toThrow('invalid bond; not in 0 … 4: 1.5');
    expect(() => neighbourhood(1, 5, -1)).toThrow('invalid radius; not a whole number of at least 0: -1');
  });
});
