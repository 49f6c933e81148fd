import { describe, expect, it } from 'vitest';
import { frequencies } from '../lattice/realisation.js';
import { torus } from '../lattice/torus.js';
import { effectiveSet, smallestDivisors } from './diophantine.js';
import { hierarchy } from './hierarchy.js';
import { hierarchyReport } from './hierarchy-report.js';

const uniform = { law: 'uniform', from: 1, to: 2 } as const;
const quartic = [0, 0, 0, 0, 0.25];
const cases = [
  { name: 'd = 1, V = r⁴/4', lattice: torus(1, 9), coupling: quartic, pinning: [], order: 3 },
  { name: 'd = 1, V = r²/2', lattice: torus(1, 11), coupling: [0, 0, 0.5], pinning: [], order: 5 },
  { name: 'd = 1, V = r⁴/4, U = q³ + q⁶', lattice: torus(1, 7), coupling: quartic, pinning: [0, 0, 0, 1, 0, 0, 1], order: 2 }, // prettier-ignore
  { name: 'd = 2, V = r⁴/4', lattice: torus(2, 4), coupling: quartic, pinning: [], order: 2 },
];

describe('effectiveSet', () => {
  for (const { name, lattice, coupling, pinning, order } of cases) {
    it(`holds every ξ = k − l of the hierarchy's terms, ${name}`, () => {
      const omega = frequencies(uniform, lattice, 1, 0);
      const bonds = [0, lattice.bonds - 1];
      const found = hierarchy({ lattice, frequencies: omega, bonds, coupling, pinning, order });
      bonds.forEach((bond, place) => {
        const report = hierarchyReport({
          lattice,
          hierarchy: found,
          epsilon: 1,
          temperature: 1,
          terms: true,
          place,
        });
        for (const { order: k, terms = [], smallestDenominator } of report.orders) {
          const { depth, even, radius } = effectiveSet({ alpha: 0, c: 0 }, k, coupling, pinning);
          let largest = 0;
          for (const term of terms) {
            const norm = term.k.reduce((sum, up, i) => sum + Math.abs(up - (term.l[i] as number)), 0);
            expect(norm).toBeGreaterThan(0);
            if (even) expect(norm % 2).toBe(0);
            largest = Math.max(largest, norm);
          }
          // The bound on |ξ|₁ is met, not only kept.
          expect(largest).toBe(depth);
          const smallest = smallestDivisors(lattice, omega, {
            alpha: 0,
            below: Infinity,
            depth,
            even,
            radius,
          });
          const value = Math.abs(smallest[bond]?.divisor?.value ?? NaN);
          expect(value).toBeLessThanOrEqual((smallestDenominator ?? NaN) * (1 + 1e-12));
        }
      });
    });
  }
});
