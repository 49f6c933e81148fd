/**
 * A symmetric band matrix with n rows: `values[i·(width+1) + (j−i+width)]` is the entry (i, j) for i−width ≤ j ≤ i, so
 * the diagonal is last in each row. Entries with j < 0 are unused.
 */
export interface Banded {
  readonly rows: number;
  readonly width: number;
  readonly values: Float64Array;
}

export function zeroBanded(rows: number, width: number): Banded {
  return { rows, width, values: new Float64Array(rows * (width + 1)) };
}

/** Index in `values` of the entry (i, j) = (j, i); |i − j| ≤ width. */
export function bandIndex({ width }: Pick<Banded, 'width'>, i: number, j: number): number {
  const [upper, lower] = i < j ? [i, j] : [j, i];
  return lower * (width + 1) + (upper - lower + width);
}

/** Adds x to the entry (i, j) = (j, i); |i − j| ≤ width. */
export function addEntry(matrix: Banded, i: number, j: number, x: number): void {
  const at = bandIndex(matrix, i, j);
  matrix.values[at] = (matrix.values[at] as number) + x;
}

/**
 * Replaces A by its Cholesky factor: A = LLᵀ, L in the same storage. About n·width² multiplications.
 *
 * A should have a unit diagonal. A pivot below `floor` means that A is singular to rounding there; it pins its unknown:
 * the pivot becomes 10¹⁵⁰, so that `solveBanded` returns 0 for that unknown instead of noise.
 *
 * @returns the number of pinned unknowns
 */
export function factoriseBanded({ rows, width, values }: Banded, floor: number): number {
  const stride = width + 1;
  let pinned = 0;
  for (let i = 0; i < rows; i++) {
    const first = Math.max(0, i - width);
    const rowI = i * stride + width - i;
    for (let j = first; j < i; j++) {
      const rowJ = j * stride + width - j;
      let sum = values[rowI + j] as number;
      for (let k = Math.max(first, j - width); k < j; k++) {
        sum -= (values[rowI + k] as number) * (values[rowJ + k] as number);
      }
      values[rowI + j] = sum / (values[rowJ + j] as number);
    }
    let pivot = values[rowI + i] as number;
    for (let k = first; k < i; k++) pivot -= (values[rowI + k] as number) * (values[rowI + k] as number);
    if (pivot > floor) {
      values[rowI + i] = Math.sqrt(pivot);
    } else {
      values[rowI + i] = 1e150;
      pinned += 1;
    }
  }
  return pinned;
}

/** Solves LLᵀx = y in place of y, with L from `factoriseBanded`. */
export function solveBanded({ rows, width, values }: Banded, y: Float64Array): void {
  const stride = width + 1;
  for (let i = 0; i < rows; i++) {
    const row = i * stride + width - i;
    let sum = y[i] as number;
    for (let k = Math.max(0, i - width); k < i; k++) sum -= (values[row + k] as number) * (y[k] as number);
    y[i] = sum / (values[row + i] as number);
  }
  for (let i = rows - 1; i >= 0; i--) {
    const row = i * stride + width - i;
    const x = (y[i] as number) / (values[row + i] as number);
    y[i] = x;
    for (let k = Math.max(0, i - width); k < i; k++)
      y[k] = (y[k] as number) - (values[row + k] as number) * x;
  }
}
