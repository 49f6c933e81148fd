import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosSin } from './elementary.js';
import { GregoryIntegral } from './gregory.js';

function integral(f: (t: number) => number, step: number, steps: number): number {
  const sum = new GregoryIntegral(step);
  for (let i = 0; i <= steps; i++) sum.push(f(i * step));
  return sum.value;
}

describe('GregoryIntegral', () => {
  it('is exact for polynomials of degree min(4, m), and of degree 5 from m = 5 on', () => {
    for (let steps = 1; steps <= 12; steps++) {
      for (let power = 0; power <= Math.min(4, steps) || (power === 5 && steps >= 5); power++) {
        const exact = (0.25 * steps) ** (power + 1) / (power + 1);
        expect(integral((t) => t ** power, 0.25, steps) / exact).toBeCloseTo(1, 12);
      }
    }
  });

  it('is 0 without an interval, and the trapezoidal rule for one step', () => {
    expect(integral((t) => 3 + t, 0.5, 0)).toBe(0);
    expect(integral((t) => t * t, 1, 1)).toBe(0.5);
  });

  it('errs for cos Ωt by less than (Ωh)⁵/Ω/40, where the trapezoidal rule errs by (Ωh)²/Ω/12', () => {
    for (const x of [0.1, 0.2, 0.4, 0.8]) {
      const error = integral((t) => cosSin(t)[0], x, 200) - cosSin(200 * x)[1];
      expect(Math.abs(error)).toBeLessThan(x ** 5 / 40);
    }
  });

  it('adds stretches between jumps, and can be asked at any step', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 1, maxLength: 12 }), {
          minLength: 1,
          maxLength: 4,
        }),
        (stretches) => {
          const all = new GregoryIntegral(0.3);
          let sum = 0;
          stretches.forEach((values, i) => {
            if (i > 0) all.jump();
            const own = new GregoryIntegral(0.3);
            for (const value of values) {
              all.push(value);
              own.push(value);
              expect(all.value).toBeCloseTo(sum + own.value, 9);
            }
            sum += own.value;
          });
        },
      ),
      { seed: 1, numRuns: 100 },
    );
  });
});
