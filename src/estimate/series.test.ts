import { describe, expect, it } from 'vitest';
import { disorderError, realisationsInSeries } from './series.js';

describe('realisations in series', () => {
  it('are the harmonic mean, weighted by sites', () => {
    const { standard } = realisationsInSeries([
      { sites: 10, standard: 2, error: 0 },
      { sites: 30, standard: 6, error: 0 },
    ]);
    expect(standard).toBeCloseTo(4, 14);
  });

  it('one realisation is itself, with its own error', () => {
    expect(realisationsInSeries([{ sites: 7, standard: 0.3, error: 0.02 }]).error).toBeCloseTo(0.02, 15);
  });

  it('errors are the derivative of the combination, by finite differences to 1e-6', () => {
    const parts = [
      { sites: 10, standard: 2, error: 0.1 },
      { sites: 30, standard: 6, error: 0.4 },
      { sites: 20, standard: 0.5, error: 0.01 },
    ];
    const centre = realisationsInSeries(parts);
    const squares = parts.map(({ error }, i) => {
      const moved = parts.map((part, k) => (k === i ? { ...part, standard: part.standard + 1e-6 } : part));
      return (((realisationsInSeries(moved).standard - centre.standard) / 1e-6) * error) ** 2;
    });
    expect(centre.error).toBeCloseTo(Math.sqrt(squares.reduce((a, b) => a + b, 0)), 6);
  });

  it('the disorder error is that of the mean resistivity, κ²·s/√n', () => {
    const parts = [1, 2, 4].map((resistivity) => ({ sites: 5, standard: 1 / resistivity, error: 0 }));
    const deviation = Math.sqrt(((1 - 7 / 3) ** 2 + (2 - 7 / 3) ** 2 + (4 - 7 / 3) ** 2) / 2);
    expect(disorderError(parts)).toBeCloseTo(((3 / 7) ** 2 * deviation) / Math.sqrt(3), 14);
    expect(disorderError(parts.slice(0, 1))).toBeNull();
  });
});
