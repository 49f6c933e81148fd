/**
 * Monomials Π_x z_x^{k_x} z̄_x^{l_x} as a tree, for evaluation. Every monomial is a path of factors, one for each of
 * its sites in increasing order (the constant 1 is z_0^0); monomials with the same first factors share their first
 * nodes. Nodes are listed depth first, so a stack of partial products is enough: node n is (the last node of depth
 * depths[n]−1 before it) × its factor.
 */
export interface FactorTree {
  /** The different factors z_x^k z̄_x^l. */
  readonly sites: Uint16Array;
  readonly k: Uint8Array;
  readonly l: Uint8Array;
  /** For each node: its depth from 0, its factor, and the term that ends there, or −1. */
  readonly depths: Uint8Array;
  readonly factors: Uint32Array;
  readonly terms: Int32Array;
  /** The largest depth plus 1. */
  readonly height: number;
}

/**
 * A real polynomial on phase space for each of several bonds, in typed arrays ready for evaluation: f_b = Σ_t
 * c_t(b)·Re(Π_x z_x^{k_x} z̄_x^{l_x}), or Im for a p-antisymmetric one, z_x = ω_x q_x + i p_x. The functions of the
 * hierarchy reach a kernel in this form.
 */
export interface Expansion {
  readonly parity: 'symmetric' | 'antisymmetric';
  readonly tree: FactorTree;
  /** c, [term][bond]. */
  readonly coefficients: Float64Array;
  readonly bonds: number;
  /** Site numbers of the local sites in the tree, [local site][bond]. */
  readonly sites: Int32Array;
  /** ω of these sites, [local site][bond], in model units (1/time). */
  readonly frequencies: Float64Array;
}
