import { expect, it } from 'vitest';
import { decayRate, decorrelationFinding } from './study.js';

const exponential = (c: number, length: number): number[] =>
  Array.from({ length }, (_, r) => 0.7 * Math.exp(-c * r));

it('decayRate reads c of C e^{−cr}, leaves out r = 0 and what is below 1e-13, and needs three distances', () => {
  const rate = decayRate([100, ...exponential(3, 20).slice(1)]);
  expect(rate?.c).toBeCloseTo(3, 10);
  expect(rate?.worst).toBeLessThan(1e-10);
  expect(decayRate(exponential(12, 10))).toBeNull();
});

it('decorrelation tells the rate of each case, and draws what is above rounding', () => {
  const { shown, panels } = decorrelationFinding([
    { pinning: '0', epsilon: 1, positions: exponential(2, 20), squares: exponential(4, 20) },
  ]);
  expect(shown).toEqual([
    'U = 0, ε = 1, f = q: |⟨fg⟩| falls as e^{−cr} with c = 2.00, within a factor 1.00 of that line.',
    'U = 0, ε = 1, f = q²: |⟨fg⟩| falls as e^{−cr} with c = 4.00, within a factor 1.00 of that line.',
  ]);
  expect(panels[1]?.series[0]?.points).toHaveLength(8);
});
