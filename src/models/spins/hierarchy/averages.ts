import { isSecular, spinPower, type SpinObservable } from './monomials.js';
import type { SpinSurroundings } from './surroundings.js';

/**
 * ⟨(S^z)^s (1 − (S^z)²)^m⟩ over the sphere, S^z uniform on [−1, 1]: 0 for odd s, else
 * ½B((s+1)/2, m+1) = m! 2^m / ((s+1)(s+3)…(s+2m+1)).
 */
export function sphereAverage(s: number, m: number): number {
  if (s % 2 === 1) return 0;
  let result = 1 / (s + 1);
  for (let i = 1; i <= m; i++) result *= (2 * i) / (s + 2 * i + 1);
  return result;
}

/**
 * ⟨f_b²⟩ at T = ∞ for every bond, where the spins are independent and uniform on the sphere: only monomials with the same n at every site have
 * ⟨m m̄'⟩ ≠ 0, a product of `sphereAverage`s. Exact but for rounding.
 */
export function spinMeanSquares(
  { monomials, coefficients }: SpinObservable,
  around: SpinSurroundings,
): Float64Array {
  const count = around.bonds.length;
  const locals = around.neighbourhood.offsets.length;
  const families = new Map<string, number[]>();
  for (let m = 0; 2 * m * count < coefficients.length; m++) {
    let name = '';
    for (let x = 0; x < locals; x++) name += `${String(spinPower(monomials, m, x).n)} `;
    const family = families.get(name);
    if (family === undefined) families.set(name, [m]);
    else family.push(m);
  }
  const result = new Float64Array(count);
  for (const family of families.values()) {
    for (const m of family) {
      for (const other of family) {
        let average = isSecular(monomials, m) ? 1 : 2;
        for (let x = 0; x < locals && average !== 0; x++) {
          const [p, q] = [spinPower(monomials, m, x), spinPower(monomials, other, x)];
          average *= sphereAverage(p.a + q.a, Math.abs(p.n));
        }
        if (average === 0) continue;
        for (let b = 0; b < count; b++) {
          const [i, j] = [2 * m * count + b, 2 * other * count + b];
          const product =
            (coefficients[i] as number) * (coefficients[j] as number) +
            (coefficients[i + count] as number) * (coefficients[j + count] as number);
          result[b] = (result[b] as number) + average * product;
        }
      }
    }
  }
  return result;
}
