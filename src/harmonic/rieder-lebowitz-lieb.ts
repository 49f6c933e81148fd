import { exp, log } from '../math/elementary.js';
import type { SteadyState } from './bath-covariance.js';

/**
 * The ordered harmonic chain with walls at both ends between Langevin baths, in closed form,
 *
 *   H = ½Σp² + ½k Σ_{x=0}^{N} (q_{x−1} − q_x)²,  q_{−1} = q_N = 0,   friction g at the sites 0 and N−1:
 *
 *   φ_j = sinh((N−j)α)/sinh(Nα),  cosh α = 1 + ν/2,  ν = k/g²,
 *   J = k ΔT φ₁ / 2g → (k ΔT/2g)(1 + ν/2 − √(ν + ν²/4)) as N → ∞,
 *   T_0 = T̄ + ½ΔT(1 − νφ₁),   T_x = T̄ − ½ΔT ν φ_{2x+1} for 0 < x < N/2,   antisymmetric about the middle:
 *
 * the current does not decrease with N, and the temperature is flat inside the chain, except for a dip at the warm end.
 * In terms of open ends with pinning this is the chain with ω_0² = ω_{N−1}² = k and ω_x = 0 in between. N ≥ 2; relative
 * accuracy 10⁻¹⁴.
 *
 * Source: Z. Rieder, J. L. Lebowitz & E. Lieb, J. Math. Phys. 8 (1967) 1073.
 */
export function orderedSteadyState(chain: {
  readonly sites: number;
  readonly stiffness: number;
  readonly left: number;
  readonly right: number;
  readonly friction: number;
}): SteadyState {
  const { sites, stiffness: k, left, right, friction: g } = chain;
  const nu = k / (g * g);
  const alpha = log(1 + nu / 2 + Math.sqrt(nu + (nu * nu) / 4));
  // sinh((N−j)α)/sinh(Nα) = e^{−jα}(1 − e^{−2(N−j)α})/(1 − e^{−2Nα}), which does not overflow.
  const phi = (j: number): number =>
    (exp(-j * alpha) * (1 - exp(-2 * (sites - j) * alpha))) / (1 - exp(-2 * sites * alpha));
  const [mean, half] = [(left + right) / 2, (left - right) / 2];
  const deviation = (x: number): number => {
    if (2 * x === sites - 1) return 0;
    if (2 * x > sites - 1) return -deviation(sites - 1 - x);
    return x === 0 ? 1 - nu * phi(1) : -nu * phi(2 * x + 1);
  };
  return {
    current: (k * half * phi(1)) / g,
    profile: Float64Array.from({ length: sites }, (_, x) => mean + half * deviation(x)),
  };
}
