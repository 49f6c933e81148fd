import { describe, expect, it } from 'vitest';
import { siteAt, head, tail, torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';
import { clusterDrawing } from './cluster-drawing.js';
import { clusters } from './clusters.js';
import { border, clusterWeights, cuts } from './rerouting.js';

const cases = (
  [
    [1, 9, 0.6],
    [2, 6, 0.35],
    [3, 4, 0.2],
  ] as const
).map(([dimension, size, density], seed) => {
  // prettier-ignore
  const lattice = torus(dimension, size);
  const random = new RandomSequence({ seed, stream: 'proof' });
  const resonant = Array.from({ length: lattice.bonds }, () => random.drawUniform() < density);
  return { lattice, found: clusters(lattice, resonant).filter(({ lifted }) => lifted !== null) };
});

describe('clusterDrawing', () => {
  it('parts every cluster in P, K and the rest, with ∂K − P around, for every cut in d = 1, 2, 3', () => {
    for (const { lattice, found } of cases) {
      expect(found.length).toBeGreaterThan(0);
      for (const cluster of found) {
        for (const { direction, s, across, beyond } of cuts(lattice, cluster)) {
          const { bonds, sites } = clusterDrawing(lattice, cluster, { k: direction + 1, s });
          const numbers = (parts: string[]): number[] =>
            bonds.filter(({ part }) => parts.includes(part)).map(({ bond }) => bond);
          const inside = new Set(beyond);
          expect(numbers(['P', 'K', 'C'])).toEqual(cluster.bonds);
          expect(numbers(['P'])).toEqual([...across].sort((a, b) => a - b));
          expect(numbers(['K'])).toEqual(
            cluster.bonds.filter(
              (bond) => inside.has(tail(lattice, bond)) && inside.has(head(lattice, bond)),
            ),
          );
          expect(new Set(numbers(['P', 'border']))).toEqual(new Set(border(lattice, beyond).keys()));
          expect(sites.filter((one) => one.beyond).map(({ site }) => site)).toEqual(beyond);
        }
      }
    }
  });

  it('places the ends of every bond one lattice spacing apart, on the sites that they are', () => {
    for (const { lattice, found } of cases) {
      for (const cluster of found) {
        const { theta1 } = clusterWeights(lattice, cluster);
        for (const { direction, s } of cuts(lattice, cluster)) {
          for (const bond of clusterDrawing(lattice, cluster, { k: direction + 1, s }).bonds) {
            expect(siteAt(lattice, bond.from)).toBe(tail(lattice, bond.bond));
            expect(siteAt(lattice, bond.to)).toBe(head(lattice, bond.bond));
            expect(bond.to.reduce((sum, x, k) => sum + Math.abs(x - (bond.from[k] as number)), 0)).toBe(1);
            expect(bond.theta1).toBe(theta1.get(bond.bond) ?? 0);
          }
        }
      }
    }
  });

  it('refuses a cut that the cluster does not have, naming those it has', () => {
    const lattice = torus(1, 7);
    const [cluster] = clusters(lattice, [false, true, true, false, false, false, false]);
    expect(() => cluster && clusterDrawing(lattice, cluster, { k: 1, s: 4 })).toThrow(
      'invalid cut; not an (s,k) of this cluster, which are (1,1) (2,1): [4, 1]',
    );
    expect(cluster && clusterDrawing(lattice, cluster, null).bonds.map(({ part }) => part)).toEqual([
      'C',
      'C',
    ]);
  });
});
