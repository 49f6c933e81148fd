import { degree } from '../../../potential/polynomial.js';
import { binomial, degreeGain } from '../../../proof/hierarchy/forces.js';
import type { ChainPotentials } from './forces.js';

/** What one function of a `modeHierarchy` takes. */
export interface ModeOrderSize {
  /** Monomials, one of each conjugate pair. */
  readonly monomials: number;
  /** Products of monomials that are added up for it: 10⁷ take about two seconds. */
  readonly products: number;
}

/** The degree of u⁽ᵏ⁾: 2 for k = 0, and A_anh adds that of the potentials less 2. */
export function modeDegree(order: number, { coupling, pinning }: ChainPotentials): number {
  return 2 + order * Math.max(0, degreeGain(coupling, pinning));
}

/**
 * The size of u⁽ᵏ⁾ of M modes, k ≥ 1, as of its highest degree: ½C(2M+d−1, d) monomials of degree d, and for each of the modes of u⁽ᵏ⁻¹⁾ as many
 * products as ∂u⁽ᵏ⁻¹⁾/∂P and the force have monomials. Potentials of several degrees have up to twice as many.
 *
 * @param before modes of u⁽ᵏ⁻¹⁾
 */
export function modeOrderSize(
  order: number,
  modes: number,
  before: number,
  potentials: ChainPotentials,
): ModeOrderSize {
  const ofDegree = (d: number): number => binomial(2 * modes + d - 1, d);
  const slopes = order === 1 ? 1 : ofDegree(modeDegree(order - 1, potentials) - 1) / 2;
  const force = Math.max(0, degree(potentials.coupling), degree(potentials.pinning)) - 1;
  return {
    monomials: ofDegree(modeDegree(order, potentials)) / 2,
    products: before * slopes * ofDegree(Math.max(0, force)),
  };
}

const MOST_MODES = 12;
const MOST_MONOMIALS = 3e5;
const MOST_PRODUCTS = 8e6;

/**
 * How many modes u⁽¹⁾, u⁽²⁾ … are made of so that all take a few seconds: the most, but no more than 12 nor than the order before has, for which
 * a function has at most 3·10⁵ monomials and 8·10⁶ products. For V and U of degree 4: 12, 9, 6, 5, 4, …
 *
 * @param sites of the ring
 */
export function affordableModes(orders: number, sites: number, potentials: ChainPotentials): number[] {
  const counts: number[] = [];
  for (let k = 1; k <= orders; k++) {
    const before = counts.at(-1) ?? Math.min(MOST_MODES, sites);
    let count = before;
    const fits = (): boolean => {
      const { monomials, products } = modeOrderSize(k, count, before, potentials);
      return monomials <= MOST_MONOMIALS && products <= MOST_PRODUCTS;
    };
    while (count > 1 && !fits()) count -= 1;
    counts.push(count);
  }
  return counts;
}
