/** A dense n×n matrix, row after row. */
export interface Square {
  readonly n: number;
  readonly entries: Float64Array;
}

export function squareMatrix(n: number, entry: (i: number, j: number) => number): Square {
  return { n, entries: Float64Array.from({ length: n * n }, (_, k) => entry(Math.floor(k / n), k % n)) };
}

/** X Y, in n³ multiplications. */
export function productOf(x: Square, y: Square): Square {
  const { n } = x;
  const entries = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = x.entries[i * n + k] as number;
      for (let j = 0; j < n; j++)
        entries[i * n + j] = (entries[i * n + j] as number) + factor * (y.entries[k * n + j] as number);
    }
  }
  return { n, entries };
}

export function transposed({ n, entries }: Square): Square {
  return squareMatrix(n, (i, j) => entries[j * n + i] as number);
}

/** Φ = Ξ diag(values) Ξᵀ; column i of Ξ is the normalised eigenvector of values[i]. */
export interface Spectrum {
  readonly values: Float64Array;
  readonly vectors: Square;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's cyclic rotations, to about n·10⁻¹⁶‖Φ‖
 * (Golub & Van Loan, Matrix Computations, section 8.5).
 */
export function spectrum(matrix: Square): Spectrum {
  const { n } = matrix;
  const a = matrix.entries.slice();
  // The rows of v are the eigenvectors, so that a rotation runs along memory.
  const v = squareMatrix(n, (i, j) => (i === j ? 1 : 0)).entries;
  const total = a.reduce((sum, x) => sum + x * x, 0);
  for (let sweep = 0; sweep < 60; sweep++) {
    let rest = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) rest += (a[i * n + j] as number) ** 2;
    if (rest <= 1e-34 * total) break;
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const entry = a[i * n + j] as number;
        if (entry === 0) continue;
        const half = ((a[j * n + j] as number) - (a[i * n + i] as number)) / (2 * entry);
        const t = (half >= 0 ? 1 : -1) / (Math.abs(half) + Math.sqrt(half * half + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        rotateRows(a, n, i, j, c, t * c);
        rotateColumns(a, n, i, j, c, t * c);
        rotateRows(v, n, i, j, c, t * c);
      }
    }
  }
  return {
    values: Float64Array.from({ length: n }, (_, i) => a[i * n + i] as number),
    vectors: transposed({ n, entries: v }),
  };
}

function rotateRows(a: Float64Array, n: number, i: number, j: number, c: number, s: number): void {
  for (let k = 0; k < n; k++) {
    const [x, y] = [a[i * n + k] as number, a[j * n + k] as number];
    a[i * n + k] = c * x - s * y;
    a[j * n + k] = s * x + c * y;
  }
}

function rotateColumns(a: Float64Array, n: number, i: number, j: number, c: number, s: number): void {
  for (let k = 0; k < n; k++) {
    const [x, y] = [a[k * n + i] as number, a[k * n + j] as number];
    a[k * n + i] = c * x - s * y;
    a[k * n + j] = s * x + c * y;
  }
}

/**
 * A solution of M x = g by elimination with complete pivoting. If M is singular, unknowns without a pivot are set to 0:
 * this is one of the solutions, if there are any.
 *
 * @param tolerance pivots below this fraction of the first one count as 0
 * @throws RangeError if an equation without a pivot is violated by more than 10⁻⁸ of the largest |g_i|
 */
export function solution({ n, entries }: Square, g: Float64Array, tolerance = 1e-12): Float64Array {
  const rows: Float64Array[] = Array.from({ length: n }, (_, i) => entries.slice(i * n, i * n + n));
  const right = g.slice();
  const order = Array.from({ length: n }, (_, j) => j);
  const scale = right.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  let rank = 0;
  let first = 0;
  for (; rank < n; rank++) {
    let [best, row, column] = [0, rank, rank];
    for (let i = rank; i < n; i++) {
      const line = rows[i] as Float64Array;
      for (let j = rank; j < n; j++) {
        const size = Math.abs(line[order[j] as number] as number);
        if (size > best) [best, row, column] = [size, i, j];
      }
    }
    if (rank === 0) first = best;
    if (best <= tolerance * first) break;
    [rows[rank], rows[row]] = [rows[row] as Float64Array, rows[rank] as Float64Array];
    [right[rank], right[row]] = [right[row] as number, right[rank] as number];
    [order[rank], order[column]] = [order[column] as number, order[rank] as number];
    const pivotRow = rows[rank] as Float64Array;
    const pivot = order[rank] as number;
    for (let i = rank + 1; i < n; i++) {
      const line = rows[i] as Float64Array;
      const factor = (line[pivot] as number) / (pivotRow[pivot] as number);
      if (factor === 0) continue;
      for (let j = rank; j < n; j++) {
        const at = order[j] as number;
        line[at] = (line[at] as number) - factor * (pivotRow[at] as number);
      }
      right[i] = (right[i] as number) - factor * (right[rank] as number);
    }
  }
  for (let i = rank; i < n; i++) {
    if (Math.abs(right[i] as number) > 1e-8 * scale) {
      throw new RangeError(`invalid right-hand side; not in the range of the matrix: ${String(right[i])}`);
    }
  }
  const x = new Float64Array(n);
  for (let i = rank - 1; i >= 0; i--) {
    const line = rows[i] as Float64Array;
    let value = right[i] as number;
    for (let j = i + 1; j < rank; j++)
      value -= (line[order[j] as number] as number) * (x[order[j] as number] as number);
    x[order[i] as number] = value / (line[order[i] as number] as number);
  }
  return x;
}
