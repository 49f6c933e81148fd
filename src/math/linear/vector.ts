/** Vectors in R³, for formulas that treat one site or bond at a time. */
export type Vector = readonly [number, number, number];

/** Vector number x of an array [x][component]. */
export function vectorAt(array: Float64Array, x: number): Vector {
  return [array[3 * x] as number, array[3 * x + 1] as number, array[3 * x + 2] as number];
}

/** a + c·b. */
export function added(a: Vector, b: Vector, c = 1): Vector {
  return [a[0] + c * b[0], a[1] + c * b[1], a[2] + c * b[2]];
}

/** a · b. */
export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** a ∧ b. */
export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}
