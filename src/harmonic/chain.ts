import type { Tridiagonal } from '../math/linear/tridiagonal.js';
import { Invalid } from '../data/invalid.js';

/**
 * A harmonic chain with open ends whose end sites are in contact with Langevin baths,
 *
 *   H = Σ_x ( p_x²/2m_x + ½ω_x² q_x² ) + ½k Σ_{x<N−1} (q_x − q_{x+1})²,
 *   dp_x = −∂H/∂q_x dt − g p_x dt + √(2g m_x T_x) dW_x,
 *
 * friction and noise at x = 0 (T_x = left) and x = N−1 (T_x = right) only. In model units (docs/glossary.md).
 */
export interface HarmonicChain {
  /** ω_x ≥ 0: ω_x² is a spring constant. */
  readonly frequencies: Float64Array;
  /** m_x; all 1 if left out. */
  readonly masses?: Float64Array;
  /** k > 0. */
  readonly stiffness: number;
  readonly left: number;
  readonly right: number;
  /** g > 0. */
  readonly friction: number;
}

/**
 * M^{−1/2} Φ M^{−1/2}, whose eigenvalues are the squared eigenfrequencies (1/time²); Φ = diag(ω²) + k·(Laplacian of the
 * open chain).
 *
 * @throws Invalid for fewer than two sites, or numbers outside the ranges of `HarmonicChain`
 */
export function massScaledMatrix({
  frequencies,
  masses,
  stiffness: k,
  ...baths
}: HarmonicChain): Tridiagonal {
  const sites = frequencies.length;
  if (sites < 2) throw new Invalid('chain', 'fewer than 2 sites', sites);
  const { left, right, friction } = baths;
  for (const [name, value] of Object.entries({ stiffness: k, left, right, friction })) {
    if (!(value > 0 && value < Infinity)) throw new Invalid(name, 'not positive', value);
  }
  const mass = (x: number): number => masses?.[x] ?? 1;
  const bondsAt = (x: number): number => (x === 0 || x === sites - 1 ? 1 : 2);
  return {
    diagonal: frequencies.map((omega, x) => (omega * omega + bondsAt(x) * k) / mass(x)),
    offDiagonal: Float64Array.from({ length: sites - 1 }, (_, x) => -k / Math.sqrt(mass(x) * mass(x + 1))),
  };
}
