import { describe, expect, it } from 'vitest';
import { solution, squareMatrix } from '../math/linear/dense.js';
import { torus } from '../lattice/torus.js';
import { dynamicalMatrix } from '../harmonic/conductivity.js';
import { ringCorrelations } from './transfer-operator.js';

const omega = Float64Array.of(1, 1.3, 1.7, 1.1, 1.9);

describe('ringCorrelations', () => {
  it('of a harmonic ring are T·Φ⁻¹, and 2(T·Φ⁻¹)² for squares (Wick), to 1e-12', () => {
    const [epsilon, temperature] = [0.4, 0.7];
    const found = ringCorrelations(
      { frequencies: omega, coupling: [0, 0, 0.5], pinning: [], epsilon, temperature },
      2,
    );
    const phi = dynamicalMatrix({
      lattice: torus(1, 5),
      frequencies: omega,
      coupling: [0, 0, 0.5],
      pinning: [],
      epsilon,
    });
    const column = solution(
      squareMatrix(5, (i, j) => phi.entries[i * 5 + j] as number),
      Float64Array.of(1, 0, 0, 0, 0),
    );
    for (const r of [0, 1, 2]) {
      const covariance = temperature * (column[r] as number);
      expect(Math.abs((found.positions[r] as number) - covariance)).toBeLessThan(1e-12);
      expect(Math.abs((found.squares[r] as number) - 2 * covariance ** 2)).toBeLessThan(1e-12);
    }
  });

  it('without coupling are those of independent sites: ⟨q²⟩ = T/ω², nothing else, to 1e-13', () => {
    const found = ringCorrelations(
      { frequencies: omega, coupling: [0, 0, 0, 0, 0.25], pinning: [], epsilon: 0, temperature: 2 },
      2,
    );
    for (const r of [0, 1, 2]) {
      expect(Math.abs((found.variances[r] as number) - 2 / (omega[r] as number) ** 2)).toBeLessThan(1e-13);
      expect(Math.abs((found.positions[r] as number) - (r === 0 ? 2 : 0))).toBeLessThan(1e-12);
    }
  });
});
