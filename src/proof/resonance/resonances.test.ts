import { describe, expect, it } from 'vitest';
import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import { resonances, resonancesReport } from './resonances.js';

const uniform = { law: 'uniform', from: 1, to: 2 } as const;
const quartic = { coupling: [0, 0, 0, 0, 0.25], pinning: [] };

describe('resonancesReport', () => {
  const lattice = torus(1, 40);
  const omega = frequencies(uniform, lattice, 1, 0);
  const report = resonancesReport(resonances(lattice, uniform, omega, { order: 2, delta: 0.5 }));

  it('has the fields of the contract and survives JSON', () => {
    expect(Object.keys(report)).toEqual([
      'alpha',
      'c',
      'K',
      'doubt',
      'probability',
      'bonds',
      'clusters',
      'psi1',
      'psi2',
      'warnings',
    ]);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect([report.bonds.length, report.psi1.length, report.psi2.length]).toEqual([40, 40, 40]);
  });

  it('is consistent: values are ⟨ω,ξ⟩ and violate, clusters hold the resonant bonds, ψ₁ vanishes on them', () => {
    const resonant = report.bonds.flatMap((bond, number) => (bond.resonant ? [number] : []));
    expect(resonant.length).toBeGreaterThan(3);
    expect(report.clusters.flatMap(({ bonds }) => bonds).sort((a, b) => a - b)).toEqual(resonant);
    for (const bond of report.bonds) {
      if (!bond.resonant) continue;
      const entries = Object.entries(bond.xi);
      const norm = entries.reduce((sum, [, xi]) => sum + Math.abs(xi), 0);
      const value = entries.reduce((sum, [site, xi]) => sum + xi * (omega[Number(site)] as number), 0);
      expect(bond.value).toBeCloseTo(value, 13);
      expect(Math.abs(bond.value)).toBeLessThan(report.c / norm ** report.alpha);
      expect(entries[0]?.[1]).toBeGreaterThan(0);
    }
    for (const number of resonant) expect(report.psi1[number]).toBe(0);
    // On a ring every ψ₁ has mean 1.
    expect(report.psi1.reduce((a, b) => a + b, 0)).toBe(40);
  });

  it('chooses K so that the doubt is δ/1000 or what 3·10⁴ sums allow, and says the doubt', () => {
    expect(report.doubt).toBeLessThan(2e-3);
    expect(report.doubt).toBeGreaterThan(0);
    const shallow = resonances(lattice, uniform, omega, { order: 2, delta: 0.5, depth: 2 });
    expect(shallow.doubt).toBeGreaterThan(report.doubt);
  });
});

describe('resonances', () => {
  it('leave no doubt about the effective set, in d = 1, 2, 3', () => {
    for (const [dimension, size, order] of [
      [1, 20, 4],
      [2, 4, 2],
      [3, 3, 1],
    ] as const) {
      const lattice = torus(dimension, size);
      const omega = frequencies(uniform, lattice, 4, 0);
      const found = resonances(lattice, uniform, omega, { order, set: quartic });
      expect(found.doubt).toBe(0);
      expect(found.set.depth).toBe(4 + 2 * (order - 1));
      expect(found.set.radius).toBe(order - 1);
    }
    const cut = resonances(torus(1, 20), uniform, frequencies(uniform, torus(1, 20), 4, 0), {
      order: 4,
      set: quartic,
      depth: 6,
    });
    expect(cut.doubt).toBeGreaterThan(0);
    expect(cut.doubt).toBeLessThan(1e-3);
    const deeper = resonances(torus(1, 20), uniform, frequencies(uniform, torus(1, 20), 4, 0), {
      order: 4,
      set: quartic,
      depth: 60,
    });
    expect([deeper.set.depth, deeper.doubt]).toEqual([10, 0]);
  });

  it('say where the construction fails: two-valued frequencies (remark 1), every bond resonant, ψ₁ = 1', () => {
    const lattice = torus(1, 16);
    const law = { law: 'two-valued', values: [1, 1.5], probability: 0.5 } as const;
    const report = resonancesReport(resonances(lattice, law, frequencies(law, lattice, 1, 0), { order: 2 }));
    expect(report.bonds.every(({ resonant }) => resonant)).toBe(true);
    expect(report.doubt).toBe(1);
    expect(report.clusters.map(({ winds }) => winds)).toEqual([true]);
    expect(report.psi1).toEqual(Array.from({ length: 16 }, () => 1));
    expect(report.psi2).toEqual(Array.from({ length: 16 }, () => 0));
    expect(report.warnings.join('\n')).toMatch(/no bounded density[^]*every bond is resonant/);
  });

  it('find no resonance in remark 2: 2n different values periodically, harmonic V, the effective set to order n', () => {
    const law = { law: 'periodic', values: [1, 1.31, 1.17, 1.73, 1.53, 1.89] } as const;
    const lattice = torus(1, 12);
    const omega = frequencies(law, lattice, 1, 0);
    const harmonic = { coupling: [0, 0, 0.5], pinning: [] };
    const found = resonances(lattice, law, omega, { order: 3, set: harmonic, alpha: 1, c: 0.05 });
    expect(found.verdicts.some(({ resonant }) => resonant)).toBe(false);
    // Products q_x p_y reach |x − y| = n: only where that is the period do equal frequencies meet.
    const [last, beyond] = [5, 6].map((order) =>
      resonances(lattice, law, omega, { order, set: harmonic, alpha: 1, c: 1e-9 }),
    );
    expect(last?.verdicts.some(({ resonant }) => resonant)).toBe(false);
    expect(beyond?.verdicts.every(({ resonant }) => resonant)).toBe(true);
  });

  it('refuse what is out of range, by name', () => {
    const lattice = torus(1, 16);
    const omega = frequencies(uniform, lattice, 1, 0);
    const refused = (options: Parameters<typeof resonances>[3]) => () =>
      resonances(lattice, uniform, omega, options);
    expect(refused({ order: 0 })).toThrow('invalid order; not a whole number of at least 1: 0');
    expect(refused({ order: 1, c: 0 })).toThrow('invalid c; not positive: 0');
    expect(refused({ order: 1, depth: 0.5 })).toThrow('invalid K; not a whole number of at least 1: 0.5');
    expect(refused({ order: 1, alpha: -1, c: 1 })).toThrow('invalid alpha; not a number of at least 0: -1');
    expect(refused({ order: 5, depth: 40 })).toThrow(/^invalid K; needs more than 2e7 sums .* 12 sites: 40$/);
    expect(refused({ order: 2, alpha: 3 })).toThrow(/^invalid alpha; no c satisfies \(4\)/);
  });

  it('bound (4) for any c ≤ ω₋, and the doubt up to c = ω₋(K+1)^{α+1}, and warn beyond', () => {
    const lattice = torus(1, 9);
    const omega = frequencies(uniform, lattice, 1, 0);
    const at = (c: number) => resonances(lattice, uniform, omega, { order: 1, alpha: 6, c, depth: 4 });
    expect(at(0.02).probability).toBeCloseTo(2 * (at(0.01).probability ?? NaN), 12);
    expect(at(1.01).probability).toBeNull();
    expect(at(1.01).doubt).toBeCloseTo(1.01 * at(1).doubt, 12);
    expect(at(78126).doubt).toBe(1);
    expect(at(78126).warnings.join()).toContain('c is above ω₋(K + 1)^{α+1} = 78125');
  });
});
