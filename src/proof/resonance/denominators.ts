import type { Torus } from '../../lattice/torus.js';
import { realPower } from '../../math/elementary.js';
import { Invalid } from '../../data/invalid.js';
import type { Polynomial } from '../../potential/polynomial.js';
import { hierarchyStructure } from '../hierarchy/hierarchy.js';
import type { MonomialSet } from '../hierarchy/monomials.js';
import { surroundings, type Neighbourhood } from '../hierarchy/neighbourhood.js';
import { innerProduct, type SmallDivisor } from './small-divisor.js';

/**
 * The ξ = k − l of the denominators ω·ξ in the hierarchy (8)–(10) up to order n: those of the monomials z^k z̄^l of
 * u⁽¹⁾ … u⁽ⁿ⁾, the same for every bond. A finite set, a small part of those with |ξ|₁ ≤ deg V + (n−1)(max(deg U, deg V)
 * − 2).
 */
export interface Denominators {
  /** B₁(b, n−1). */
  readonly neighbourhood: Neighbourhood;
  /**
   * One of each pair ±ξ, with positive first non-zero entry, [ξ][local site]; by |ξ|₁, then lexicographically, larger
   * entries first.
   */
  readonly vectors: readonly Int16Array[];
  /** |ξ|₁ of each. */
  readonly norms: Int32Array;
  /** |ξ|_∞ of each; 0 if all entries have one sign, so that |⟨ω,ξ⟩| ≥ ω₋|ξ|₁ for any ω. */
  readonly maxima: Int32Array;
}

/** The largest number of conjugate pairs of monomials in one function: about 400 bytes each with their products. */
export const MOST_PAIRS = 2e6;

/**
 * Whether u⁽ⁿ⁾ would not fit in memory. The ratio of the numbers of monomials of successive orders decreases (266,
 * 3838, 49244, 595594 pairs for V = r⁴/4 in d = 1), so the lower orders, which are quickly computed, bound the next one
 * from above.
 *
 * @returns the first order with more than 2·10⁶ pairs of monomials, and their approximate number; null if all orders
 * fit
 */
export function tooLarge(
  options: Potentials & { readonly order: number },
): { readonly order: number; readonly pairs: number } | null {
  let before = 0;
  for (let order = 1; order < options.order; order++) {
    const { count } = last({ ...options, order });
    const pairs = before === 0 ? 0 : (count * count) / before;
    if (pairs > MOST_PAIRS) return { order: order + 1, pairs };
    before = count;
  }
  return null;
}

/** The lattice of a hierarchy, and its V and U. */
export interface Potentials {
  readonly lattice: Torus;
  readonly coupling: Polynomial;
  readonly pinning: Polynomial;
}

function last({ lattice, coupling, pinning, order }: Potentials & { readonly order: number }): MonomialSet {
  const { current, tables } = hierarchyStructure({ lattice, coupling, pinning, order });
  return tables.at(-1)?.target ?? current.monomials;
}

/** The number of cached sets: few are in use at a time, but for many realisations of the frequencies. */
const KEPT = 4;
const known = new Map<string, Denominators>();

/**
 * The denominators of a hierarchy; the last few are kept.
 *
 * @throws Invalid if u⁽ⁿ⁾ would have more than 2·10⁶ pairs of monomials
 */
export function denominators(options: Potentials & { readonly order: number }): Denominators {
  const { lattice, coupling, pinning, order } = options;
  const key = JSON.stringify([lattice.dimension, lattice.size, coupling, pinning, order]);
  const found = known.get(key) ?? newDenominators(options);
  known.delete(key);
  known.set(key, found);
  if (known.size > KEPT) known.delete(known.keys().next().value as string);
  return found;
}

