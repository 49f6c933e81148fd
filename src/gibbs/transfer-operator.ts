import { exp } from '../math/elementary.js';
import type { Potential } from '../potential/potential.js';
import { functionOf } from '../potential/smooth/value.js';

export interface GibbsRing {
  /** ω of every site of the ring. */
  readonly frequencies: ArrayLike<number>;
  readonly coupling: Potential;
  readonly pinning: Potential;
  readonly epsilon: number;
  readonly temperature: number;
}

/** Correlations of site 0 with the sites 0 … distance. */
export interface RingCorrelations {
  /** ⟨q₀ q_r⟩. */
  readonly positions: Float64Array;
  /** ⟨(q₀² − ⟨q₀²⟩)(q_r² − ⟨q_r²⟩)⟩. */
  readonly squares: Float64Array;
  /** ⟨q_r²⟩. */
  readonly variances: Float64Array;
}

/** Grid points on either side of 0, and the extent of the grid in units of √T/ω₋: e^{−8.5²/2} is 2·10⁻¹⁶. */
const HALF_GRID = 80;
const REACH = 8.5;

/**
 * Gibbs averages on a ring (d = 1) by the transfer operator: with w_x = ½ω_x²q² + εU,
 *
 *     Z = Tr Π_x K_x,   K_x(q,q') = exp(−β[½w_x(q) + ½w_{x+1}(q') + εV(q − q')]) Δq,
 *
 * on a grid of 161 points with the trapezoidal rule, which converges exponentially for these integrands. Absolute error
 * about 10⁻¹² of ⟨q²⟩ or ⟨q²⟩² for εβ of order 1 and confining U, V (for harmonic V compared with T·Φ⁻¹). Work: 2N
 * products of 161×161 matrices for each average.
 */
export function ringCorrelations(ring: GibbsRing, distance: number): RingCorrelations {
  const { frequencies, coupling, pinning, epsilon, temperature } = ring;
  const [V, U] = [functionOf(coupling), functionOf(pinning)];
  const sites = frequencies.length;
  const points = 2 * HALF_GRID + 1;
  let lowest = Infinity;
  for (let x = 0; x < sites; x++) lowest = Math.min(lowest, frequencies[x] as number);
  const spacing = (REACH * Math.sqrt(temperature)) / (lowest * HALF_GRID);
  const q = Float64Array.from({ length: points }, (_, i) => (i - HALF_GRID) * spacing);
  const own = Array.from({ length: sites }, (_, x) => {
    const omega = frequencies[x] as number;
    return q.map((at) => 0.5 * omega * omega * at * at + epsilon * U(at));
  });
  const kernels = own.map((w, x) => {
    const next = own[(x + 1) % sites] as Float64Array;
    const kernel = new Float64Array(points * points);
    for (let i = 0; i < points; i++) {
      for (let j = 0; j < points; j++) {
        const bond = epsilon * V((q[i] as number) - (q[j] as number));
        const energy = 0.5 * ((w[i] as number) + (next[j] as number)) + bond;
        kernel[i * points + j] = exp(-energy / temperature) * spacing;
      }
    }
    return kernel;
  });
  // behind[r] = K_r … K_{N−1}.
  const behind: Float64Array[] = [];
  behind[sites - 1] = kernels[sites - 1] as Float64Array;
  for (let x = sites - 2; x >= 0; x--) {
    behind[x] = product(kernels[x] as Float64Array, behind[x + 1] as Float64Array, points);
  }
  const norm = trace(behind[0] as Float64Array, null, null, points);
  const squared = q.map((at) => at * at);

  /** ⟨f(q₀) g_r(q_r)⟩ for r = 0 … distance. */
  const correlations = (f: Float64Array, g: (r: number) => Float64Array): Float64Array => {
    const result = new Float64Array(distance + 1);
    let before: Float64Array | null = null;
    for (let r = 0; r <= distance; r++) {
      if (before === null) {
        result[0] = trace(behind[0] as Float64Array, f, g(0), points) / norm;
        before = scaledRows(kernels[0] as Float64Array, f, points);
      } else {
        result[r] = traceOfProduct(before, g(r), behind[r] as Float64Array, points) / norm;
        before = product(before, kernels[r] as Float64Array, points);
      }
    }
    return result;
  };
  const one = q.map(() => 1);
  const variances = correlations(one, () => squared);
  const centred = (r: number): Float64Array => squared.map((value) => value - (variances[r] as number));
  return {
    positions: correlations(q, () => q),
    squares: correlations(centred(0), centred),
    variances,
  };
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k] as number;
      for (let j = 0; j < n; j++) {
        result[i * n + j] = (result[i * n + j] as number) + factor * (b[k * n + j] as number);
      }
    }
  }
  return result;
}

/** Tr(diag(f) diag(g) A). */
function trace(a: Float64Array, f: Float64Array | null, g: Float64Array | null, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += (f?.[i] ?? 1) * (g?.[i] ?? 1) * (a[i * n + i] as number);
  return sum;
}

/** Tr(A diag(g) B). */
function traceOfProduct(a: Float64Array, g: Float64Array, b: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      sum += (a[i * n + k] as number) * (g[k] as number) * (b[k * n + i] as number);
    }
  }
  return sum;
}

/** diag(f) A. */
function scaledRows(a: Float64Array, f: Float64Array, n: number): Float64Array {
  return a.map((entry, at) => entry * (f[Math.floor(at / n)] as number));
}
