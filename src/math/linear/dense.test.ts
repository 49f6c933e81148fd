import { expect, test } from 'vitest';
import { RandomSequence } from '../random.js';
import { productOf, solution, spectrum, squareMatrix, transposed, type Square } from './dense.js';

function random(n: number, member: number): Square {
  const sequence = new RandomSequence({ seed: 4, stream: 'synthetic', member });
  return squareMatrix(n, () => sequence.drawGaussians()[0]);
}

const distance = (x: Square, y: Square): number =>
  x.entries.reduce((worst, entry, k) => Math.max(worst, Math.abs(entry - (y.entries[k] as number))), 0);

test.each([1, 2, 7, 40])('spectrum, n = %i: Φ = Ξ diag(λ) Ξᵀ and ΞᵀΞ = 1 to 1e-13 n', (n) => {
  const x = random(n, n);
  const phi = squareMatrix(n, (i, j) => (x.entries[i * n + j] as number) + (x.entries[j * n + i] as number));
  const { values, vectors } = spectrum(phi);
  const diagonal = squareMatrix(n, (i, j) => (i === j ? (values[i] as number) : 0));
  const again = productOf(vectors, productOf(diagonal, transposed(vectors)));
  expect(distance(again, phi)).toBeLessThan(1e-13 * n);
  const one = squareMatrix(n, (i, j) => (i === j ? 1 : 0));
  expect(distance(productOf(transposed(vectors), vectors), one)).toBeLessThan(1e-13 * n);
});

test('solution: M x = g to 1e-10, for a regular M and for one whose rows and columns sum to 0', () => {
  const n = 12;
  const regular = random(n, 99);
  const singular = squareMatrix(n, (i, j) => {
    const at = (k: number, l: number): number => regular.entries[(k % n) * n + (l % n)] as number;
    return at(i, j) - at(i + 1, j) - at(i, j + 1) + at(i + 1, j + 1);
  });
  for (const matrix of [regular, singular]) {
    const x = Float64Array.from({ length: n }, (_, i) => i * i - 5);
    const times = (v: Float64Array): Float64Array =>
      Float64Array.from({ length: n }, (_, i) =>
        v.reduce((sum, value, j) => sum + value * (matrix.entries[i * n + j] as number), 0),
      );
    const g = times(x);
    times(solution(matrix, g)).forEach((value, i) => {
      expect(Math.abs(value - (g[i] as number))).toBeLessThan(1e-10);
    });
  }
  expect(() => solution(singular, new Float64Array(n).fill(1))).toThrow('not in the range of the matrix');
});
