import { head, tail, type Torus } from '../../lattice/torus.js';
import { Invalid } from '../../data/invalid.js';
import { energies, type PhasePoint } from '../../potential/energies.js';
import type { Model } from '../hamiltonian.js';
import type { Potential } from '../../potential/potential.js';
import { evenness } from '../../potential/smooth/reflection.js';
import { slope } from '../../potential/smooth/slope.js';
import { functionOf } from '../../potential/smooth/value.js';

export interface OscillatorsOptions {
  readonly lattice: Torus;
  /** ω_x ≥ 0 for every site; 0 where the pinning alone holds a site back, as in section 5.3. */
  readonly frequencies: Float64Array;
  /** V, even. */
  readonly coupling: Potential;
  /** U. */
  readonly pinning: Potential;
  /** ε ≥ 0. */
  readonly epsilon: number;
}

/** The model of section 2: see `oscillators`. */
export interface Oscillators extends Model<PhasePoint>, OscillatorsOptions {
  readonly lattice: Torus;
  readonly epsilon: number;
  /** F_b = V'(q_tail − q_head) for every bond. */
  bondForces(q: Float64Array): Float64Array;
  /** The anharmonic part of ṗ: −U'(q_x) − Σ_{y~x} V'(q_x − q_y), without ε, for every site. */
  anharmonicForces(q: Float64Array): Float64Array;
  /** ṗ_x = −∂H/∂q_x = −ω_x² q_x − εU'(q_x) − εΣ_{y~x} V'(q_x − q_y), for every site. */
  forces(q: Float64Array): Float64Array;
}

/**
 * Weakly coupled anharmonic oscillators (section 2),
 *
 *   H = ½ Σ_x (p_x² + ω_x² q_x²) + ε Σ_x U(q_x) + ε Σ_b V(q_tail − q_head),
 *   e_x = ½(p_x² + ω_x² q_x²) + εU(q_x) + (ε/2) Σ_{y~x} V(q_x − q_y),
 *   j_b = ½(p_tail + p_head) V'(q_tail − q_head).
 *
 * Sums run in the order of the site and bond numbers; results carry the rounding of plain sums.
 *
 * @throws Invalid where V is not even, ε is negative, or the frequencies are not N^d numbers ≥ 0
 */
export function oscillators(options: OscillatorsOptions): Oscillators {
  const { lattice, frequencies, coupling, pinning, epsilon } = options;
  if (!evenness(coupling).even) throw new Invalid('coupling', 'not even', coupling);
  if (!(epsilon >= 0 && epsilon < Infinity)) throw new Invalid('epsilon', 'not a number ≥ 0', epsilon);
  if (frequencies.length !== lattice.sites) {
    throw new Invalid(
      'frequencies',
      `not one for each of ${String(lattice.sites)} sites`,
      frequencies.length,
    );
  }
  const wrong = frequencies.find((omega) => !(omega >= 0 && omega < Infinity));
  if (wrong !== undefined) throw new Invalid('frequencies', 'not a number ≥ 0', wrong);

  const [couplingForce, pinningForce] = [coupling, pinning].map((f) => functionOf(slope(f))) as [
    (r: number) => number,
    (q: number) => number,
  ];
  const bonds = Array.from({ length: lattice.bonds }, (_, b) => ({
    from: tail(lattice, b),
    to: head(lattice, b),
  }));
  const stretch = (q: Float64Array, from: number, to: number): number =>
    (q[from] as number) - (q[to] as number);

  const bondForces = (q: Float64Array): Float64Array =>
    Float64Array.from(bonds, ({ from, to }) => couplingForce(stretch(q, from, to)));

  const anharmonicForces = (q: Float64Array): Float64Array => {
    const forces = q.map((position) => -pinningForce(position));
    bondForces(q).forEach((force, b) => {
      const { from, to } = bonds[b] as (typeof bonds)[number];
      forces[from] = (forces[from] as number) - force;
      forces[to] = (forces[to] as number) + force;
    });
    return forces;
  };

  const { own, bonds: bondEnergies, sites: siteEnergies } = energies(options);

  return Object.freeze({
    lattice,
    frequencies,
    coupling,
    pinning,
    epsilon,
    bondForces,
    anharmonicForces,
    forces: (q) => {
      const anharmonic = anharmonicForces(q);
      return q.map((position, x) => {
        const omega = frequencies[x] as number;
        return -omega * omega * position + epsilon * (anharmonic[x] as number);
      });
    },
    energy: (point) =>
      own(point).reduce((a, b) => a + b, 0) + bondEnergies(point.q).reduce((a, b) => a + b, 0),
    siteEnergies,
    currents: ({ q, p }) =>
      bondForces(q).map((force, b) => {
        const { from, to } = bonds[b] as (typeof bonds)[number];
        return 0.5 * ((p[from] as number) + (p[to] as number)) * force;
      }),
  } satisfies Oscillators);
}
