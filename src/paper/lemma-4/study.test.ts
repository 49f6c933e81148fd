import { describe, expect, it } from 'vitest';
import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import { hierarchy } from '../../proof/hierarchy/hierarchy.js';
import { meanProducts } from '../../proof/hierarchy/moments.js';
import { growth, lemma4Finding, variances } from './study.js';

const law = { law: 'uniform', from: 1, to: 2 } as const;
const common = { order: 1, coupling: [0, 0, 0, 0, 0.25], realisation: 0 };

describe('variances', () => {
  it('without resonant bonds is the plain variance of Σu⁽¹⁾ over all pairs of bonds, to 1e-12, and (16) vanishes', () => {
    const lattice = torus(1, 12);
    const omega = frequencies(law, lattice, 1, 0);
    const bonds = Array.from({ length: 12 }, (_, b) => b);
    const { orders, surroundings } = hierarchy({
      ...common,
      lattice,
      frequencies: omega,
      bonds,
      pinning: [],
    });
    const u = orders[0]?.u as (typeof orders)[number]['u'];
    const pairs = bonds.flatMap((b) => bonds.map((c): [number, number] => [b, c]));
    const naive = meanProducts(u, surroundings, u, surroundings, 1, pairs).reduce((a, b) => a + b, 0) / 12;
    const found = variances({ ...common, dimension: 1, size: 12, delta: 1e-9 });
    expect(Math.abs(found.solutions / naive - 1)).toBeLessThan(1e-12);
    expect(found.energies).toBe(0);
    expect(found.resonantShare).toBe(0);
  });

  it('with resonant bonds reroutes: (16) is positive', () => {
    const found = variances({ ...common, dimension: 1, size: 32, delta: 0.9 });
    expect(found.resonantShare).toBeGreaterThan(0);
    expect(found.energies).toBeGreaterThan(0);
  });
});

it('growth is the exponent over the larger half of the sizes: 0 for a bounded variance, ½ for one that grows as √N', () => {
  const sizes = [8, 16, 32, 64, 128, 256];
  const after = (sites: number): number => (sites < 64 ? sites : 64);
  expect(growth(sizes.map((sites) => ({ sites, value: after(sites) })))).toBeCloseTo(0, 12);
  expect(growth(sizes.map((sites) => ({ sites, value: Math.sqrt(sites) })))).toBeCloseTo(0.5, 12);
  expect(growth(sizes.map((sites) => ({ sites, value: 0 })))).toBeNull();
  const points = sizes.map((sites) => ({
    name: 'case',
    realisation: 0,
    sites,
    solutions: Math.sqrt(sites),
    energies: 0,
    resonantShare: 0.1,
    winding: 0,
  }));
  expect(lemma4Finding(points).shown[0]).toContain('(15) goes as (N^d)^{0.50} and (16) vanishes');
});
