import type { Torus } from '../../lattice/torus.js';
import { energies, type Energies } from '../../potential/energies.js';
import type { Potential } from '../../potential/potential.js';

/**
 * A model of oscillators as the kernel integrates it,
 *
 *   H = Σ_x ( p_x²/2m_x + ½Ω_x² q_x² ) + s Σ_x U(q_x) + s Σ_b V(q_tail − q_head):
 *
 * exact rotations with Ω/√m, kicks by sU' and sV'. Its transfers Q_b carry the whole energy, whatever the model calls ε.
 */
export interface KernelForm {
  readonly lattice: Torus;
  /** Ω_x ≥ 0; 0 is a free drift. */
  readonly rotations: Float64Array;
  /** m_x > 0; all 1 if left out. */
  readonly masses?: Float64Array;
  /** The frequencies at which the sites about swing, > 0: they set the sampler's start and trajectories, and the distance of samples. */
  readonly typical: Float64Array;
  /** V, even. */
  readonly coupling: Potential;
  /** U. */
  readonly pinning: Potential;
  /** s. */
  readonly strength: number;
}

/** The energies e_x of a form, at a point as the kernel holds it: positions, and momenta or, with masses, velocities. */
export function formEnergies(form: KernelForm): Energies['sites'] {
  const { lattice, rotations, coupling, pinning, strength, masses } = form;
  const { sites } = energies({ lattice, frequencies: rotations, coupling, pinning, epsilon: strength });
  if (!masses) return sites;
  // ½mv² is the kinetic energy of a unit mass of momentum √m v.
  const roots = masses.map(Math.sqrt);
  return ({ q, p: v }) => sites({ q, p: v.map((own, x) => (roots[x] as number) * own) });
}
