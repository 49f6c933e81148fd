import { cosSin } from '../../../math/elementary.js';
import type { Potential } from '../../../potential/potential.js';
import { slope } from '../../../potential/smooth/slope.js';
import { functionOf } from '../../../potential/smooth/value.js';
import type { Scheme } from '../../scheme.js';

/** H = Σ_x ( p_x²/2m_x + ½ω_x² q_x² + εU(q_x) ) + ε Σ V(q_x − q_{x+1}), on a ring or, `open`, without the bond (N−1, 0). */
export interface ChainTwin {
  readonly frequencies: Float64Array;
  readonly masses: Float64Array;
  readonly coupling: Potential;
  readonly pinning: Potential;
  readonly epsilon: number;
  readonly open: boolean;
}

/** A trajectory of the splitting: positions, velocities p/m, and the energy that has passed along every bond. */
export interface ChainPoint {
  readonly q: Float64Array;
  readonly v: Float64Array;
  readonly transfers: Float64Array;
}

const at = (array: ArrayLike<number>, i: number): number => array[i] as number;

/** εV'(q_x − q_{x+1}) of every bond; 0 where there is none. */
function bondForces({ coupling, epsilon, open }: ChainTwin, q: Float64Array): Float64Array {
  const force = functionOf(slope(coupling));
  return q.map((here, x) =>
    open && x === q.length - 1 ? 0 : epsilon * force(here - at(q, (x + 1) % q.length)),
  );
}

/** One step in the plainest way, in momenta p = mv and second order forces: a reference for the kernel with masses and open ends. */
export function advanceChain(
  twin: ChainTwin,
  point: ChainPoint,
  { rotations, kicks }: Scheme,
  step: number,
): void {
  const { q, v, transfers } = point;
  rotations.forEach((share, stage) => {
    for (let x = 0; x < q.length; x++) {
      const mass = at(twin.masses, x);
      const omega = at(twin.frequencies, x) / Math.sqrt(mass);
      const [c, s] = cosSin(omega * share * step);
      const [position, momentum] = [at(q, x), mass * at(v, x)];
      const drift = omega > 0 ? s / (mass * omega) : (share * step) / mass;
      q[x] = c * position + drift * momentum;
      v[x] = (c * momentum - mass * omega * s * position) / mass;
    }
    if (stage === kicks.length) return;
    const h = at(kicks, stage) * step;
    const forces = bondForces(twin, q);
    const before = v.slice();
    for (let x = 0; x < q.length; x++) {
      const pinning = twin.epsilon * functionOf(slope(twin.pinning))(at(q, x));
      const total = at(forces, (x + q.length - 1) % q.length) - at(forces, x) - pinning;
      v[x] = at(v, x) + (h * total) / at(twin.masses, x);
    }
    const mean = before.map((b, x) => (b + at(v, x)) / 2);
    forces.forEach((force, x) => {
      const pace = (at(mean, x) + at(mean, (x + 1) % q.length)) / 2;
      transfers[x] = at(transfers, x) + h * force * pace;
    });
  });
}

/** e_x = ½m v² + ½ω² q² + εU + ½ Σ εV of the bonds that it has. */
export function chainEnergies(twin: ChainTwin, { q, v }: Pick<ChainPoint, 'q' | 'v'>): Float64Array {
  const { coupling, pinning, epsilon, frequencies, masses, open } = twin;
  const last = q.length - 1;
  const bond = q.map((here, x) =>
    open && x === last ? 0 : epsilon * functionOf(coupling)(here - at(q, (x + 1) % q.length)),
  );
  return q.map((here, x) => {
    const own = at(masses, x) * at(v, x) ** 2 + (at(frequencies, x) * here) ** 2;
    return (
      own / 2 + epsilon * functionOf(pinning)(here) + (at(bond, x) + at(bond, (x + last) % q.length)) / 2
    );
  });
}
