import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frequencies } from '../../lattice/realisation.js';
import { torus, type Torus } from '../../lattice/torus.js';
import { denominators, denominatorsBound, smallestDenominator, tooLarge } from './denominators.js';
import { hierarchy } from '../hierarchy/hierarchy.js';
import { oscillatorsReport } from '../../models/oscillators/hierarchy/report.js';
import { realPower } from '../../math/elementary.js';
import { innerProduct } from './small-divisor.js';

const uniform = { law: 'uniform', from: 1, to: 2 } as const;
const quartic = [0, 0, 0, 0, 0.25];
const cases = [
  { name: 'd = 1, V = r⁴/4', lattice: torus(1, 9), coupling: quartic, pinning: [], order: 3 },
  { name: 'd = 1, V = r²/2', lattice: torus(1, 11), coupling: [0, 0, 0.5], pinning: [], order: 5 },
  { name: 'd = 1, V = r⁴/4, U = q³ + q⁶', lattice: torus(1, 7), coupling: quartic, pinning: [0, 0, 0, 1, 0, 0, 1], order: 2 }, // prettier-ignore
  { name: 'd = 2, V = r⁴/4', lattice: torus(2, 4), coupling: quartic, pinning: [], order: 2 },
  { name: 'd = 1, a ball that meets itself', lattice: torus(1, 3), coupling: quartic, pinning: [], order: 3 },
];

/** ξ by site number, one of ±ξ, as text. */
function named(sites: readonly number[], xi: ArrayLike<number>): string {
  const entries = sites.flatMap((site, i): [number, number][] =>
    xi[i] === 0 ? [] : [[site, xi[i] as number]],
  );
  entries.sort(([a], [b]) => a - b);
  const sign = Math.sign(entries[0]?.[1] ?? 1);
  return entries.map(([site, entry]) => `${String(site)}:${String(sign * entry)}`).join();
}

const all = { alpha: 0, below: Infinity };

describe('denominators', () => {
  for (const { name, lattice, coupling, pinning, order } of cases) {
    it(`are the ξ = k − l of the hierarchy's terms and no others, and the least of them its smallest |ω·ξ|, ${name}`, () => {
      const omega = frequencies(uniform, lattice, 1, 0);
      const bonds = [0, lattice.bonds - 1];
      const found = hierarchy({ lattice, frequencies: omega, bonds, coupling, pinning, order });
      bonds.forEach((bond, place) => {
        const { orders, sites } = oscillatorsReport({
          lattice,
          hierarchy: found,
          epsilon: 1,
          temperature: 1,
          terms: true,
          place,
        });
        const met = new Set<string>();
        let least = Infinity;
        for (const { order: k, terms = [], smallestDenominator: smallest } of orders) {
          for (const term of terms) met.add(named(sites, term.k.map((up, x) => up - (term.l[x] as number)))); // prettier-ignore
          least = Math.min(least, smallest ?? Infinity);
          const among = denominators({ lattice, coupling, pinning, order: k });
          const around = smallestDenominator(lattice, omega, { ...all, depth: 99, among })[bond];
          expect(new Set(among.vectors.map((xi) => named(around?.sites ?? [], xi)))).toEqual(met);
          expect(Math.abs(around?.divisor?.value ?? NaN) / least).toBeCloseTo(1, 11);
        }
      });
    });
  }

  it('are far from all with their degrees: 12, 148, 1672 in d = 1 and 396 in d = 2 for V = r⁴/4', () => {
    const count = (lattice: Torus, order: number): number =>
      denominators({ lattice, coupling: quartic, pinning: [], order }).vectors.length;
    expect([1, 2, 3].map((order) => count(torus(1, 20), order))).toEqual([12, 148, 1672]);
    expect(count(torus(2, 9), 2)).toBe(396);
  });

  it('come by |ξ|₁ up to deg V + (n−1)(deg V − 2), each once up to sign, and tell |ξ|_∞ where signs are mixed', () => {
    const { vectors, norms, maxima } = denominators({
      lattice: torus(1, 12),
      coupling: quartic,
      pinning: [],
      order: 3,
    });
    expect([...norms]).toEqual([...norms].sort((a, b) => a - b));
    expect(norms.at(-1)).toBe(8);
    vectors.forEach((xi, i) => {
      const entries = [...xi];
      expect(entries.find((entry) => entry !== 0)).toBeGreaterThan(0);
      expect(norms[i]).toBe(entries.reduce((sum, entry) => sum + Math.abs(entry), 0));
      expect(maxima[i]).toBe(entries.some((entry) => entry < 0) ? Math.max(...entries.map(Math.abs)) : 0);
    });
  });

  it('are refused where the hierarchy would not fit in memory', () => {
    const options = { lattice: torus(1, 20), coupling: quartic, pinning: [], order: 9 };
    expect(tooLarge({ ...options, order: 4 })).toBeNull();
    expect(tooLarge(options)?.order).toBe(6);
    expect(() => denominators(options)).toThrow(
      /^invalid order; u of order 6 has about \de\+\d pairs of monomials, more than 2000000: 9$/,
    );
  });
});

describe('smallestDenominator', () => {
  it('is the least |⟨ω,ξ⟩|·|ξ|₁^α below a bound and up to K, by trying all', () => {
    const lattice = torus(1, 10);
    const among = denominators({ lattice, coupling: quartic, pinning: [], order: 2 });
    fc.assert(
      fc.property(
        fc.record({
          realisation: fc.nat(1000),
          alpha: fc.constantFrom(0, 1, 2.5),
          below: fc.constantFrom(Infinity, 0.1, 0.01),
          depth: fc.integer({ min: 1, max: 7 }),
        }),
        ({ realisation, alpha, below, depth }) => {
          const omega = frequencies(uniform, lattice, 3, realisation);
          const found = smallestDenominator(lattice, omega, { alpha, below, depth, among });
          for (const { sites, divisor } of found) {
            const own = sites.map((site) => omega[site] as number);
            const ratios = among.vectors.flatMap((xi, i) => {
              const norm = among.norms[i] as number;
              return norm > depth ? [] : [Math.abs(innerProduct(own, xi)) * realPower(norm, alpha)];
            });
            const least = Math.min(...ratios);
            expect(divisor?.ratio).toBe(least < below ? least : undefined);
          }
        },
      ),
      { seed: 1, numRuns: 40 },
    );
  });
});

describe('denominatorsBound', () => {
  it('is Σ 2ρ_max/(|ξ|₁^α |ξ|_∞) over the pairs of mixed signs beyond K: for two sites ω₀ − ω₁, 2(ω₀ − ω₁), 3ω₀ − ω₁, ω₀ − 3ω₁', () => {
    const among = denominators({ lattice: torus(1, 5), coupling: quartic, pinning: [], order: 1 });
    const [two, four] = [2 * 1.5 * (1 / 4), 2 * 1.5 * (1 / 16) * (1 / 2 + 2 / 3)];
    expect(denominatorsBound(among, 1.5, 2, 0)).toBeCloseTo(two + four, 11);
    expect(denominatorsBound(among, 1.5, 2, 2)).toBeCloseTo(four, 11);
    expect(denominatorsBound(among, Infinity, 2, 4)).toBe(0);
  });
});
