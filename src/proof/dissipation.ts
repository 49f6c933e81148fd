import { flipGenerator, flipOrbits, type FlipOrbits } from './flips.js';
import { meanProducts } from './moments.js';
import type { Observable } from './observable.js';
import type { Surroundings } from './neighbourhood.js';

/**
 * ⟨f_b(−S)f_b'⟩ at ε = 0 for pairs of bonds. Summed with weights, D(F)·N^d of the computable bound for
 * F = Σ_b ψ₁(b) f_b: κ_paper ≤ (β²ε²/d)(√(2εⁿD(Σψ₁u)) + √(2εⁿD(Σψ₁v)))², from section 4.3.
 *
 * @param pairs places of b and b' among the surroundings' bonds
 * @param orbits of f's monomials, if they are known
 */
export function dissipations(
  f: Observable,
  around: Surroundings,
  temperature: number,
  pairs: readonly (readonly [number, number])[],
  orbits: FlipOrbits = flipOrbits(f.monomials, f.parity, around.neighbourhood),
): Float64Array {
  return meanProducts(f, around, flipGenerator(f, orbits), around, temperature, pairs).map((mean) => -mean);
}