function newDenominators(options: Potentials & { readonly order: number }): Denominators {
  const beyond = tooLarge(options);
  if (beyond !== null) {
    const rule = `u of order ${String(beyond.order)} has about ${beyond.pairs.toExponential(0)} pairs of monomials, more than ${String(MOST_PAIRS)}`;
    throw new Invalid('order', rule, options.order);
  }
  const { neighbourhood, current, tables } = hierarchyStructure(options);
  const sites = neighbourhood.offsets.length;
  const different = new Map<string, Int16Array>();
  for (const monomials of [current.monomials, ...tables.map(({ target }) => target)]) {
    for (let m = 0; m < monomials.count; m++) {
      const xi = Int16Array.from({ length: sites }, (_, x) => monomials.k(m, x) - monomials.l(m, x));
      const sign = Math.sign(xi.find((entry) => entry !== 0) ?? 0);
      const signed = xi.map((entry) => sign * entry);
      if (sign !== 0) different.set(signed.join(), signed);
    }
  }
  const vectors = [...different.values()].sort((a, b) => norm(a) - norm(b) || precedence(a, b));
  return {
    neighbourhood,
    vectors,
    norms: Int32Array.from(vectors, norm),
    maxima: Int32Array.from(vectors, (xi) =>
      xi.some((entry) => entry < 0) ? xi.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0) : 0,
    ),
  };
}

function norm(xi: Int16Array): number {
  return xi.reduce((sum, entry) => sum + Math.abs(entry), 0);
}

/** Lexicographic, larger entries first. */
function precedence(a: Int16Array, b: Int16Array): number {
  const i = a.findIndex((entry, x) => entry !== b[x]);
  return i < 0 ? 0 : (b[i] as number) - (a[i] as number);
}

/**
 * A bound, per unit of c, on the probability that some ξ of the hierarchy with |ξ|₁ > K violates |⟨ω,ξ⟩| ≥ c/|ξ|₁^α, as
 * in `unionBound` of doubt.ts: Σ 2ρ_max/(|ξ|₁^α |ξ|_∞) over the pairs ±ξ with entries of both signs. For c ≤
 * ω₋(K+1)^{α+1}.
 *
 * @param density ρ_max
 */
export function denominatorsBound(
  { norms, maxima }: Denominators,
  density: number,
  alpha: number,
  depth: number,
): number {
  let sum = 0;
  norms.forEach((size, i) => {
    const largest = maxima[i] as number;
    if (size > depth && largest > 0) sum += 2 / (realPower(size, alpha) * largest);
  });
  return sum === 0 ? 0 : density * sum * (1 + 1e-12);
}

/**
 * `smallestDivisors` of diophantine.ts over the hierarchy's own ξ: for every bond the one with |ξ|₁ ≤ K and the
 * smallest |⟨ω,ξ⟩|·|ξ|₁^α below a bound; of equal ones the first. Values are rounded once.
 *
 * @param omega ω of all sites
 * @param told called after every bond
 */
export function smallestDenominator(
  lattice: Torus,
  omega: ArrayLike<number>,
  search: {
    readonly alpha: number;
    readonly below: number;
    readonly depth: number;
    readonly among: Denominators;
  },
  told: () => void = () => undefined,
): { readonly sites: readonly number[]; readonly divisor: SmallDivisor | null }[] {
  const { vectors, norms, neighbourhood } = search.among;
  const bonds = Array.from({ length: lattice.bonds }, (_, b) => b);
  const around = surroundings(lattice, neighbourhood, Float64Array.from(omega), bonds);
  const weights = Float64Array.from(norms, (size) => realPower(size, search.alpha));
  const places = neighbourhood.offsets.map((_, x) => x);
  const entries = vectors.map((xi) => places.filter((x) => xi[x] !== 0));
  return bonds.map((b) => {
    const own = Float64Array.from(places, (x) => around.frequencies[x * bonds.length + b] as number);
    const largest = own.reduce((most, w) => Math.max(most, w), 0);
    let best = null as SmallDivisor | null;
    for (let i = 0; i < vectors.length && (norms[i] as number) <= search.depth; i++) {
      const [xi, size, weight] = [vectors[i] as Int16Array, norms[i] as number, weights[i] as number];
      let sum = 0;
      for (const x of entries[i] as number[]) sum += (xi[x] as number) * (own[x] as number);
      const rounding = own.length * 2 ** -52 * size * largest;
      const limit = Math.min(search.below, best?.ratio ?? Infinity);
      if ((Math.abs(sum) - rounding) * weight >= limit) continue;
      const value = innerProduct(own, xi);
      const ratio = Math.abs(value) * weight;
      if (ratio < limit) best = { xi: Int32Array.from(xi), norm: size, value, ratio };
    }
    told();
    return { sites: places.map((x) => around.sites[x * bonds.length + b] as number), divisor: best };
  });
}
