/**
 * Preconditioned conjugate gradients for a symmetric positive (semi)definite A (Hestenes & Stiefel 1952): an
 * approximate solution of Ax = y, from x = 0.
 *
 * Every step lowers ½xᵀAx − yᵀx, so a few steps are always better than none. The iteration stops when √(rᵀPr) has
 * fallen by the factor `tolerance`, after `steps` steps, or when rounding makes the curvature pᵀAp of a direction
 * non-positive.
 *
 * @param multiply v ↦ Av
 * @param precondition r ↦ Pr, with P symmetric positive definite, close to A⁻¹
 */
export function conjugateGradients(
  multiply: (v: Float64Array) => Float64Array,
  precondition: (r: Float64Array) => Float64Array,
  y: Float64Array,
  { tolerance, steps }: { tolerance: number; steps: number },
): Float64Array {
  const x = new Float64Array(y.length);
  const r = Float64Array.from(y);
  let z = precondition(r);
  const p = Float64Array.from(z);
  let rz = arrayDot(r, z);
  const goal = tolerance * tolerance * rz;
  for (let step = 0; step < steps && rz > goal; step++) {
    const ap = multiply(p);
    const curvature = arrayDot(p, ap);
    if (!(curvature > 0)) break;
    const length = rz / curvature;
    for (let i = 0; i < x.length; i++) {
      x[i] = (x[i] as number) + length * (p[i] as number);
      r[i] = (r[i] as number) - length * (ap[i] as number);
    }
    z = precondition(r);
    const next = arrayDot(r, z);
    const turn = next / rz;
    for (let i = 0; i < x.length; i++) p[i] = (z[i] as number) + turn * (p[i] as number);
    rz = next;
  }
  return x;
}

/** Σ x_i y_i, in the order of the indices. */
export function arrayDot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] as number) * (y[i] as number);
  return sum;
}
