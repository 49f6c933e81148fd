import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spectrum, squareMatrix, type Square } from './dense.js';
import { RandomSequence } from '../random.js';
import { symmetricSpectrum } from './symmetric.js';

/** The largest |Φξ − λξ| over the largest entry of Φ, and the largest deviation from orthonormality. */
function errors(matrix: Square): readonly [residual: number, overlap: number] {
  const { n, entries } = matrix;
  const { values, vectors } = symmetricSpectrum(matrix);
  const largest = entries.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const scale = largest > 0 ? largest : 1;
  const at = (x: number, k: number): number => vectors.entries[x * n + k] as number;
  let [residual, overlap] = [0, 0];
  for (let k = 0; k < n; k++) {
    for (let x = 0; x < n; x++) {
      let sum = -(values[k] as number) * at(x, k);
      for (let y = 0; y < n; y++) sum += (entries[x * n + y] as number) * at(y, k);
      residual = Math.max(residual, Math.abs(sum) / scale);
    }
    for (let l = 0; l <= k; l++) {
      let sum = k === l ? -1 : 0;
      for (let x = 0; x < n; x++) sum += at(x, k) * at(x, l);
      overlap = Math.max(overlap, Math.abs(sum));
    }
  }
  return [residual, overlap];
}

test('a disordered ring of 96 sites: residuals and overlaps below n·10⁻¹⁶, eigenvalues as by Jacobi', () => {
  const n = 96;
  const draws = new RandomSequence({ seed: 3, stream: 'synthetic' });
  const own = Array.from({ length: n }, () => (1 + draws.drawUniform()) ** 2 + 2);
  const ring = squareMatrix(n, (i, j) => {
    const apart = Math.abs(i - j);
    return i === j ? (own[i] as number) : apart === 1 || apart === n - 1 ? -1 : 0;
  });
  const [residual, overlap] = errors(ring);
  expect(residual).toBeLessThan(n * 1e-16);
  expect(overlap).toBeLessThan(n * 1e-16);
  const jacobi = spectrum(ring).values.slice().sort();
  symmetricSpectrum(ring).values.forEach((value, k) => {
    expect(Math.abs(value - (jacobi[k] as number))).toBeLessThan(3e-13);
  });
});

test('the ordered ring, where eigenvalues come in pairs: 2 − 2cos(2πk/n), and orthonormal vectors all the same', () => {
  const n = 24;
  const ring = squareMatrix(n, (i, j) => (i === j ? 2 : [1, n - 1].includes(Math.abs(i - j)) ? -1 : 0));
  const exact = Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos((2 * Math.PI * k) / n)).sort(
    (a, b) => a - b,
  );
  symmetricSpectrum(ring).values.forEach((value, k) => {
    expect(value).toBeCloseTo(exact[k] as number, 13);
  });
  expect(errors(ring)[1]).toBeLessThan(1e-14);
});

test('any symmetric matrix, singular and split ones too: residuals below 10⁻¹⁴ of the largest entry', () => {
  const entry = fc.oneof(fc.constant(0), fc.double({ min: -3, max: 3, noNaN: true }));
  const matrices = fc
    .integer({ min: 1, max: 7 })
    .chain((n) => fc.array(entry, { minLength: n * n, maxLength: n * n }).map((list) => ({ n, list })));
  fc.assert(
    fc.property(matrices, ({ n, list }) => {
      const matrix = squareMatrix(n, (i, j) => list[Math.min(i, j) * n + Math.max(i, j)] as number);
      const [residual, overlap] = errors(matrix);
      expect(residual).toBeLessThan(1e-14);
      expect(overlap).toBeLessThan(1e-14);
    }),
    { numRuns: 300, seed: 5 },
  );
});

test('entries that are not finite are refused', () => {
  expect(() => symmetricSpectrum(squareMatrix(3, () => NaN))).toThrow('invalid matrix; not finite');
});
