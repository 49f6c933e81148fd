import { distance, tail, type Torus } from '../../lattice/torus.js';
import { power } from '../../math/elementary.js';
import { dissipations } from '../hierarchy/dissipation.js';
import { flipOrbits } from '../hierarchy/flips.js';
import type { Hierarchy } from '../hierarchy/hierarchy.js';
import type { Observable } from '../hierarchy/observable.js';

/**
 * A quadratic form in weights of bonds: Σ values[i]·ψ(b)ψ(c) over pairs [b, c] of places in a hierarchy's bonds (Lemma
 * 4 and section 4.3).
 */
export interface BondForm {
  readonly pairs: readonly (readonly [number, number])[];
  readonly values: Float64Array;
}

/** The Dirichlet forms ⟨f_b(−S)g_c⟩ at ε = 0 between the bonds of one realisation (section 4.3). */
export interface DissipationForms {
  /** n. */
  readonly order: number;
  readonly dimension: number;
  /** N^d. */
  readonly sites: number;
  readonly temperature: number;
  /** orders[k−1][l−1] for f = u⁽ᵏ⁾ and g = u⁽ˡ⁾, l ≤ k. */
  readonly orders: readonly (readonly BondForm[])[];
  /** f = g = v⁽ⁿ⁾. */
  readonly remainder: BondForm;
}

/**
 * The forms of section 4.3 for the u⁽ᵏ⁾ of (8)–(10) and the v⁽ⁿ⁾ of Lemma 2.
 *
 * @throws RangeError if the hierarchy was computed without noise
 */
export function dissipationForms(
  lattice: Torus,
  { structure, surroundings, orders, v }: Hierarchy,
  temperature: number,
): DissipationForms {
  const { bonds, neighbourhood } = surroundings;
  if (v === null) throw new RangeError('invalid hierarchy; computed without noise: v is null');
  const form = (f: Observable, g: Observable, reach: number): BondForm => {
    const near = (bond: number, other: number) =>
      distance(lattice, tail(lattice, bond), tail(lattice, other)) <= reach;
    const pairs = bonds.flatMap((bond, b) =>
      bonds.flatMap((other, c): [number, number][] => (near(bond, other) ? [[b, c]] : [])),
    );
    const orbits = flipOrbits(g.monomials, g.parity, neighbourhood);
    return { pairs, values: dissipations(f, g, surroundings, temperature, pairs, orbits) };
  };
  return {
    order: structure.order,
    dimension: lattice.dimension,
    sites: lattice.sites,
    temperature,
    orders: orders.map(({ u, order }, k) =>
      orders.slice(0, k + 1).map((other) => form(u, other.u, order + other.order)),
    ),
    remainder: form(v, v, 2 * structure.order + 2),
  };
}

/**
 * The ingredients of the computable bound of Theorem 2, per site, at ε = 0: with F = Σ_b ψ₁(b) u_b and G = Σ_b ψ₁(b)
 * v_b (section 4.3) and D(f) = ⟨f(−S)f⟩/N^d,
 *
 *     D(F) = Σ_{k,k'} ε^{k+k'−2} orders[k−1][k'−1],   D(G) = D(F) + remainder,
 *
 * where orders[k−1][k'−1] = ⟨F⁽ᵏ⁾(−S)F⁽ᵏ'⁾⟩/N^d, and remainder = D(Σψ₁v⁽ⁿ⁾): S does not mix parities, so there are no
 * cross terms of u and v⁽ⁿ⁾.
 */
export interface Dissipation {
  /** n. */
  readonly order: number;
  readonly dimension: number;
  readonly temperature: number;
  readonly orders: readonly (readonly number[])[];
  readonly remainder: number;
}

/**
 * D of Σ_b ψ₁(b) u_b and Σ_b ψ₁(b) v_b (section 4.3), with ψ₁ of (13) or any other weights that give the same
 * conductivity.
 *
 * @param weights ψ₁ of every bond of the hierarchy, in its order; a resonant bond, of weight 0, may have infinite
 * coefficients, and may be missing from the hierarchy
 */
export function dissipation(forms: DissipationForms, weights: Float64Array): Dissipation {
  const { order, dimension, sites, temperature, orders, remainder } = forms;
  const value = ({ pairs, values }: BondForm) =>
    pairs.reduce((sum, [b, c], i) => {
      const weight = (weights[b] as number) * (weights[c] as number);
      return weight === 0 ? sum : sum + weight * (values[i] as number);
    }, 0) / sites;
  const lower = orders.map((row) => row.map(value));
  return {
    order,
    dimension,
    temperature,
    orders: lower.map((row, k) => lower.map((_, l) => (k >= l ? row[l] : lower[l]?.[k]) as number)),
    remainder: value(remainder),
  };
}

/**
 * The bound of one realisation at ε' = εⁿ, in the `paper` convention,
 *
 *     κ_paper ≤ (β²ε²/d) ( √(2εⁿ D(F)) + √(2εⁿ D(G)) )²,
 *
 * by E M_t² = 2εⁿ D(F) t N^d and σ² ≤ 2‖·‖²_{−1} for the last integral (section 4.3). The averages are taken at ε = 0,
 * so it is a bound up to a relative error of order ε; divided by ε^{n+2} it tends to the constant C(n). In model units
 * (docs/glossary.md).
 */
export function conductivityBound(
  { order, dimension, temperature, orders, remainder }: Dissipation,
  epsilon: number,
): number {
  let ofF = 0;
  orders.forEach((row, k) => {
    row.forEach((value, l) => (ofF += power(epsilon, k + l) * value));
  });
  const rate = 2 * power(epsilon, order);
  const root = Math.sqrt(rate * ofF) + Math.sqrt(rate * (ofF + remainder));
  return ((epsilon * epsilon) / (temperature * temperature * dimension)) * root * root;
}
