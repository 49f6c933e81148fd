import { describe, expect, it } from 'vitest';
import { eigenvalue, eigenvaluesBelow, eigenvector } from './tridiagonal.js';

describe('symmetric tridiagonal eigenproblem', () => {
  const n = 23;
  const laplacian = { diagonal: new Float64Array(n).fill(2), offDiagonal: new Float64Array(n - 1).fill(-1) };

  it('finds 2 − 2cos(kπ/(n+1)) for the discrete Laplacian, to 4e-15', () => {
    for (let k = 0; k < n; k++) {
      const exact = 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1));
      expect(Math.abs(eigenvalue(laplacian, k) - exact)).toBeLessThan(4e-15);
      expect(eigenvaluesBelow(laplacian, exact + 1e-9)).toBe(k + 1);
    }
  });

  it('finds its eigenvectors sin(kπi/(n+1)), to 1e-12', () => {
    for (let k = 0; k < n; k++) {
      const v = eigenvector(laplacian, eigenvalue(laplacian, k));
      const sine = Array.from({ length: n }, (_, i) => Math.sin(((k + 1) * Math.PI * (i + 1)) / (n + 1)));
      const scale = Math.sqrt(2 / (n + 1));
      const overlap = v.reduce((sum, x, i) => sum + x * (sine[i] as number) * scale, 0);
      expect(Math.abs(Math.abs(overlap) - 1)).toBeLessThan(1e-12);
    }
  });

  it('solves T v = λ v for matrices with widely different entries, to 1e-14 of the norm', () => {
    const diagonal = Float64Array.from({ length: 12 }, (_, i) => (i % 2 === 0 ? 1 : -1) * 10 ** (i / 3));
    const offDiagonal = Float64Array.from({ length: 11 }, (_, i) => 0.3 * 10 ** (((7 * i) % 11) / 3));
    for (let k = 0; k < 12; k++) {
      const lambda = eigenvalue({ diagonal, offDiagonal }, k);
      const v = eigenvector({ diagonal, offDiagonal }, lambda);
      for (let i = 0; i < 12; i++) {
        const left = i > 0 ? (offDiagonal[i - 1] as number) * (v[i - 1] as number) : 0;
        const right = i < 11 ? (offDiagonal[i] as number) * (v[i + 1] as number) : 0;
        const residual =
          left + (diagonal[i] as number) * (v[i] as number) + right - lambda * (v[i] as number);
        expect(Math.abs(residual)).toBeLessThan(1e-14 * 1e4);
      }
    }
  });
});
