import { solution, squareMatrix } from '../../math/linear/dense.js';

/**
 * What κ of one model is measured against, so that models can be laid side by side: all at leading order in ε, for one realisation.
 *
 * With I = Σ_b dQ_b/dt the whole energy flow, κ_standard = (β²/N) ∫₀^∞ ⟨I(0) I(s)⟩ ds = β² χ τ, where χ = ⟨I²⟩/N is its variance
 * and τ the time for which it effectively lasts.
 */
export interface StaticScales {
  /** χ, energy² per time² and site. */
  readonly variance: number;
  /** The mean frequency ω̄ of a site. */
  readonly frequency: number;
  /** g: the energy of what couples (and is not harmonic), of a site, over the temperature; ε over the mean field for spins. */
  readonly strength: number;
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/**
 * The model of section 2 on a ring with V = r⁴/4, U = 0. With Gaussian q_x of variance σ_x = T/ω_x², and r = q_x − q_{x+1} of variance
 * s_x = σ_x + σ_{x+1}, Cov(r_{x−1}, r_x) = −σ_x: by Wick's theorem ⟨r⁶⟩ = 15s³, ⟨r³r'³⟩ = 9ss'c + 6c³, ⟨r⁴⟩ = 3s², so that
 *
 *   χ = (ε²T/4N) Σ_x ⟨(r_{x−1}³ + r_x³)²⟩,   g = (ε/T) ⟨r⁴⟩/4.
 *
 * Exact at ε = 0, up to rounding.
 *
 * @param omega ω_x
 */
export function oscillatorScales(
  omega: readonly number[],
  epsilon: number,
  temperature: number,
): StaticScales {
  const size = omega.length;
  const sigma = omega.map((w) => temperature / (w * w));
  const at = (x: number): number => sigma[(x + size) % size] as number;
  const spread = (x: number): number => at(x) + at(x + 1);
  const sites = Array.from(omega, (_, x) => x);
  const square = sites.map((x) => {
    const [a, b, c] = [spread(x - 1), spread(x), -at(x)];
    return 15 * (a ** 3 + b ** 3) + 2 * (9 * a * b * c + 6 * c ** 3);
  });
  return {
    variance: (epsilon * epsilon * temperature * mean(square)) / 4,
    frequency: mean(omega),
    strength: (epsilon / temperature) * mean(sites.map((x) => (3 * spread(x) ** 2) / 4)),
  };
}

/**
 * The chain of equation (20). With Cov(q) = T Φ⁻¹, Φ = diag(ω²) − Δ, and I = Σ_x p_x (q_{x−1} − q_{x+1})/2 at ε = 0:
 *
 *   χ = (T/4N) Σ_x ⟨(q_{x−1} − q_{x+1})²⟩,   g = (ε/4T) (⟨q_x⁴⟩ + ⟨(q_x − q_{x+1})⁴⟩).
 *
 * Its flow does not vanish with ε: nearly all of it is the sloshing inside localised modes. By a solve for every site: N up to a few
 * hundred.
 */
export function chainScales(omega: readonly number[], epsilon: number, temperature: number): StaticScales {
  const size = omega.length;
  const stiffness = squareMatrix(size, (x, y) => {
    const distance = Math.min((x - y + size) % size, (y - x + size) % size);
    if (distance === 0) return (omega[x] as number) ** 2 + 2;
    return distance === 1 ? -1 : 0;
  });
  const columns = Array.from(omega, (_, y) =>
    solution(
      stiffness,
      Float64Array.from(omega, (_w, x) => (x === y ? 1 : 0)),
    ),
  );
  const at = (x: number, y: number): number =>
    temperature * (columns[(y + size) % size]?.[(x + size) % size] as number);
  const difference = (x: number, y: number): number => at(x, x) + at(y, y) - 2 * at(x, y);
  const sites = Array.from(omega, (_, x) => x);
  return {
    variance: (temperature * mean(sites.map((x) => difference(x - 1, x + 1)))) / 4,
    frequency: mean(omega.map((w) => Math.sqrt(w * w + 2))),
    strength:
      ((epsilon / temperature) * 3 * mean(sites.map((x) => at(x, x) ** 2 + difference(x, x + 1) ** 2))) / 4,
  };
}

/** Γ(3/4)/Γ(1/4): ⟨q²⟩ = 2√T Γ(3/4)/Γ(1/4) for the density e^{−q⁴/4T}. */
const GAMMA_RATIO = 0.337989120033;

/**
 * The quartic chain of section 5.3, sites independent at ε = 0:
 *
 *   χ = (ε²T/2) ⟨q²⟩,   g = (ε/T) ⟨q²⟩,   ω̄ = 1.19814 (¾T)^{1/4},   ⟨q²⟩ = 2√T Γ(3/4)/Γ(1/4).
 */
export function quarticScales(epsilon: number, temperature: number): StaticScales {
  const spread = 2 * Math.sqrt(temperature) * GAMMA_RATIO;
  return {
    variance: (epsilon * epsilon * temperature * spread) / 2,
    frequency: 1.19814 * Math.sqrt(Math.sqrt(0.75 * temperature)),
    strength: (epsilon / temperature) * spread,
  };
}

/**
 * The spins of section 5.2 at T = ∞, averaged over independent directions of the fields:
 *
 *   χ = ε² (⟨|ω|²⟩/9 + 2ε²/9),   g = ε/⟨|ω|⟩,   ω̄ = ⟨|ω|⟩.
 *
 * κ and χ are then both without their factor β².
 *
 * @param magnitudes |ω_x|
 */
export function spinScales(magnitudes: readonly number[], epsilon: number): StaticScales {
  const squares = mean(magnitudes.map((w) => w * w));
  return {
    variance: epsilon * epsilon * (squares / 9 + (2 * epsilon * epsilon) / 9),
    frequency: mean(magnitudes),
    strength: epsilon / mean(magnitudes),
  };
}
