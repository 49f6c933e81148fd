import { head, tail, type Torus } from '../../lattice/torus.js';
import { Invalid } from '../../data/invalid.js';
import { cosSin } from '../../math/elementary.js';
import type { Model } from '../hamiltonian.js';
import type { PhasePoint } from '../../potential/energies.js';

/**
 * Identical rotors on a torus, q_x an angle in radians (De Roeck and Huveneers, Comm. Pure Appl. Math. 68 (2015) 1532, arXiv:1305.5127):
 *
 *   H = Σ_x p_x²/2 + ε Σ_b (1 − cos(q_tail − q_head)),
 *   e_x = p_x²/2 + (ε/2) Σ_{y~x} (1 − cos(q_x − q_y)),
 *   j_b = ½(p_tail + p_head) sin(q_tail − q_head).
 *
 * Scaling p = √T p', t = t'/√T gives H(ε) = T H'(ε/T): κ(T, ε) = √T κ(1, ε/T). Σ_x p_x is conserved too.
 *
 * @throws Invalid where ε is negative
 */
export function rotorLattice(lattice: Torus, epsilon: number): Model<PhasePoint> {
  if (!(epsilon >= 0 && epsilon < Infinity)) throw new Invalid('epsilon', 'not a number ≥ 0', epsilon);
  const ends = Array.from({ length: lattice.bonds }, (_, b) => [tail(lattice, b), head(lattice, b)] as const);
  const differences = (q: Float64Array): number[] =>
    ends.map(([x, y]) => (q[x] as number) - (q[y] as number));
  const siteEnergies = ({ q, p }: PhasePoint): Float64Array => {
    const energies = p.map((momentum) => 0.5 * momentum * momentum);
    differences(q).forEach((r, b) => {
      // 1 − cos r = 2 sin²(r/2) loses no digits where r is small.
      const [, sine] = cosSin(r / 2);
      for (const x of ends[b] as readonly [number, number]) {
        energies[x] = (energies[x] as number) + epsilon * sine * sine;
      }
    });
    return energies;
  };
  return {
    lattice,
    epsilon,
    siteEnergies,
    energy: (point) => siteEnergies(point).reduce((a, b) => a + b, 0),
    currents: ({ q, p }) =>
      Float64Array.from(differences(q), (r, b) => {
        const [x, y] = ends[b] as readonly [number, number];
        return 0.5 * ((p[x] as number) + (p[y] as number)) * cosSin(r)[1];
      }),
  };
}
