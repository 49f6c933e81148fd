import type { Torus } from '../lattice/torus.js';

/**
 * What every model offers: local energies e_x, and the currents that carry them along the bonds of a lattice,
 *
 *   Σ_x e_x = H,   L e_x = ε ( Σ_{b: head=x} j_b − Σ_{b: tail=x} j_b ).
 *
 * These are the plain formulas, for one point of phase space at a time. Trajectories come from compiled kernels,
 * which are tested against them.
 *
 * @typeParam Point a point of phase space
 */
export interface Model<Point> {
  readonly lattice: Torus;
  /** ε ≥ 0. */
  readonly epsilon: number;
  /** H. */
  energy(point: Point): number;
  /** e_x for every site: N^d numbers. */
  siteEnergies(point: Point): Float64Array;
  /** j_b for every bond: d·N^d numbers; energy flows from tail to head at the rate ε j_b. */
  currents(point: Point): Float64Array;
}
