import type { FactorTree } from '../../data/expansion.js';

/**
 * A real polynomial on the phase space of spins for each of several bonds, as typed arrays prepared for evaluation:
 * f_b = Re Σ_t c_t(b)·Π_x (S^z_x)^{a_x} (S^+_x)^{b_x} (S^−_x)^{c_x}, each spin in a frame of its own. In the tree, place 2x has k = b, l = c, and place
 * 2x + 1 has k = a, l = 0. The proof's functions take this form on their way to a kernel.
 */
export interface SpinExpansion {
  readonly tree: FactorTree;
  /** c, [term][re, im][bond]. */
  readonly coefficients: Float64Array;
  readonly bonds: number;
  /** Site numbers of the local sites, [local site][bond]. */
  readonly sites: Int32Array;
  /** The frames' vectors e₁, e₂, e₃, [local site][9][bond]: S^± = S·e₁ ± iS·e₂, S^z = S·e₃. */
  readonly frames: Float64Array;
}
