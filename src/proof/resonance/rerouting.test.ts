import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frequencies } from '../../lattice/realisation.js';
import { bondAt, head, siteAt, tail, torus } from '../../lattice/torus.js';
import type { Torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';
import { oscillators } from '../../models/oscillators/hamiltonian.js';
import { clusters } from './clusters.js';
import { border, clusterWeights, cuts, rerouting } from './rerouting.js';

/** Random sets of bonds at the densities where clusters are small, large, and winding, on all three lattices. */
const randomBonds = fc
  .record({
    lattice: fc.constantFrom(
      torus(1, 3),
      torus(1, 9),
      torus(2, 3),
      torus(2, 4),
      torus(2, 6),
      torus(3, 3),
      torus(3, 4),
    ),
    seed: fc.nat(1e6),
    density: fc.constantFrom(0.05, 0.15, 0.3, 0.45, 0.7),
  })
  .map(({ lattice, seed, density }) => {
    const random = new RandomSequence({ seed, stream: 'proof' });
    return {
      lattice,
      seed,
      resonant: Array.from({ length: lattice.bonds }, () => random.drawUniform() < density),
    };
  });

/**
 * j_b and ε^{−1} L e_x at a random point of phase space, for U and V of degree 6. L e_x is the derivative of e_x along
 * (q̇, ṗ), by differences of seventh order, which are exact here: e is a polynomial of degree 6 in the step.
 */
function currentsAndFlows(lattice: Torus, seed: number): { currents: Float64Array; flows: number[] } {
  const epsilon = 0.37;
  const model = oscillators({
    lattice,
    frequencies: frequencies({ law: 'uniform', from: 1, to: 2 }, lattice, seed, 0),
    coupling: [0, 0, 0.3, 0, 0.25, 0, 0.05],
    pinning: [0, 0.2, 0, -0.1, 0.1, 0, 0.02],
    epsilon,
  });
  const random = new RandomSequence({ seed, stream: 'positions' });
  const q = Float64Array.from({ length: lattice.sites }, () => random.drawGaussians()[0]);
  const p = Float64Array.from({ length: lattice.sites }, () => random.drawGaussians()[0]);
  const force = model.forces(q);
  const moved = (step: number): Float64Array =>
    model.siteEnergies({
      q: q.map((value, x) => value + step * (p[x] as number)),
      p: p.map((value, x) => value + step * (force[x] as number)),
    });
  const h = 1 / 64;
  const energies = [1, 2, 3].map((k) => [moved(k * h), moved(-k * h)] as const);
  const flows = Array.from({ length: lattice.sites }, (_, x) => {
    const difference = (k: number): number =>
      (energies[k]?.[0][x] as number) - (energies[k]?.[1][x] as number);
    return (45 * difference(0) - 9 * difference(1) + difference(2)) / (60 * h) / epsilon;
  });
  return { currents: model.currents({ q, p }), flows };
}

/** Whether two sums of terms agree to rounding: within 10⁻¹⁰ of the sum of their sizes. */
function expectEqual(left: readonly number[], right: readonly number[]): void {
  const sum = (terms: readonly number[]): number => terms.reduce((a, b) => a + b, 0);
  const size = [...left, ...right].reduce((a, b) => a + Math.abs(b), 1);
  expect(Math.abs(sum(left) - sum(right)) / size).toBeLessThan(1e-10);
}

describe('border', () => {
  it('satisfies (12), ε^{−1} L Σ_{x∈K} e_x = Σ_{b∈∂K} ζ(b) j_b, at random points for random K (error < 1e-10)', () => {
    fc.assert(
      fc.property(randomBonds, ({ lattice, seed, resonant }) => {
        const { currents, flows } = currentsAndFlows(lattice, seed);
        const sites = Array.from({ length: lattice.sites }, (_, x) => x).filter((x) => resonant[x] === true);
        expectEqual(
          sites.map((x) => flows[x] as number),
          [...border(lattice, sites)].map(([bond, zeta]) => zeta * (currents[bond] as number)),
        );
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

describe('cuts', () => {
  it('hold every bond of the cluster once, with its head beyond the cut and its tail not', () => {
    fc.assert(
      fc.property(randomBonds, ({ lattice, resonant }) => {
        for (const cluster of clusters(lattice, resonant)) {
          if (cluster.lifted === null) continue;
          const all = cuts(lattice, cluster);
          expect(all.flatMap(({ across }) => across).sort((a, b) => a - b)).toEqual(cluster.bonds);
          for (const { across, beyond } of all) {
            const signs = border(lattice, beyond);
            expect(across.every((bond) => signs.get(bond) === 1)).toBe(true);
            expect(cluster.bonds.filter((bond) => signs.has(bond)).sort()).toEqual([...across].sort());
          }
        }
      }),
      { seed: 2, numRuns: 100 },
    );
  });
});

describe('clusterWeights', () => {
  it('satisfies Lemma 3 for every cluster that does not wind, at random points in d = 1, 2, 3 (error < 1e-10)', () => {
    fc.assert(
      fc.property(randomBonds, ({ lattice, seed, resonant }) => {
        const { currents, flows } = currentsAndFlows(lattice, seed);
        for (const cluster of clusters(lattice, resonant)) {
          if (cluster.lifted === null) continue;
          const { theta1, theta2 } = clusterWeights(lattice, cluster);
          expectEqual(
            cluster.bonds.map((bond) => currents[bond] as number),
            [
              ...[...theta1].map(([bond, theta]) => theta * (currents[bond] as number)),
              ...[...theta2].map(([site, theta]) => -theta * (flows[site] as number)),
            ],
          );
        }
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it('is the sum of ζ over all cuts, as in the proof', () => {
    fc.assert(
      fc.property(randomBonds, ({ lattice, resonant }) => {
        for (const cluster of clusters(lattice, resonant)) {
          if (cluster.lifted === null) continue;
          const theta1 = new Map<number, number>();
          const theta2 = new Map<number, number>();
          for (const { across, beyond } of cuts(lattice, cluster)) {
            for (const [bond, zeta] of border(lattice, beyond)) {
              if (!across.includes(bond)) theta1.set(bond, (theta1.get(bond) ?? 0) - zeta);
            }
            for (const site of beyond) theta2.set(site, (theta2.get(site) ?? 0) - 1);
          }
          const found = clusterWeights(lattice, cluster);
          const sorted = (weights: ReadonlyMap<number, number>): [number, number][] =>
            [...weights].filter(([, weight]) => weight !== 0).sort(([a], [b]) => a - b);
          expect(sorted(found.theta1)).toEqual(sorted(theta1));
          expect(sorted(found.theta2)).toEqual(sorted(theta2));
        }
      }),
      { seed: 6, numRuns: 100 },
    );
  });

  it('is bounded: |θ₁|, |θ₂| ≤ dℓ, whole numbers, θ₁ on non-resonant bonds at the cluster, θ₂ on its sites', () => {
    fc.assert(
      fc.property(randomBonds, ({ lattice, resonant }) => {
        for (const cluster of clusters(lattice, resonant)) {
          if (cluster.lifted === null) continue;
          const bound = lattice.dimension * cluster.path.most;
          const sites = new Set(cluster.sites);
          const { theta1, theta2 } = clusterWeights(lattice, cluster);
          for (const [bond, theta] of theta1) {
            expect(resonant[bond]).toBe(false);
            expect(sites.has(tail(lattice, bond)) || sites.has(head(lattice, bond))).toBe(true);
            expect(Number.isInteger(theta) && Math.abs(theta) <= bound).toBe(true);
          }
          for (const [site, theta] of theta2) {
            expect(sites.has(site)).toBe(true);
            expect(Number.isInteger(theta) && Math.abs(theta) <= bound).toBe(true);
          }
        }
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});

describe('rerouting', () => {
  it('satisfies (13) at random points in d = 1, 2, 3, clusters across the seam, loops and winding ones included (error < 1e-10)', () => {
    let winding = 0;
    fc.assert(
      fc.property(randomBonds, ({ lattice, seed, resonant }) => {
        const { currents, flows } = currentsAndFlows(lattice, seed);
        const { psi1, psi2, kept } = rerouting(lattice, clusters(lattice, resonant), 'keep');
        winding += kept.length;
        expectEqual(
          [...currents],
          [
            ...[...currents].map((current, bond) => current * (psi1[bond] as number)),
            ...flows.map((flow, site) => -flow * (psi2[site] as number)),
          ],
        );
        // The same weights as a site function: ψ₁(b) = 1 + ψ₂(head) − ψ₂(tail) on every bond, 0 on rerouted ones.
        const unrouted = new Set(kept.flatMap(({ bonds }) => bonds));
        psi1.forEach((weight, bond) => {
          const [from, to] = [psi2[tail(lattice, bond)] as number, psi2[head(lattice, bond)] as number];
          expect(weight).toBe(1 + to - from);
          if (resonant[bond] === true) expect(weight).toBe(unrouted.has(bond) ? 1 : 0);
        });
      }),
      { seed: 5, numRuns: 200 },
    );
    expect(winding).toBeGreaterThan(10);
  });

  it('on a ring with one bond left puts the whole current on it: ψ₁ = N there and 0 elsewhere, seam or not', () => {
    const lattice = torus(1, 7);
    for (let left = 0; left < 7; left++) {
      const resonant = Array.from({ length: 7 }, (_, bond) => bond !== left);
      const { psi1 } = rerouting(lattice, clusters(lattice, resonant));
      expect([...psi1]).toEqual(resonant.map((is) => (is ? 0 : 7)));
    }
  });

  it('gives weight to a bond that joins two sites of a cluster without belonging to it', () => {
    const lattice = torus(2, 6);
    const [a, b, c, e] = ([[1, 1], [2, 1], [2, 2], [1, 2]] as const).map((x) => siteAt(lattice, x)) as [
      number,
      number,
      number,
      number,
    ]; // prettier-ignore
    // Three sides of a square: along e₁ at the bottom, e₂ on the right, e₁ on top; the left side is not resonant.
    const resonant = Array.from({ length: lattice.bonds }, () => false);
    for (const [site, k] of [[a, 0], [b, 1], [e, 0]] as const) resonant[bondAt(lattice, site, k)] = true; // prettier-ignore
    const [cluster] = clusters(lattice, resonant);
    expect(cluster?.sites).toEqual([a, b, e, c].sort((x, y) => x - y));
    expect(cluster?.path.least).toBe(3);
    const { psi1 } = rerouting(lattice, clusters(lattice, resonant));
    expect(psi1[bondAt(lattice, a, 1)]).toBe(0);
    expect(psi1[bondAt(lattice, c, 0)]).toBe(1 + 2);
  });

  it('refuses a cluster that winds around the torus, by name', () => {
    const lattice = torus(2, 4);
    const resonant = Array.from(
      { length: lattice.bonds },
      (_, bond) => bond % 2 === 0 && tail(lattice, bond) < 4,
    );
    expect(() => rerouting(lattice, clusters(lattice, resonant))).toThrow(
      /^invalid cluster; winds around the torus, .*: \[0, 2, 4, 6\]$/,
    );
  });
});
