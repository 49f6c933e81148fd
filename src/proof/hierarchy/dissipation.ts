import { flipGenerator, flipOrbits, type FlipOrbits } from './flips.js';
import { meanProducts } from './moments.js';
import type { Observable } from './observable.js';
import type { Surroundings } from './neighbourhood.js';

/**
 * ⟨f_b(−S)g_b'⟩ at ε = 0 for pairs of bonds: the Dirichlet form of the flips, symmetric, and non-negative for f = g and
 * b = b', where it is D(f) = ½ Σ_x ⟨(f∘flip_x − f)²⟩ (section 4.3).
 *
 * @param pairs places of b and b' among the surroundings' bonds
 * @param orbits of g's monomials, if they are known
 */
export function dissipations(
  f: Observable,
  g: Observable,
  around: Surroundings,
  temperature: number,
  pairs: readonly (readonly [number, number])[],
  orbits: FlipOrbits = flipOrbits(g.monomials, g.parity, around.neighbourhood),
): Float64Array {
  return meanProducts(f, around, flipGenerator(g, orbits), around, temperature, pairs).map((mean) => -mean);
}
