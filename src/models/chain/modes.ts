import type { Torus } from '../../lattice/torus.js';
import { squareMatrix } from '../../math/linear/dense.js';
import { symmetricSpectrum } from '../../math/linear/symmetric.js';
import type { Chain } from './hamiltonian.js';

/**
 * The eigenmodes of the harmonic chain, section 5.1: M^{−½}ΦM^{−½}ξ_k = ω_k²ξ_k, Φ = diag(ω_x²) − Δ on the ring. Mode k lives at site k: see
 * `homes`. Mode coordinates: q_x = Σ_k φ_k(x)Q_k, v_x = Σ_k φ_k(x)P_k, φ_k(x) = ξ_k(x)/√m_x, and z_k = ω_kQ_k + iP_k.
 */
export interface Modes {
  readonly lattice: Torus;
  readonly masses: Float64Array;
  /** ω_k, by home. */
  readonly frequencies: Float64Array;
  /** ξ_k(x), orthonormal, [mode][site]; the entry of the largest size is positive. */
  readonly vectors: Float64Array;
  /** φ_k(x), [mode][site]. */
  readonly shapes: Float64Array;
  /** Where mode k is, a real number in [0, N): the mean of x over the weights ξ_k(x)², along the ring from its largest entry. */
  readonly centres: Float64Array;
}

/**
 * The modes of a chain, exact to about N·10⁻¹⁶ (of the largest ω², and in each entry of ξ): the tails of a localised mode below that are
 * noise. N³ operations: a second at N = 500, some at N = 1000.
 */
export function modes({
  lattice,
  frequencies,
  masses,
}: Pick<Chain, 'lattice' | 'frequencies' | 'masses'>): Modes {
  const { sites } = lattice;
  const roots = masses.map(Math.sqrt);
  const matrix = squareMatrix(sites, (x, y) => {
    const apart = Math.abs(x - y);
    const entry = x === y ? (frequencies[x] as number) ** 2 + 2 : apart === 1 || apart === sites - 1 ? -1 : 0;
    return entry / ((roots[x] as number) * (roots[y] as number));
  });
  const { values, vectors } = symmetricSpectrum(matrix);
  const found = Array.from({ length: sites }, (_, k) =>
    upright(Float64Array.from({ length: sites }, (_unused, x) => vectors.entries[x * sites + k] as number)),
  );
  const centres = found.map(centre);
  const numbers = homes(centres);
  const byHome = <T>(of: (k: number) => T): T[] => {
    const result = new Array<T>(sites);
    numbers.forEach((home, k) => (result[home] = of(k)));
    return result;
  };
  const ordered = byHome((k) => found[k] as Float64Array);
  return {
    lattice,
    masses,
    frequencies: Float64Array.from(byHome((k) => Math.sqrt(values[k] as number))),
    vectors: Float64Array.from(ordered.flatMap((xi) => [...xi])),
    shapes: Float64Array.from(
      ordered.flatMap((xi) => Array.from(xi, (value, x) => value / (roots[x] as number))),
    ),
    centres: Float64Array.from(byHome((k) => centres[k] as number)),
  };
}

/** The vector with the sign that makes its largest entry positive. */
function upright(xi: Float64Array): Float64Array {
  return (xi[peak(xi)] as number) < 0 ? xi.map((value) => -value) : xi;
}

function peak(xi: Float64Array): number {
  let best = 0;
  xi.forEach((value, x) => {
    if (Math.abs(value) > Math.abs(xi[best] as number)) best = x;
  });
  return best;
}

/** From −N/2 (excluded) to N/2, how far x is from a site along the ring. */
export function along(sites: number, from: number, x: number): number {
  const ahead = (((x - from) % sites) + sites) % sites;
  return ahead > sites / 2 ? ahead - sites : ahead;
}

function centre(xi: Float64Array): number {
  const sites = xi.length;
  const start = peak(xi);
  let sum = 0;
  for (let x = 0; x < sites; x++) sum += along(sites, start, x) * (xi[x] as number) ** 2;
  return (((start + sum) % sites) + sites) % sites;
}

/**
 * A site for every mode, each site taken once: the modes in the order of their centres around the ring, turned by the whole number that
 * brings them closest. As there is one mode a site on average, nobody lives farther from its centre than fluctuations of that count.
 */
export function homes(centres: readonly number[]): number[] {
  const sites = centres.length;
  const order = Array.from({ length: sites }, (_, k) => k).sort(
    (a, b) => (centres[a] as number) - (centres[b] as number) || a - b,
  );
  const shift = Math.round(
    order.reduce((sum, k, rank) => sum + (centres[k] as number) - rank, 0) / Math.max(1, sites),
  );
  const result = new Array<number>(sites).fill(0);
  order.forEach((k, rank) => (result[k] = (((rank + shift) % sites) + sites) % sites));
  return result;
}
