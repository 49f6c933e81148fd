import { describe, expect, it } from 'vitest';
import { bondBall, torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';
import { denominators } from './denominators.js';
import { halves, verdicts } from './diophantine.js';
import { realPower } from '../../math/elementary.js';

function frequencies(seed: number, sites: number): Float64Array {
  const random = new RandomSequence({ seed, stream: 'disorder' });
  return Float64Array.from({ length: sites }, () => 1 + random.drawUniform());
}

const sets = { alpha: 5, c: 0.4, radius: 1, depth: 5 };

describe('halves', () => {
  it('cut a ball in two of equal size, also where the ball meets itself on the torus', () => {
    for (const [dimension, size, radius] of [
      [1, 3, 4],
      [1, 9, 3],
      [2, 5, 1],
      [2, 4, 3],
      [3, 3, 1],
    ] as const) {
      const lattice = torus(dimension, size);
      for (let bond = 0; bond < lattice.bonds; bond++) {
        const [first, second] = halves(lattice, bond, radius);
        expect([...first, ...second].sort((x, y) => x - y)).toEqual(bondBall(lattice, bond, radius));
        expect(first.length - second.length).toBeLessThanOrEqual(1);
        expect(first.length - second.length).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

describe('verdicts', () => {
  it('name a ξ on the ball that violates |⟨ω,ξ⟩| ≥ c/|ξ|₁^α, with its value', () => {
    for (const [dimension, size] of [
      [1, 40],
      [2, 5],
    ] as const) {
      const lattice = torus(dimension, size);
      const omega = frequencies(dimension, lattice.sites);
      const found = verdicts(lattice, omega, sets);
      const resonant = found.filter((verdict) => verdict.resonant);
      expect(resonant.length).toBeGreaterThan(0);
      expect(resonant.length).toBeLessThan(lattice.bonds);
      found.forEach((verdict, bond) => {
        if (!verdict.resonant) return;
        const ball = new Set(bondBall(lattice, bond, sets.radius));
        const norm = verdict.xi.reduce((sum, { xi }) => sum + Math.abs(xi), 0);
        expect(verdict.xi.every(({ site }) => ball.has(site))).toBe(true);
        expect(Math.abs(verdict.value)).toBeLessThan(sets.c / realPower(norm, sets.alpha));
      });
    }
  });

  it('are covariant under a translation of the ring, seam included', () => {
    const lattice = torus(1, 24);
    const omega = frequencies(7, 24);
    const found = verdicts(lattice, omega, { ...sets, radius: 2 });
    const moved = verdicts(
      lattice,
      Float64Array.from(omega, (_, x) => omega[(x + 5) % 24] as number),
      { ...sets, radius: 2 },
    );
    for (let bond = 0; bond < 24; bond++) {
      const [here, there] = [found[(bond + 5) % 24], moved[bond]];
      expect(there?.resonant).toBe(here?.resonant);
      if (here?.resonant === true && there?.resonant === true) {
        expect(Math.abs(there.value)).toBe(Math.abs(here.value));
        expect(
          new Set(there.xi.map(({ site, xi }) => `${String((site + 5) % 24)}:${String(Math.abs(xi))}`)),
        ).toEqual(new Set(here.xi.map(({ site, xi }) => `${String(site)}:${String(Math.abs(xi))}`)));
      }
    }
  });

  it('find resonances everywhere for two-valued frequencies (remark 1)', () => {
    const lattice = torus(1, 30);
    const random = new RandomSequence({ seed: 1, stream: 'disorder' });
    const omega = Float64Array.from({ length: 30 }, () => (random.drawUniform() < 0.5 ? 1 : Math.SQRT2));
    expect(verdicts(lattice, omega, sets).every((verdict) => verdict.resonant && verdict.value === 0)).toBe(
      true,
    );
  });

  it('of the effective set are those of the full set, cut at the same K, or fewer', () => {
    const lattice = torus(1, 60);
    const omega = frequencies(8, 60);
    const among = denominators({ lattice, coupling: [0, 0, 0, 0, 0.25], pinning: [], order: 2 });
    const [full, effective] = [{}, { among }].map((own) =>
      verdicts(lattice, omega, { alpha: 1, c: 0.1, radius: 1, depth: 6, ...own }),
    );
    expect(effective?.some(({ resonant }) => resonant)).toBe(true);
    effective?.forEach((verdict, bond) => {
      if (verdict.resonant) expect(full?.[bond]?.resonant).toBe(true);
    });
  });

  it('are monotone: a larger ball, K or c only adds resonant bonds', () => {
    const lattice = torus(1, 40);
    const omega = frequencies(5, 40);
    const small = verdicts(lattice, omega, sets);
    for (const larger of [
      { ...sets, radius: 2 },
      { ...sets, depth: 8 },
      { ...sets, c: 1 },
    ]) {
      const found = verdicts(lattice, omega, larger);
      expect(small.every((verdict, bond) => !verdict.resonant || found[bond]?.resonant === true)).toBe(true);
    }
  });
});
