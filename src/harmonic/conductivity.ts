import { bondsOf, head, tail, type Torus } from '../lattice/torus.js';
import { Invalid } from '../data/invalid.js';
import { degree, type Polynomial } from '../potential/polynomial.js';
import {
  productOf,
  solution,
  spectrum,
  squareMatrix,
  transposed,
  type Square,
} from '../math/linear/dense.js';
import { aims, networkConductivity, type Direction, type Weighted } from './network.js';

export interface HarmonicSystem {
  readonly lattice: Torus;
  readonly frequencies: Float64Array;
  /** V(r) = k r²/2, as a polynomial. */
  readonly coupling: Polynomial;
  /** U(q) = a q²/2, as a polynomial; [] for none. */
  readonly pinning: Polynomial;
  readonly epsilon: number;
  /** ε' > 0, the rate of the flips. */
  readonly noise: number;
  readonly direction: Direction;
}

/**
 * κ in both conventions, in model units (docs/glossary.md), and the weights ψ_b of the bonds at which the minimum is
 * attained.
 */
export interface HarmonicConductivity {
  readonly standard: number;
  readonly paper: number;
  readonly weights: Float64Array;
}

/**
 * The exact conductivity of harmonically coupled oscillators with flips, any disorder, any dimension; it does not
 * depend on the temperature.
 *
 * J = pᵀB_J q; −L u = J has a solution u = qᵀA q + pᵀC p + pᵀB q, and C solves
 *
 *   4ε'{Φ, off C} + (1/2ε')[Φ,[Φ,C]] = −(1/2ε')[Φ,B_J],   Φ = diag(ω² + εa) + εk·(lattice Laplacian).
 *
 * In the basis of eigenvectors ξ_i of Φ (eigenvalues λ_i) everything except the diagonal s_x = C_xx decouples into one
 * number for each pair (i, j); what remains is Dirichlet's principle for Y = B_J + [Φ, diag s], the current with
 * weights 1 + 2s_head − 2s_tail:
 *
 *   κ_standard = min_s (8ε'/(d N^d)) Σ_ij Y_ij² / ( 8ε'²(λ_i + λ_j) + (λ_i − λ_j)² )
 *
 * (without the d for one direction). Dense: N^{4d} operations, a few seconds at 200 sites. Relative error about 10⁻¹²
 * for ε ≥ 10⁻³; it grows as 10⁻¹⁶/ε, since the bonds are then lost in the rounding of the diagonal.
 *
 * @throws Invalid if the potentials are not harmonic, or the noise is not positive
 */
export function harmonicConductivity(system: HarmonicSystem): HarmonicConductivity {
  const { lattice, epsilon, noise, direction } = system;
  const { sites } = lattice;
  if (!(noise > 0)) throw new Invalid('noise', 'not positive', noise);
  const k = stiffness(system.coupling, 'coupling');
  const phi = dynamicalMatrix(system);
  const { values: lambda, vectors } = spectrum(phi);
  const inModes = (x: Square): Square => productOf(transposed(vectors), productOf(x, vectors));
  const gap = (i: number, j: number): number => (lambda[i] as number) - (lambda[j] as number);
  const width = (i: number, j: number): number =>
    8 * noise * noise * ((lambda[i] as number) + (lambda[j] as number)) + gap(i, j) ** 2;

  const current = squareMatrix(sites, () => 0);
  const aim = aims(lattice, direction);
  aim.forEach((counted, b) => {
    const [x, y] = [tail(lattice, b), head(lattice, b)];
    current.entries[x * sites + y] = (current.entries[x * sites + y] as number) - 0.5 * epsilon * k * counted;
    current.entries[y * sites + x] = (current.entries[y * sites + x] as number) + 0.5 * epsilon * k * counted;
  });
  const b = inModes(current);

  // P has a row for each site and a column for each pair i > j; [Φ, diag s]_ij = (λ_i − λ_j) Σ_x s_x ξ_i(x) ξ_j(x).
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i < sites; i++) for (let j = 0; j < i; j++) pairs.push([i, j]);
  const xi = (i: number, x: number): number => vectors.entries[x * sites + i] as number;
  const rows = Array.from({ length: sites }, (_, x) =>
    Float64Array.from(pairs, ([i, j]) => (gap(i, j) * xi(i, x) * xi(j, x)) / Math.sqrt(width(i, j))),
  );
  const y = Float64Array.from(
    pairs,
    ([i, j]) => (b.entries[i * sites + j] as number) / Math.sqrt(width(i, j)),
  );
  const inner = (f: Float64Array, g: Float64Array): number =>
    f.reduce((sum, value, at) => sum + value * (g[at] as number), 0);
  const gram = squareMatrix(sites, () => 0);
  for (let x = 0; x < sites; x++) {
    for (let z = 0; z <= x; z++) {
      const entry = inner(rows[x] as Float64Array, rows[z] as Float64Array);
      gram.entries[x * sites + z] = entry;
      gram.entries[z * sites + x] = entry;
    }
  }
  // Constants solve the homogeneous equation: s_0 = 0.
  const reduced = squareMatrix(sites - 1, (i, j) => gram.entries[(i + 1) * sites + j + 1] as number);
  const right = Float64Array.from({ length: sites - 1 }, (_, i) => -inner(rows[i + 1] as Float64Array, y));
  const s = [0, ...solution(reduced, right, 0)];
  rows.forEach((row, x) => {
    row.forEach((value, at) => {
      y[at] = (y[at] as number) + (s[x] as number) * value;
    });
  });
  const standard = (16 * noise * inner(y, y)) / (direction === 'all' ? lattice.bonds : sites);
  const weights = aim.map(
    (counted, at) => counted + 2 * ((s[head(lattice, at)] as number) - (s[tail(lattice, at)] as number)),
  );
  return { standard, paper: 2 * standard, weights };
}

