import { factoriseBanded, solveBanded, zeroBanded, addEntry } from '../../math/linear/banded.js';
import { covarianceProduct, type Covariance } from './covariance.js';

/**
 * For given ψ the coefficients g (g₀ = 1), one per channel, that minimise the variance of Σ_c g_c Σ_b ψ_b
 * Y_{c,b}: Σ_{e≥1} G_ce g_e = −G_c0 with G_ce = Σ_{bb'} ψ_b C_{(c,b),(e,b')} ψ_{b'}.
 */
export function mixingOf(covariance: Covariance, psi: Float64Array): number[] {
  const { channels, bonds } = covariance;
  const gram = Array.from({ length: channels }, (_, c) => {
    const w = new Float64Array(channels * bonds);
    w.set(psi, c * bonds);
    const image = covarianceProduct(covariance, w);
    return Array.from({ length: channels }, (__, e) => {
      let sum = 0;
      for (let b = 0; b < bonds; b++) sum += (psi[b] as number) * (image[e * bonds + b] as number);
      return sum;
    });
  });
  const entry = (c: number, e: number): number => gram[c]?.[e] as number;
  const scales = gram.map((_, c) => 1 / Math.sqrt(entry(c, c) || 1));
  const matrix = zeroBanded(channels - 1, Math.max(channels - 2, 0));
  const y = new Float64Array(channels - 1);
  for (let c = 1; c < channels; c++) {
    for (let e = 1; e <= c; e++) {
      addEntry(matrix, c - 1, e - 1, entry(c, e) * (scales[c] as number) * (scales[e] as number));
    }
    y[c - 1] = -entry(c, 0) * (scales[c] as number);
  }
  factoriseBanded(matrix, 1e-12);
  solveBanded(matrix, y);
  return [1, ...Array.from(y, (x, c) => x * (scales[c + 1] as number))];
}
