import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ball,
  bondAt,
  bondBall,
  bondsOf,
  coordinates,
  direction,
  distance,
  head,
  neighbour,
  siteAt,
  tail,
  torus,
  type Torus,
} from './torus.js';

const lattices = fc
  .oneof(
    fc.tuple(fc.constant(1), fc.integer({ min: 3, max: 40 })),
    fc.tuple(fc.constant(2), fc.integer({ min: 3, max: 9 })),
    fc.tuple(fc.constant(3), fc.integer({ min: 3, max: 6 })),
  )
  .map(([d, size]) => torus(d, size));

/** A lattice, and two of its sites. */
const places = lattices.chain((lattice) => {
  const site = fc.integer({ min: 0, max: lattice.sites - 1 });
  return fc.tuple(fc.constant(lattice), site, site);
});

function holds(property: (lattice: Torus, x: number, y: number) => void): void {
  fc.assert(
    fc.property(places, ([lattice, x, y]) => {
      property(lattice, x, y);
    }),
    { seed: 8, numRuns: 200 },
  );
}

describe('the numbering of the contract', () => {
  test('site x₁ + N x₂ + N² x₃; bond d·x + (k − 1)', () => {
    const lattice = torus(3, 5);
    expect(lattice).toEqual({ dimension: 3, size: 5, sites: 125, bonds: 375 });
    expect(siteAt(lattice, [2, 3, 4])).toBe(2 + 5 * 3 + 25 * 4);
    expect(coordinates(lattice, 117)).toEqual([2, 3, 4]);
    expect(bondAt(lattice, 117, 2)).toBe(3 * 117 + 2);
    expect(head(lattice, 3 * 117 + 2)).toBe(siteAt(lattice, [2, 3, 5]));
    expect(siteAt(lattice, [7, -2, 5])).toBe(siteAt(lattice, [2, 3, 0]));
  });

  test('coordinates and siteAt are inverse', () => {
    holds((lattice, x) => {
      expect(siteAt(lattice, coordinates(lattice, x))).toBe(x);
    });
  });

  test('bondAt, tail and direction are inverse, head is the neighbour', () => {
    holds((lattice, x) => {
      for (let k = 0; k < lattice.dimension; k++) {
        const b = bondAt(lattice, x, k);
        expect([tail(lattice, b), direction(lattice, b), head(lattice, b)]).toEqual([
          x,
          k,
          neighbour(lattice, x, k),
        ]);
      }
    });
  });
});

describe('neighbours and bonds', () => {
  test('steps forth and back, N steps, and steps in coordinates agree', () => {
    holds((lattice, x, y) => {
      const steps = y - lattice.size;
      for (let k = 0; k < lattice.dimension; k++) {
        expect(neighbour(lattice, neighbour(lattice, x, k, steps), k, -steps)).toBe(x);
        expect(neighbour(lattice, x, k, lattice.size)).toBe(x);
        const moved = coordinates(lattice, x).map((c, l) => (l === k ? c + steps : c));
        expect(neighbour(lattice, x, k, steps)).toBe(siteAt(lattice, moved));
      }
    });
  });

  test('every site has 2d bonds, all different, to 2d different neighbours at distance 1', () => {
    holds((lattice, x) => {
      const bonds = bondsOf(lattice, x);
      const others = bonds.map((b) => (tail(lattice, b) === x ? head(lattice, b) : tail(lattice, b)));
      expect(new Set(bonds).size).toBe(2 * lattice.dimension);
      expect(new Set(others).size).toBe(2 * lattice.dimension);
      expect(others.map((y) => distance(lattice, x, y))).toEqual(others.map(() => 1));
      expect(bonds.slice(0, lattice.dimension).every((b) => tail(lattice, b) === x)).toBe(true);
      expect(bonds.slice(lattice.dimension).every((b) => head(lattice, b) === x)).toBe(true);
    });
  });
});

describe('distances and balls', () => {
  test('distance: symmetric, translation invariant, the triangle inequality, and 0 for x = y alone', () => {
    holds((lattice, x, y) => {
      const apart = distance(lattice, x, y);
      expect(distance(lattice, y, x)).toBe(apart);
      expect(apart === 0).toBe(x === y);
      for (let k = 0; k < lattice.dimension; k++) {
        expect(distance(lattice, neighbour(lattice, x, k), neighbour(lattice, y, k))).toBe(apart);
        expect(Math.abs(distance(lattice, neighbour(lattice, x, k), y) - apart)).toBeLessThanOrEqual(1);
      }
    });
  });

  test('B₁(x, r) is the set of sites within distance r, in increasing order', () => {
    holds((lattice, x, y) => {
      const r = y % 5;
      const naive = Array.from({ length: lattice.sites }, (_, z) => z).filter(
        (z) => distance(lattice, x, z) <= r,
      );
      expect(ball(lattice, [x], r)).toEqual(naive);
    });
  });

  test('B₁(b, r) is the union of the balls of its ends', () => {
    holds((lattice, x, y) => {
      const r = y % 4;
      for (let k = 0; k < lattice.dimension; k++) {
        const b = bondAt(lattice, x, k);
        const union = new Set([...ball(lattice, [x], r), ...ball(lattice, [head(lattice, b)], r)]);
        expect(bondBall(lattice, b, r)).toEqual([...union].sort((a, c) => a - c));
      }
    });
  });

  test('sizes while a ball does not meet itself: 2r+1, 2r²+2r+1, (2r+1)(2r²+2r+3)/3; bonds in d = 1: 2r+2', () => {
    for (const r of [0, 1, 2, 3]) {
      const size = (d: number): number => ball(torus(d, 2 * r + 3), [0], r).length;
      expect([size(1), size(2), size(3)]).toEqual([
        2 * r + 1,
        2 * r * r + 2 * r + 1,
        ((2 * r + 1) * (2 * r * r + 2 * r + 3)) / 3,
      ]);
      expect(bondBall(torus(1, 2 * r + 3), 0, r)).toHaveLength(2 * r + 2);
    }
  });
});

test.each([
  [4, 5, 'invalid dimension; not 1, 2 or 3: 4'],
  [1.5, 5, 'invalid dimension; not 1, 2 or 3: 1.5'],
  [1, 2, 'invalid size; not a whole number of at least 3: 2'],
  [2, 3.5, 'invalid size; not a whole number of at least 3: 3.5'],
])('torus(%f, %f) is refused', (d, size, message) => {
  expect(() => torus(d, size)).toThrow(message);
});
