import type { Expansion } from '../../data/expansion.js';
import { expansion } from './expansion.js';
import type { Hierarchy } from './hierarchy.js';
import { withoutSmallDenominators } from './observable.js';

/**
 * The functions u_b⁽ᵏ⁾ of (8)–(10), k = 1 … n, that an estimator adds to the transfers, as typed arrays. By (11) the
 * dressed transfer Q_b + [Σ_k εᵏ u_b⁽ᵏ⁾]₀ᵗ has the same conductivity as Q_b. The orders may have any coefficients, and
 * any terms may be left out: what is added remains a bounded function on phase space.
 */
export interface Dressing {
  /** The bonds' numbers, in the order of the coefficients. */
  readonly bonds: readonly number[];
  /** Terms with smaller |ω·ξ| are left out. */
  readonly cutoff: number;
  /** orders[k−1] is u⁽ᵏ⁾. */
  readonly orders: readonly Expansion[];
}

/**
 * The dressing of every bond of a hierarchy (8)–(10), without the terms with small denominators. A small denominator of
 * a lower order still enlarges the coefficients of higher orders; a hierarchy made with a cutoff avoids this and must
 * be used if some ω·ξ = 0 exactly.
 */
export function dressing({ orders, surroundings }: Hierarchy, cutoff: number): Dressing {
  return {
    bonds: surroundings.bonds,
    cutoff,
    orders: orders.map(({ u }) => expansion(withoutSmallDenominators(u, surroundings, cutoff), surroundings)),
  };
}
