/**
 * Carlson's symmetric elliptic integral of the first kind,
 *
 *   R_F(x, y, z) = ½ ∫₀^∞ ds / √((s+x)(s+y)(s+z)),   x, y, z ≥ 0, at most one of them 0.
 *
 * By his duplication theorem, R_F(x, y, z) = R_F((x+λ)/4, (y+λ)/4, (z+λ)/4) with λ = √xy + √yz + √zx, until the three
 * agree to 3·10⁻³, followed by the Taylor series to degree 5 (B. C. Carlson, Numer. Algorithms 10 (1995) 13, eqs.
 * 2.1–2.7). Arithmetic and roots only; relative error below 10⁻¹⁵.
 *
 * @throws RangeError if an argument is negative or two of them vanish
 */
export function carlsonRF(x: number, y: number, z: number): number {
  if (!(x >= 0 && y >= 0 && z >= 0 && x + y > 0 && y + z > 0 && z + x > 0)) {
    throw new RangeError(
      `invalid arguments; not non-negative with at most one zero: ${[x, y, z].map(String).join(', ')}`,
    );
  }
  for (;;) {
    const mean = (x + y + z) / 3;
    const [dx, dy] = [1 - x / mean, 1 - y / mean];
    const dz = -dx - dy;
    if (Math.max(Math.abs(dx), Math.abs(dy), Math.abs(dz)) < 3e-3) {
      const e2 = dx * dy - dz * dz;
      const e3 = dx * dy * dz;
      return (1 - e2 / 10 + e3 / 14 + (e2 * e2) / 24 - (3 * e2 * e3) / 44) / Math.sqrt(mean);
    }
    const [rx, ry, rz] = [Math.sqrt(x), Math.sqrt(y), Math.sqrt(z)];
    const lambda = rx * ry + ry * rz + rz * rx;
    [x, y, z] = [(x + lambda) / 4, (y + lambda) / 4, (z + lambda) / 4];
  }
}

/** The arithmetic-geometric mean of two positive numbers; relative error below 3·10⁻¹⁶. */
export function arithmeticGeometricMean(a: number, b: number): number {
  // Quadratic convergence: the last difference squared is below rounding.
  while (Math.abs(a - b) > 1e-9 * a) [a, b] = [(a + b) / 2, Math.sqrt(a * b)];
  return (a + b) / 2;
}
