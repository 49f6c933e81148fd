import { describe, expect, it } from 'vitest';
import { depthFor, doubt, inverseMaxima, unionBound } from './doubt.js';
import { realPower } from '../../math/elementary.js';

/** Σ of f(|ξ|₁, |ξ|_∞) over all ξ on m sites with entries of both signs and |ξ|₁ ≤ most. */
function naiveSum(sites: number, most: number, f: (norm: number, maximum: number) => number): number {
  let sum = 0;
  const visit = (i: number, norm: number, maximum: number, up: boolean, down: boolean): void => {
    if (i === sites) {
      if (up && down) sum += f(norm, maximum);
      return;
    }
    for (let step = norm - most; step <= most - norm; step++) {
      visit(
        i + 1,
        norm + Math.abs(step),
        Math.max(maximum, Math.abs(step)),
        up || step > 0,
        down || step < 0,
      );
    }
  };
  visit(0, 0, 0, false, false);
  return sum;
}

describe('inverseMaxima', () => {
  it('equals the sum over every vector', () => {
    for (const sites of [1, 2, 3, 4]) {
      const sums = inverseMaxima(sites, 7);
      for (let s = 1; s <= 7; s++) {
        expect(sums[s]).toBeCloseTo(
          naiveSum(sites, s, (norm, maximum) => (norm === s ? 1 / maximum : 0)),
          9,
        );
      }
    }
  });
});

describe('unionBound', () => {
  it('lies between the sum over |ξ|₁ ≤ 60 and 1.002 times it for α = m + 3: the tail is bounded, and closely', () => {
    const [sites, alpha, density] = [3, 6, 1.5];
    for (const depth of [0, 3]) {
      const partial =
        density *
        naiveSum(sites, 60, (norm, maximum) => (norm > depth ? 1 / (realPower(norm, alpha) * maximum) : 0));
      const bound = unionBound({ sites, density }, alpha, depth);
      expect(bound).toBeGreaterThan(partial);
      expect(bound).toBeLessThan(1.002 * partial);
    }
  });

  it('is the closed form for two sites: Σ 4/(s^α·max) over pairs of opposite signs, halved', () => {
    const alpha = 9;
    let sum = 0;
    for (let i = 1; i < 300; i++) {
      for (let j = 1; j < 300; j++) sum += 1 / (realPower(i + j, alpha) * Math.max(i, j));
    }
    expect(unionBound({ sites: 2, density: 1 }, alpha, 0) / (2 * sum)).toBeCloseTo(1, 9);
  });

  it('is infinite where the series diverges and for laws without density', () => {
    expect(unionBound({ sites: 6, density: 1 }, 5, 10)).toBe(Infinity);
    expect(unionBound({ sites: 6, density: Infinity }, 9, 10)).toBe(Infinity);
    expect(doubt({ sites: 6, density: Infinity }, { alpha: 9, c: 0.1, depth: 10 })).toBe(1);
  });

  it('falls with K and with α', () => {
    const ball = { sites: 8, density: 1 };
    for (let depth = 1; depth < 12; depth++) {
      expect(unionBound(ball, 9, depth)).toBeLessThan(unionBound(ball, 9, depth - 1));
      expect(unionBound(ball, 10, depth)).toBeLessThan(unionBound(ball, 9, depth));
    }
  });
});

describe('depthFor', () => {
  it('is the smallest K within the tolerated doubt, or the largest that is affordable', () => {
    const ball = { sites: 6, density: 1 };
    const constants = { alpha: 8, c: 0.1 };
    const depth = depthFor(ball, constants, 1e-3, 1e9);
    expect(doubt(ball, { ...constants, depth })).toBeLessThanOrEqual(1e-3);
    expect(doubt(ball, { ...constants, depth: depth - 1 })).toBeGreaterThan(1e-3);
    expect(depthFor(ball, constants, 0, 1000)).toBeLessThan(depthFor(ball, constants, 0, 10_000));
  });
});
