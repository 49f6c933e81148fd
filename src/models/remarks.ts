import type { Kappa } from '../estimate/kappa.js';

/** A diffusion constant of energy, D = κ_standard T²/χ, χ = Var(H)/N; a value, a bound or open as κ is. */
export interface Diffusion {
  readonly kind: Kappa['kind'];
  readonly value: number;
  readonly error: number;
  /** Why it is open, as of κ. */
  readonly open?: NonNullable<Kappa['open']>;
}

/** What some kinds of models say beside κ. */
export interface PointExtras {
  /** What stands under `kappa`, `textbook` and `curve`: κ where it is left out; κ/β² at T = ∞, where β = 0. */
  readonly quantity?: 'kappa' | 'kappa/beta^2';
  readonly diffusion?: Diffusion | null;
  /** m_x of every site of every realisation, where the study gives their law. */
  readonly masses?: readonly (readonly number[])[];
  /** ω_x of every site of every realisation, where it is a vector. */
  readonly fields?: readonly (readonly (readonly number[])[])[];
}
