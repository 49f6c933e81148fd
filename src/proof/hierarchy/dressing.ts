import type { Expansion } from '../../data/expansion.js';
import { expansion } from './expansion.js';
import type { Hierarchy } from './hierarchy.js';
import { withoutSmallDenominators } from './observable.js';

/**
 * What an estimator adds to the transfers: the functions u_b⁽ᵏ⁾ of (8)–(10), k = 1 … n, as typed arrays. By (11) the
 * dressed transfer Q_b + [Σ_k εᵏ u_b⁽ᵏ⁾]₀ᵗ has the same conductivity as Q_b. Any coefficients may be given to the
 * orders, and any terms be left out, as a bounded function of phase space is added in any case.
 */
export interface Dressing {
  /** The bonds' numbers, in the order of the coefficients. */
  readonly bonds: readonly number[];
  /** Terms with |ω·ξ| below it were left out. */
  readonly cutoff: number;
  /** orders[k−1] is u⁽ᵏ⁾. */
  readonly orders: readonly Expansion[];
}

/**
 * The dressing of every bond of a hierarchy (8)–(10), without the terms of small denominators. Here a small denominator of a
 * lower order still enlarges the coefficients of the higher ones; a hierarchy made with a cutoff avoids that, and has to
 * be used where ω·ξ = 0 exactly.
 */
export function dressing({ orders, surroundings }: Hierarchy, cutoff: number): Dressing {
  return {
    bonds: surroundings.bonds,
    cutoff,
    orders: orders.map(({ u }) => expansion(withoutSmallDenominators(u, surroundings, cutoff), surroundings)),
  };
}
