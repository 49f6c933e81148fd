import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bondAt, direction, head, siteAt, tail, torus } from '../../lattice/torus.js';
import { clusters } from './clusters.js';

describe('clusters', () => {
  it('partition the resonant bonds: connected inside, no common site between two (naive twin: merging labels)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(torus(1, 8), torus(2, 5), torus(3, 3)),
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        fc.constantFrom(0.1, 0.3, 0.6),
        (lattice, numbers, density) => {
          const resonant = [...numbers.take(lattice.bonds)].map((u) => u < density);
          const labels = Array.from({ length: lattice.sites }, (_, site) => site);
          for (let pass = 0; pass < lattice.sites; pass++) {
            for (let bond = 0; bond < lattice.bonds; bond++) {
              if (!(resonant[bond] ?? false)) continue;
              const [a, b] = [tail(lattice, bond), head(lattice, bond)];
              const label = Math.min(labels[a] as number, labels[b] as number);
              labels[a] = label;
              labels[b] = label;
            }
          }
          const expected = new Map<number, number[]>();
          resonant.forEach((is, bond) => {
            const label = labels[tail(lattice, bond)] as number;
            if (is) expected.set(label, [...(expected.get(label) ?? []), bond]);
          });
          const found = clusters(lattice, resonant);
          expect(found.map(({ bonds }) => bonds)).toEqual(
            [...expected.values()].sort((a, b) => (a[0] as number) - (b[0] as number)),
          );
          for (const cluster of found) {
            if (cluster.lifted === null) continue;
            const position = new Map(
              cluster.sites.map((site, i) => [site, cluster.lifted?.[i] as readonly number[]]),
            );
            for (const [site, x] of position) expect(siteAt(lattice, x)).toBe(site);
            for (const bond of cluster.bonds) {
              const x = position.get(tail(lattice, bond)) as readonly number[];
              const y = position.get(head(lattice, bond)) as readonly number[];
              expect(y).toEqual(x.map((value, k) => value + (k === direction(lattice, bond) ? 1 : 0)));
            }
          }
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });

  it('are lifted across the seam, and not lifted where they wind around the torus', () => {
    const ring = torus(1, 5);
    const [seam] = clusters(ring, [true, false, false, true, true]);
    expect(seam?.sites).toEqual([0, 1, 3, 4]);
    expect(seam?.lifted).toEqual([[0], [1], [-2], [-1]]);
    const [whole] = clusters(ring, [true, true, true, true, true]);
    expect(whole?.lifted).toBeNull();
    expect(whole?.path).toEqual({ least: 4, most: 4, exact: true });
    // A square loop does not wind.
    const plane = torus(2, 5);
    const resonant = Array.from({ length: plane.bonds }, () => false);
    for (const [x, k] of [
      [[4, 4], 0],
      [[0, 4], 1],
      [[4, 0], 0],
      [[4, 4], 1],
    ] as const) {
      // prettier-ignore
      resonant[bondAt(plane, siteAt(plane, x), k)] = true;
    }
    const [square] = clusters(plane, resonant);
    expect(square?.lifted).not.toBeNull();
    expect(square?.path.least).toBe(3);
  });
});
