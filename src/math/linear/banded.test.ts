import { describe, expect, it } from 'vitest';
import { addEntry, factoriseBanded, solveBanded, zeroBanded } from './banded.js';
import { RandomSequence } from '../random.js';

describe('banded Cholesky', () => {
  const n = 30;
  const width = 4;
  const sequence = new RandomSequence({ seed: 3, stream: 'synthetic' });
  const dense = Array.from({ length: n }, () => new Float64Array(n));
  const band = zeroBanded(n, width);
  for (let i = 0; i < n; i++) {
    for (let j = Math.max(0, i - width); j <= i; j++) {
      const x = i === j ? 6 : sequence.drawUniform() - 0.5;
      addEntry(band, j, i, x);
      (dense[i] as Float64Array)[j] = (dense[j] as Float64Array)[i] = x;
    }
  }

  it('solves a diagonally dominant system to a residual of 1e-13', () => {
    const factor = { ...band, values: Float64Array.from(band.values) };
    const y = Float64Array.from({ length: n }, (_, i) => i - 3);
    expect(factoriseBanded(factor, 1e-12)).toBe(0);
    const x = Float64Array.from(y);
    solveBanded(factor, x);
    dense.forEach((row, i) => {
      const product = row.reduce((sum, a, j) => sum + a * (x[j] as number), 0);
      expect(Math.abs(product - (y[i] as number))).toBeLessThan(1e-13 * n);
    });
  });

  it('pins one unknown of a singular Laplacian at zero and solves for the others', () => {
    const ring = zeroBanded(5, 4);
    for (let i = 0; i < 5; i++) {
      addEntry(ring, i, i, 1);
      addEntry(ring, i, (i + 1) % 5, -0.5);
    }
    expect(factoriseBanded(ring, 1e-14)).toBe(1);
    const y = Float64Array.of(1, 0, 0, 0, -1);
    solveBanded(ring, y);
    expect(Math.abs(y[4] as number)).toBeLessThan(1e-14);
    // Current 1 enters at site 0 and leaves at site 4; conductances ½: 1.6 between neighbours of a ring of 5.
    expect(y[0]).toBeCloseTo(1.6, 13);
    expect(y[1]).toBeCloseTo(1.2, 13);
  });
});