/** Φ = diag(ω² + εa) + εk·(lattice Laplacian), so that ṗ = −Φq. */
export function dynamicalMatrix({
  lattice,
  frequencies,
  coupling,
  pinning,
  epsilon,
}: Omit<HarmonicSystem, 'noise' | 'direction'>): Square {
  const { sites } = lattice;
  const k = stiffness(coupling, 'coupling');
  const a = stiffness(pinning, 'pinning');
  const phi = squareMatrix(sites, (i, j) => (i === j ? (frequencies[i] as number) ** 2 + epsilon * a : 0));
  for (let x = 0; x < sites; x++) {
    for (const b of bondsOf(lattice, x)) {
      const y = tail(lattice, b) === x ? head(lattice, b) : tail(lattice, b);
      phi.entries[x * sites + x] = (phi.entries[x * sites + x] as number) + epsilon * k;
      phi.entries[x * sites + y] = (phi.entries[x * sites + y] as number) - epsilon * k;
    }
  }
  return phi;
}

/** k of a potential k x²/2 plus any constant. */
function stiffness(potential: Polynomial, name: 'coupling' | 'pinning'): number {
  if (degree(potential) > 2 || (potential[1] ?? 0) !== 0) throw new Invalid(name, 'not harmonic', potential);
  return 2 * (potential[2] ?? 0);
}

/** The ordered ring in the limit N → ∞, V = r²/2, U = 0: κ_standard = ε/(2ε'[2 + ν² + √(ν²(4 + ν²))]), ν² = ω₀²/ε. */
export function orderedChainConductivity(frequency: number, epsilon: number, noise: number): number {
  const nu2 = (frequency * frequency) / epsilon;
  return epsilon / (2 * noise * (2 + nu2 + Math.sqrt(nu2 * (4 + nu2))));
}

/**
 * The limit of κ_standard/ε² as ε → 0 at fixed noise, for V = k r²/2: a resistor network with the bond conductances
 * k²/D_b, D_b = 2ε'(ω_t² + ω_h²) + (ω_t² − ω_h²)²/(4ε'). In d = 1 and for many sites k²/(4ε'E[ω²] + Var(ω²)/(2ε')).
 */
export function weakCouplingConductivity(system: Omit<HarmonicSystem, 'epsilon' | 'pinning'>): Weighted {
  const { lattice, frequencies, noise, direction } = system;
  const k = stiffness(system.coupling, 'coupling');
  const conductances = Float64Array.from({ length: lattice.bonds }, (_, b) => {
    const t = (frequencies[tail(lattice, b)] as number) ** 2;
    const h = (frequencies[head(lattice, b)] as number) ** 2;
    return (k * k) / (2 * noise * (t + h) + (t - h) ** 2 / (4 * noise));
  });
  return networkConductivity(lattice, conductances, direction);
}
