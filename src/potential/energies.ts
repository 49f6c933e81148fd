import { head, tail, type Torus } from '../lattice/torus.js';
import type { Potential } from './potential.js';
import { functionOf } from './smooth/value.js';

/** A point of phase space: positions q and momenta p, one number for each site. */
export interface PhasePoint {
  readonly q: Float64Array;
  readonly p: Float64Array;
}

/** Sites that swing in potentials and are joined by bonds. */
export interface Sites {
  readonly lattice: Torus;
  /** ω_x ≥ 0. */
  readonly frequencies: Float64Array;
  /** V. */
  readonly coupling: Potential;
  /** U. */
  readonly pinning: Potential;
  readonly epsilon: number;
}

export interface Energies {
  /** ½(p_x² + ω_x² q_x²) + εU(q_x) of every site. */
  readonly own: (point: PhasePoint) => Float64Array;
  /** εV(q_tail − q_head) of every bond. */
  readonly bonds: (q: Float64Array) => Float64Array;
  /** e_x of every site: its own energy, and half of that of its bonds. */
  readonly sites: (point: PhasePoint) => Float64Array;
}

/**
 * The energies of sites and bonds,
 *
 *   e_x = ½(p_x² + ω_x² q_x²) + εU(q_x) + (ε/2) Σ_{y~x} V(q_x − q_y).
 *
 * Sums run in the order of the site and bond numbers; results carry the rounding of plain sums.
 */
export function energies({ lattice, frequencies, coupling, pinning, epsilon }: Sites): Energies {
  const [V, U] = [functionOf(coupling), functionOf(pinning)];
  const ends = Array.from({ length: lattice.bonds }, (_, b) => [tail(lattice, b), head(lattice, b)] as const);
  const own = ({ q, p }: PhasePoint): Float64Array =>
    q.map((position, x) => {
      const momentum = p[x] as number;
      const swing = (frequencies[x] as number) * position;
      return 0.5 * (momentum * momentum + swing * swing) + epsilon * U(position);
    });
  const bonds = (q: Float64Array): Float64Array =>
    Float64Array.from(ends, ([from, to]) => epsilon * V((q[from] as number) - (q[to] as number)));
  const sites = (point: PhasePoint): Float64Array => {
    const all = own(point);
    bonds(point.q).forEach((energy, b) => {
      for (const x of ends[b] as readonly [number, number]) all[x] = (all[x] as number) + 0.5 * energy;
    });
    return all;
  };
  return { own, bonds, sites };
}
