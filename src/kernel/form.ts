import type { Torus } from '../lattice/torus.js';
import { oscillators, type Oscillators } from '../model/oscillators.js';
import type { Polynomial } from '../model/polynomial.js';

/**
 * A model of oscillators as the kernel integrates it,
 *
 *   H = ½ Σ_x (p_x² + Ω_x² q_x²) + s Σ_x U(q_x) + s Σ_b V(q_tail − q_head):
 *
 * exact rotations with Ω, kicks by sU' and sV'. Its transfers Q_b carry the whole energy, whatever the model calls ε.
 */
export interface KernelForm {
  readonly lattice: Torus;
  /** Ω_x ≥ 0; 0 is a free drift. */
  readonly rotations: Float64Array;
  /** The frequencies at which the sites about swing, > 0: they set the sampler's start and trajectories, and the distance of samples. */
  readonly typical: Float64Array;
  /** V, even. */
  readonly coupling: Polynomial;
  /** U. */
  readonly pinning: Polynomial;
  /** s. */
  readonly strength: number;
}

/** Energies and currents of a form, for one point of phase space. */
export function formModel({ lattice, rotations, coupling, pinning, strength }: KernelForm): Oscillators {
  return oscillators({ lattice, frequencies: rotations, coupling, pinning, epsilon: strength });
}
