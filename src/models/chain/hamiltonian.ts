import { head, type Torus } from '../../lattice/torus.js';
import { Invalid } from '../../data/invalid.js';
import type { PhasePoint } from '../../potential/energies.js';
import { derivative, isEven, valueAt, type Polynomial } from '../../potential/polynomial.js';

export interface ChainOptions {
  /** A ring: d = 1. */
  readonly lattice: Torus;
  /** ω_x > 0: ω_x² is a spring constant. */
  readonly frequencies: Float64Array;
  /** m_x > 0; all 1 if left out. */
  readonly masses?: Float64Array;
  /** V, even. */
  readonly coupling: Polynomial;
  /** U. */
  readonly pinning: Polynomial;
  /** ε ≥ 0. */
  readonly epsilon: number;
}

/** The disordered harmonic chain with weak anharmonic forces: see `chain`. Points have momenta p, not velocities. */
export interface Chain extends ChainOptions {
  readonly masses: Float64Array;
  energy(point: PhasePoint): number;
  /** e_x for every site. */
  siteEnergies(point: PhasePoint): Float64Array;
  /** j⁰_b = ½(v_tail + v_head)(q_tail − q_head). */
  harmonicCurrents(point: PhasePoint): Float64Array;
  /** j¹_b = ½(v_tail + v_head)V'(q_tail − q_head), without ε. */
  anharmonicCurrents(point: PhasePoint): Float64Array;
  /** −∂H_har/∂q_x. */
  harmonicForces(q: Float64Array): Float64Array;
  /** −∂H_anh/∂q_x, without ε. */
  anharmonicForces(q: Float64Array): Float64Array;
}

/**
 * Equation (20), with masses, and with any V and U in the place of r⁴/4 and q⁴/4:
 *
 *   H = H_har + εH_anh,   H_har = Σ_x ( p_x²/2m_x + ½ω_x²q_x² ) + ½ Σ_b (q_tail − q_head)²,   H_anh = Σ_x U(q_x) + Σ_b V(q_tail − q_head),
 *   e_x = p_x²/2m_x + ½ω_x²q_x² + εU(q_x) + ½ Σ_{y~x} [ ½(q_x − q_y)² + εV(q_x − q_y) ],
 *   j_b = j⁰_b + εj¹_b = ½(v_tail + v_head)[ (q_tail − q_head) + εV'(q_tail − q_head) ],   v = p/m,
 *   L e_x = Σ_{b: head=x} j_b − Σ_{b: tail=x} j_b.
 *
 * The current has a part of order ε⁰, so that energy flows along b at the rate j_b (not εj_b, as in section 2).
 *
 * @throws Invalid where d ≠ 1, V is not even, ε is negative, or frequencies or masses are not N positive numbers
 */
export function chain(options: ChainOptions): Chain {
  const { lattice, frequencies, coupling, pinning, epsilon } = options;
  const { sites } = lattice;
  const masses = options.masses ?? new Float64Array(sites).fill(1);
  if (lattice.dimension !== 1) throw new Invalid('dimension', 'not 1', lattice.dimension);
  if (!isEven(coupling)) throw new Invalid('coupling', 'not an even polynomial', coupling);
  if (!(epsilon >= 0 && epsilon < Infinity)) throw new Invalid('epsilon', 'not a number ≥ 0', epsilon);
  for (const [name, values] of Object.entries({ frequencies, masses })) {
    if (values.length !== sites)
      throw new Invalid(name, `not one for each of ${String(sites)} sites`, values.length);
    const wrong = values.find((value) => !(value > 0 && value < Infinity));
    if (wrong !== undefined) throw new Invalid(name, 'not positive', wrong);
  }
  const [couplingSlope, pinningSlope] = [derivative(coupling), derivative(pinning)];
  const stretches = (q: Float64Array): Float64Array =>
    q.map((here, x) => here - (q[head(lattice, x)] as number));
  /** −Σ of the forces that bonds exert on their tails, and their opposites on their heads. */
  const onSites = (bondForces: Float64Array): Float64Array =>
    bondForces.map((force, x) => (bondForces[(x + sites - 1) % sites] as number) - force);
  const meanVelocities = (p: Float64Array): Float64Array => {
    const v = p.map((momentum, x) => momentum / (masses[x] as number));
    return v.map((here, x) => 0.5 * (here + (v[head(lattice, x)] as number)));
  };
  const siteEnergies = ({ q, p }: PhasePoint): Float64Array => {
    const bonds = stretches(q).map((r) => 0.5 * r * r + epsilon * valueAt(coupling, r));
    return q.map((position, x) => {
      const momentum = p[x] as number;
      const swing = (frequencies[x] as number) * position;
      const own = 0.5 * ((momentum * momentum) / (masses[x] as number) + swing * swing);
      const around = 0.5 * ((bonds[x] as number) + (bonds[(x + sites - 1) % sites] as number));
      return own + epsilon * valueAt(pinning, position) + around;
    });
  };
  return Object.freeze({
    ...options,
    masses,
    siteEnergies,
    energy: (point: PhasePoint) => siteEnergies(point).reduce((a, b) => a + b, 0),
    harmonicCurrents: ({ q, p }: PhasePoint) => {
      const r = stretches(q);
      return meanVelocities(p).map((v, b) => v * (r[b] as number));
    },
    anharmonicCurrents: ({ q, p }: PhasePoint) => {
      const r = stretches(q);
      return meanVelocities(p).map((v, b) => v * valueAt(couplingSlope, r[b] as number));
    },
    harmonicForces: (q: Float64Array) =>
      onSites(stretches(q)).map((force, x) => force - (frequencies[x] as number) ** 2 * (q[x] as number)),
    anharmonicForces: (q: Float64Array) =>
      onSites(stretches(q).map((r) => valueAt(couplingSlope, r))).map(
        (force, x) => force - valueAt(pinningSlope, q[x] as number),
      ),
  } satisfies Chain);
}
