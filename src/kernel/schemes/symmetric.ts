import type { Reference } from '../../data/references/reference.js';

/**
 * A symmetric splitting of H = A + εB, A the uncoupled oscillators (or free particles): one step of length h is
 *
 *   A(a₁h) B(b₁h) A(a₂h) B(b₂h) … B(b_s h) A(a_{s+1} h),   a and b palindromic, Σa = Σb = 1.
 *
 * A is an exact rotation and B an exact kick, so every scheme is symplectic and reversible.
 */
export interface Scheme {
  readonly name: string;
  /** One line. */
  readonly documentation: string;
  /** The s + 1 lengths of the rotations, as fractions of the step. */
  readonly rotations: readonly number[];
  /** The s lengths of the kicks, as fractions of the step. */
  readonly kicks: readonly number[];
  /** Exponents (p₁, p₂, …): the energy error is O(ε h^{p₁} + ε² h^{p₂} + …). */
  readonly orders: readonly number[];
  /**
   * Whether the orders need [B,[B,[B,A]]] = 0: A quadratic in p and B a function of q alone, as in every kernel but
   * that of spins.
   */
  readonly nystrom: boolean;
  /**
   * For the prediction of cost: typical steps chosen by pilot runs (`chosenSteps` of gibbs/pilot.ts), times the
   * frequency of the fastest site.
   */
  readonly usualSteps: {
    /** Weak B: geometric mean for V = r⁴/4, ω uniform on [1, 2], T = 1 and ε from 0.003 to 0.3. */
    readonly weak: number;
    /** B as strong as A: the quartic chain at T = 1 and ε from 0.01 to 1. */
    readonly strong: number;
  };
  readonly references: readonly Reference[];
}

/**
 * A scheme from its first half.
 *
 * @param half its coefficients up to the middle, as printed in the references
 */
export function symmetric<Nystrom extends boolean>(
  half: Scheme & { readonly nystrom: Nystrom },
): Scheme & { readonly nystrom: Nystrom } {
  const { rotations, kicks } = half;
  const middleIsKick = rotations.length === kicks.length;
  return {
    ...half,
    rotations: [...rotations, ...[...rotations].reverse().slice(middleIsKick ? 0 : 1)],
    kicks: [...kicks, ...[...kicks].reverse().slice(middleIsKick ? 1 : 0)],
  };
}

/** Completes the first half of a palindrome of sum 1 by its middle number, which occurs once or twice. */
export function completed(half: readonly number[], middles: 1 | 2): number[] {
  return [...half, (1 - 2 * half.reduce((a, b) => a + b, 0)) / middles];
}
