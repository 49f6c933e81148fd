import { describe, expect, it } from 'vitest';
import { pointOf } from '../testing/point.js';
import { reading, theorem1Finding } from './study.js';

/** A current that only sloshes: κ_standard(t) = ε²/t. */
function sloshing(epsilon: number) {
  const curve = Array.from({ length: 20 }, (_, k) => ({
    time: 2 ** k,
    textbook: epsilon ** 2 / 2 ** k,
    textbookError: 0.01 * (epsilon ** 2 / 2 ** k),
    best: null,
    bestError: null,
  }));
  return pointOf(epsilon, { kind: 'value', standard: 1e-3, error: 1e-4 }, curve);
}

describe('theorem-1', () => {
  it('reads K = 2κ_standard(ε^{−n}t) of one ring at T = 1 from the very time, and nothing where it is not in the curve', () => {
    const found = reading(sloshing(1 / 8), 2, 4);
    expect(found?.value).toBeCloseTo((2 / 64) * (1 / (64 * 4)), 15);
    expect(reading(sloshing(0.1), 2, 4)).toBeNull();
    expect(reading(sloshing(1 / 8), 6, 16)).toBeNull();
  });

  it('tells that sloshing falls with ε and t: ε^{−n}K = 2ε²/t', () => {
    const { shown, table } = theorem1Finding([1 / 4, 1 / 8, 1 / 16].map(sloshing), [1, 4]);
    for (const text of shown) {
      expect(text).toContain('falls at every step');
      expect(text).toContain('at the smallest ε it falls with t at every step');
    }
    const scaled = table.rows.filter(([n, m]) => n === 2 && m === 2).map((row) => [row[2], row[3], row[6]]);
    for (const [t, epsilon, value] of scaled as [number, number, number][]) {
      expect(value).toBeCloseTo((2 * epsilon ** 2) / t, 12);
    }
  });

  it('does not claim a fall where K/ε^n is constant', () => {
    const flat = [1 / 4, 1 / 8].map((epsilon) => {
      const point = sloshing(epsilon);
      return { ...point, curve: point.curve.map((at) => ({ ...at, textbook: epsilon })) };
    });
    expect(theorem1Finding(flat, [1, 4]).shown[0]).toContain('does not fall at every step');
  });
});
