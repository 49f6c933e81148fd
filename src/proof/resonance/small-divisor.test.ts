import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomSequence } from '../../math/random.js';
import { PartialSums, vectorCount } from './partial-sums.js';
import { realPower } from '../../math/elementary.js';
import { innerProduct, smallestDivisor } from './small-divisor.js';

/** The naive twin: every ξ in the cube, ⟨ω,ξ⟩ in whole numbers of 2⁻⁵². */
function naive(omega: readonly number[], alpha: number, below: number, depth: number) {
  const units = omega.map((w) => BigInt(w * 2 ** 52));
  let best: { xi: number[]; value: number; ratio: number; norm: number } | null = null;
  const xi = omega.map(() => 0);
  const visit = (i: number, left: number): void => {
    if (i === omega.length) {
      const norm = depth - left;
      if ((xi.find((entry) => entry !== 0) ?? -1) < 0) return;
      const exact = units.reduce((sum, unit, j) => sum + unit * BigInt(xi[j] as number), 0n);
      const value = Number(exact) / 2 ** 52;
      const ratio = Math.abs(value) * realPower(norm, alpha);
      if (ratio < below && (best === null || ratio < best.ratio)) best = { xi: [...xi], value, ratio, norm };
      return;
    }
    for (let step = -left; step <= left; step++) {
      xi[i] = step + 0;
      visit(i + 1, left - Math.abs(step));
    }
    xi[i] = 0;
  };
  visit(0, depth);
  return best as { xi: number[]; value: number; ratio: number; norm: number } | null;
}

function frequencies(seed: number, sites: number): number[] {
  const random = new RandomSequence({ seed, stream: 'disorder' });
  return Array.from({ length: sites }, () => 1 + random.drawUniform());
}

function search(omega: readonly number[], alpha: number, below: number, depth: number) {
  const middle = Math.ceil(omega.length / 2);
  return smallestDivisor(
    new PartialSums(Float64Array.from(omega.slice(0, middle))),
    new PartialSums(Float64Array.from(omega.slice(middle))),
    { alpha, below, depth },
  );
}

describe('smallestDivisor', () => {
  it('finds the ξ of the naive search over the cube, for any α, c and K', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.nat(1e6),
          sites: fc.integer({ min: 2, max: 5 }),
          alpha: fc.constantFrom(0, 1, 2.5, 4, 6),
          below: fc.constantFrom(Infinity, 1, 0.1, 0.01),
          depth: fc.integer({ min: 1, max: 6 }),
        }),
        ({ seed, sites, alpha, below, depth }) => {
          const omega = frequencies(seed, sites);
          const expected = naive(omega, alpha, below, depth);
          const found = search(omega, alpha, below, depth);
          expect(found === null).toBe(expected === null);
          if (found !== null && expected !== null) {
            expect([...found.xi]).toEqual(expected.xi);
            expect(found.value).toBe(expected.value);
            expect(found.ratio).toBe(expected.ratio);
            expect(found.norm).toBe(expected.norm);
          }
        },
      ),
      { seed: 1, numRuns: 120 },
    );
  });

  it('finds a planted resonance of |ξ|₁ = 13 on 12 sites, where the cube holds 27¹² vectors', () => {
    const omega = frequencies(3, 12);
    const xi = [1, -2, 0, 1, -1, 0, 2, -2, 1, -1, 1, 1];
    // The last site's frequency closes the sum to within 1e-9.
    const rest = innerProduct(omega.slice(0, 11), xi.slice(0, 11));
    omega[11] = 1e-9 - rest;
    const found = search(omega, 4, 1e-3, 13);
    expect([...(found?.xi ?? [])]).toEqual(xi);
    expect(Math.abs((found?.value ?? 1) - 1e-9)).toBeLessThan(1e-15);
  });

  it('stops at an exact resonance and names the one on the lowest sites', () => {
    const found = search([1.3, 1.7, 1.3, 1.7, 1.3], 3, 0.01, 8);
    expect([...(found?.xi ?? [])]).toEqual([1, 0, 0, 0, -1]);
    expect(found?.value).toBe(0);
  });

  it('is not affected by the order of magnitude of the frequencies', () => {
    const omega = frequencies(11, 5);
    const found = search(omega, 4, Infinity, 6);
    const scaled = search(
      omega.map((w) => w * 1024),
      4,
      Infinity,
      6,
    );
    expect(scaled?.xi).toEqual(found?.xi);
    expect(scaled?.value).toBe(1024 * (found?.value as number));
  });
});

describe('vectorCount', () => {
  it('counts the vectors of the naive enumeration', () => {
    for (let h = 1; h <= 4; h++) {
      for (let s = 1; s <= 5; s++) {
        const list = new PartialSums(Float64Array.from(frequencies(h, h))).ofNorm(s);
        let count = 0;
        const visit = (i: number, left: number): void => {
          if (i === h) count += left === 0 ? 1 : 0;
          else for (let step = -left; step <= left; step++) visit(i + 1, left - Math.abs(step));
        };
        visit(0, s);
        expect(vectorCount(h, s)).toBe(count);
        expect(list.length).toBe(count / 2);
      }
    }
  });
});

describe('innerProduct', () => {
  it('rounds once: equals the sum in whole numbers of 2⁻⁵²', () => {
    fc.assert(
      fc.property(
        fc.nat(1e6),
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 12, maxLength: 12 }),
        (seed, xi) => {
          const omega = frequencies(seed, 12);
          const exact = omega.reduce((sum, w, i) => sum + BigInt(w * 2 ** 52) * BigInt(xi[i] as number), 0n);
          expect(innerProduct(omega, xi) + 0).toBe(Number(exact) / 2 ** 52);
        },
      ),
      { seed: 2, numRuns: 300 },
    );
  });
});
