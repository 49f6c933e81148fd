import { head, tail, type Torus } from '../../lattice/torus.js';
import { Invalid } from '../../data/invalid.js';
import type { Model } from '../hamiltonian.js';
import type { PhasePoint } from '../../potential/energies.js';

/**
 * Identical quartic oscillators, harmonically coupled (section 5.3), on a ring:
 *
 *   H = Σ_x (p_x²/2 + q_x⁴/4) + (ε/2) Σ_b (q_tail − q_head)²,
 *   e_x = p_x²/2 + q_x⁴/4 + (ε/4) Σ_{y~x} (q_x − q_y)²,
 *   j_b = ½(p_tail + p_head)(q_tail − q_head).
 *
 * Scaling q = λq', t = t'/λ gives H(ε) = λ⁴H'(ε/λ²): with T = λ⁴T' only ε/√T matters, and
 * κ(ε, T) = T^{1/4} κ(ε/√T, 1).
 *
 * @throws Invalid where ε is negative
 */
export function quarticChain(lattice: Torus, epsilon: number): Model<PhasePoint> {
  if (!(epsilon >= 0 && epsilon < Infinity)) throw new Invalid('epsilon', 'not a number ≥ 0', epsilon);
  const ends = Array.from({ length: lattice.bonds }, (_, b) => [tail(lattice, b), head(lattice, b)] as const);
  const stretches = (q: Float64Array): Float64Array =>
    Float64Array.from(ends, ([x, y]) => (q[x] as number) - (q[y] as number));
  const siteEnergies = ({ q, p }: PhasePoint): Float64Array => {
    const energies = q.map((position, x) => {
      const square = position * position;
      return 0.5 * (p[x] as number) ** 2 + 0.25 * square * square;
    });
    stretches(q).forEach((r, b) => {
      for (const x of ends[b] as readonly [number, number]) {
        energies[x] = (energies[x] as number) + 0.25 * epsilon * r * r;
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
      stretches(q).map((r, b) => {
        const [x, y] = ends[b] as readonly [number, number];
        return 0.5 * ((p[x] as number) + (p[y] as number)) * r;
      }),
  };
}
