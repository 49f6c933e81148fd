/**
 * What a model provides for the hierarchy (8)–(11): a class F of functions on phase space, each for one bond or
 * several, and the operations on them. The equations themselves are in `solved`, once for all models.
 */
export interface HierarchyAlgebra<F, S extends { readonly u: F } = { readonly u: F }> {
  /** The right side of (8): j_b, or its leading part j⁰ if j_b = j⁰ + εj¹. */
  current(): F;
  /** Lemma 1: u⁽ᵏ⁾ with −A_har u⁽ᵏ⁾ = f, and what a report says about it. */
  harmonicInverse(f: F, order: number): S;
  /** A_anh u⁽ᵏ⁾, the right side of (9) and (10); for k = 1 including j¹, if the current has that part. */
  anharmonic(u: F, order: number): F;
  /** Lemma 2: v with −S v = f; only for models with a noise S. */
  flipInverse?(f: F): F;
  /** ⟨f²⟩^½ of every bond at ε = 0. Infinite if an exact resonance makes f infinite. */
  readonly norms: (f: F, temperature: number) => Float64Array;
}

/** What to compute beyond order n of (8)–(11): nothing, A_anh u⁽ⁿ⁾, or that and v⁽ⁿ⁾ of Lemma 2. */
export type HierarchyEnd = 'none' | 'remainder' | 'noise';

/** The functions of (8)–(11). */
export interface SolvedHierarchy<F, S extends { readonly u: F } = { readonly u: F }> {
  /** u⁽¹⁾ … u⁽ⁿ⁾ with their orders. */
  readonly orders: readonly (S & { readonly order: number })[];
  /** A_anh u⁽ⁿ⁾, or the current for n = 0; null unless requested. */
  readonly remainder: F | null;
  /** v⁽ⁿ⁾ of (11), −S v⁽ⁿ⁾ = A_anh u⁽ⁿ⁾; null unless requested. */
  readonly v: F | null;
}

/**
 * The approximate solution of the Poisson equation of section 4.1,
 *
 *     −A_har u⁽¹⁾ = j_b (8),   −A_har u⁽ᵏ⁺¹⁾ = A_anh u⁽ᵏ⁾ (9), (10),   −S v⁽ⁿ⁾ = A_anh u⁽ⁿ⁾ (Lemma 2),
 *
 * in the algebra of any model. With u = Σ ε^{k−1} u⁽ᵏ⁾ and v = u − v⁽ⁿ⁾: j_b = −(A_har + εA_anh) u + εⁿ A_anh u⁽ⁿ⁾, and
 * for ε' = εⁿ (11), j_b = −L u + εⁿ S v.
 *
 * @param n ≥ 0
 * @throws RangeError if v⁽ⁿ⁾ is requested for a model without noise
 */
export function solved<F, S extends { readonly u: F }>(
  algebra: Omit<HierarchyAlgebra<F, S>, 'norms'>,
  n: number,
  end: HierarchyEnd,
): SolvedHierarchy<F, S> {
  const orders: (S & { readonly order: number })[] = [];
  for (let k = 1; k <= n || end !== 'none'; k++) {
    const before = orders.at(-1);
    const f = before === undefined ? algebra.current() : algebra.anharmonic(before.u, k - 1);
    if (k > n) {
      const v = end === 'noise' ? algebra.flipInverse?.(f) : null;
      if (v === undefined) throw new RangeError('invalid end; of a model without noise: noise');
      return { orders, remainder: f, v };
    }
    orders.push({ ...algebra.harmonicInverse(f, k), order: k });
  }
  return { orders, remainder: null, v: null };
}
