import { describe, expect, it } from 'vitest';
import { LEVEL_FILTER } from '../math/decimation.js';
import { whiteNorm } from './pyramid.js';
import type { Taper } from './window.js';
import { tapers } from './window.js';

describe('white norm', () => {
  it('of M rectangular increments of interval means is Δ(M − 1/3)/M: two means M intervals apart', () => {
    const [rectangular] = tapers(['rectangular'], 16) as [Taper];
    expect(whiteNorm(rectangular, 0, 2.5)).toBeCloseTo((2.5 * (16 - 1 / 3)) / 16, 13);
  });

  it.each([1, 2, 4])('agrees with the windows’ kernel integrated naively at level %i, to 1e-3', (level) => {
    // k(u): the response of Y to a unit step of Q at time u, followed through means, filters and window on a fine grid.
    for (const taper of tapers(['rectangular', 'hann', 'prolate'], 16)) {
      const interval = 0.5;
      const fine = 8;
      const count = 20 * 2 ** level + 40;
      let integral = 0;
      const at = (u: number): number => {
        let x = Array.from({ length: count }, (_, m) =>
          Math.min(1, Math.max(0, (m + 1) * interval - u) / interval),
        );
        for (let l = 0; l < level; l++) {
          x = Array.from({ length: Math.floor((x.length - 5) / 2) + 1 }, (_, s) =>
            LEVEL_FILTER.reduce((sum, f, j) => sum + f * (x[2 * s + j] as number), 0),
          );
        }
        return taper.values.reduce((sum, h, s) => sum + h * ((x[s + 1] as number) - (x[s] as number)), 0);
      };
      for (let k = 0; k < count * fine; k++) {
        const k0 = at((interval * (k + 0.5)) / fine);
        integral += (k0 * k0 * interval) / fine;
      }
      expect(Math.abs(whiteNorm(taper, level, interval) / integral - 1)).toBeLessThan(1e-3);
    }
  });

  it('tends to Δ·2^level·Σh² for long windows', () => {
    const [hann] = tapers(['hann'], 400) as [Taper];
    expect(whiteNorm(hann, 3, 1) / 8).toBeGreaterThan(0.999);
    expect(whiteNorm(hann, 3, 1) / 8).toBeLessThan(1);
  });

  it.each([0, 1, 3])(
    'of a path known at the ends of intervals: the windows’ sum of squared weights at level %i',
    (level) => {
      for (const taper of tapers(['rectangular', 'prolate'], 16)) {
        // The response of Y to a unit step of Q between points s − 1 and s.
        const count = 20 * 2 ** level + 40;
        let sum = 0;
        for (let step = 1; step < count; step++) {
          let x = Array.from({ length: count }, (_, m) => Number(m >= step));
          for (let l = 0; l < level; l++) {
            x = Array.from({ length: Math.floor((x.length - 5) / 2) + 1 }, (_, s) =>
              LEVEL_FILTER.reduce((all, f, j) => all + f * (x[2 * s + j] as number), 0),
            );
          }
          sum += taper.values.reduce((y, h, s) => y + h * ((x[s + 1] as number) - (x[s] as number)), 0) ** 2;
        }
        expect(whiteNorm(taper, level, 0.5, 'ends') / (0.5 * sum)).toBeCloseTo(1, 12);
      }
    },
  );

  it('the filter keeps constants and kills alternating series', () => {
    expect(LEVEL_FILTER.reduce((a, b) => a + b, 0)).toBe(1);
    expect(LEVEL_FILTER.reduce((sum, f, j) => sum + (j % 2 === 0 ? f : -f), 0)).toBe(0);
  });
});
