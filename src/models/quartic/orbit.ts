import { carlsonRF, arithmeticGeometricMean } from '../../math/elliptic.js';
import { exp } from '../../math/elementary.js';

/*
 * One oscillator with the energy e = p²/2 + q⁴/4 (section 5.3, ε = 0). With the amplitude 𝒜 = (4e)^{1/4} it runs on
 *
 *   q = 𝒜 cn(𝒜t | k² = ½),   q(θ) = 𝒜 Σ_m a_m cos((2m+1)θ),   p = dq/dt,   θ = ωt.
 */

/** ω/𝒜 = π/(2K(½)) = agm(1, 1/√2). */
export const FREQUENCY_PER_AMPLITUDE = arithmeticGeometricMean(1, Math.SQRT1_2);

/** 𝒜 = (4e)^{1/4} = (2p² + q⁴)^{1/4}, the largest |q|. */
export function amplitudeOf(energy: number): number {
  return Math.sqrt(Math.sqrt(4 * energy));
}

/** ω(e) = 2π(4e)^{1/4}/(4√2 I), I = ∫₀¹ds/√(1−s⁴): about 1.19814 e^{1/4}. Relative error below 10⁻¹⁵. */
export function frequencyOf(energy: number): number {
  return FREQUENCY_PER_AMPLITUDE * amplitudeOf(energy);
}

/** J(e) = ∮p dq/2π = 4e/(3ω), so that de/dJ = ω (e grows as J^{4/3}); 0 at rest. */
export function actionOf(energy: number): number {
  return energy === 0 ? 0 : (4 * energy) / (3 * frequencyOf(energy));
}

/** The number of harmonics a_m that are above 10⁻¹⁶. */
const HARMONICS = 12;

/**
 * a_m = (2π/kK) e^{−π(m+½)}/(1 + e^{−π(2m+1)}), k² = ½: the Fourier series of cn (NIST DLMF 22.11.2), whose nome is e^{−π}.
 * 0.955006, 0.0430495, 0.00186049, …; absolute error below 10⁻¹⁵.
 */
export const orbitHarmonics: readonly number[] = Array.from({ length: HARMONICS }, (_, m) => {
  const half = exp(-Math.PI * (m + 0.5));
  return (4 * Math.SQRT2 * FREQUENCY_PER_AMPLITUDE * half) / (1 + half * half);
});

/** Where on its orbit an oscillator is. */
export interface OrbitPoint {
  readonly amplitude: number;
  /** θ in (−π, π]; 0 at rest. */
  readonly angle: number;
}

/**
 * (q, p) → (𝒜, θ). With cos φ = |q|/𝒜, u = F(φ | ½) = sin φ·R_F(cos²φ, (1 + cos²φ)/2, 1) and θ = ωu/𝒜 on the first quarter; sin²φ is
 * 2p²/(𝒜²(𝒜² + q²)), which loses no digits at the turning points. Absolute error of θ below 2·10⁻¹⁵.
 */
export function orbitPoint(q: number, p: number): OrbitPoint {
  const square = Math.sqrt(2 * p * p + q * q * q * q);
  const amplitude = Math.sqrt(square);
  if (amplitude === 0) return { amplitude: 0, angle: 0 };
  const cosine2 = Math.min(1, (q * q) / square);
  const sine = Math.sqrt((2 * p * p) / (square * (square + q * q)));
  const quarter = FREQUENCY_PER_AMPLITUDE * sine * carlsonRF(cosine2, (1 + cosine2) / 2, 1);
  const half = q >= 0 ? quarter : Math.PI - quarter;
  return { amplitude, angle: p > 0 ? -half : half };
}
