import { cosSin } from '../../math/elementary.js';
import { FREQUENCY_PER_AMPLITUDE, orbitHarmonics, orbitPoint } from './orbit.js';

/** One site of the quartic chain in action–angle variables: 𝒜, ω, q², and (cos, sin) of the odd multiples of θ. */
interface Swing {
  readonly amplitude: number;
  readonly frequency: number;
  readonly square: number;
  readonly turns: readonly (readonly [cos: number, sin: number])[];
}

/** A site at (q, p), with the turns of (2m+1)θ, m ≤ order. */
function swing(q: number, p: number, order: number): Swing {
  const { amplitude, angle } = orbitPoint(q, p);
  const turns = Array.from({ length: order + 1 }, (_, m) => cosSin((2 * m + 1) * angle));
  return { amplitude, frequency: FREQUENCY_PER_AMPLITUDE * amplitude, square: q * q, turns };
}

/**
 * The first-order dressing of the quartic chain's current, −A_har u = j, for every bond of a ring. With q = 𝒜Σa_m cos Mθ, M = 2m+1, on both
 * sides, p'q − pq' gives
 *
 *   u = −¼(q² − q'²) + ¼𝒜𝒜' Σ_{m+m'≤order} a_m a_m' [ (D/S) cos(Mθ + M'θ') + (S/D) cos(Mθ − M'θ') ],
 *   S = Mω + M'ω',  D = Mω − M'ω',
 *
 * where 1/S and 1/D are replaced by S/(S²+w²) and D/(D²+w²): near a resonance, |D| ≪ w, u is switched off smoothly. With w = 0 the
 * equation holds up to the harmonics left out, about 10⁻² of j at order 1, 10⁻³ at order 2.
 *
 * @param q, p of one replica
 * @param width w ≥ 0; a multiple of √ε, as resonances are that wide
 */
export function actionAngleDressing(
  q: Float64Array,
  p: Float64Array,
  width: number,
  order = 2,
): Float64Array {
  const swings = Array.from(q, (position, x) => swing(position, p[x] as number, order));
  const square = width * width;
  return Float64Array.from(swings, (here, x) => {
    const there = swings[(x + 1) % swings.length] as Swing;
    let u = 0;
    for (let m = 0; m <= order; m++) {
      for (let n = 0; n <= order - m; n++) {
        const [left, right] = [(2 * m + 1) * here.frequency, (2 * n + 1) * there.frequency];
        const [S, D] = [left + right, left - right];
        const [c, s] = here.turns[m] as readonly [number, number];
        const [c2, s2] = there.turns[n] as readonly [number, number];
        const weight = (orbitHarmonics[m] as number) * (orbitHarmonics[n] as number);
        u +=
          weight * (switched(D, S, square) * (c * c2 - s * s2) + switched(S, D, square) * (c * c2 + s * s2));
      }
    }
    return 0.25 * (here.amplitude * there.amplitude * u - here.square + there.square);
  });
}

/** f/d, with 1/d replaced by d/(d² + w²); 0 where both vanish. */
function switched(f: number, d: number, square: number): number {
  const denominator = d * d + square;
  return denominator === 0 ? 0 : (f * d) / denominator;
}

/**
 * The half width in Mω − M'ω' of the resonance of two neighbours: to first order in ε the slow angle ψ = Mθ − M'θ' is a
 * pendulum, ψ̈ = −ε𝒜𝒜' ½a_m a_m' (M²ω_J + M'²ω'_J) sin ψ with ω_J = dω/dJ = (ω/𝒜)²/𝒜², whose separatrix reaches up to
 *
 *   |Mω − M'ω'| = 2 √( ½ε a_m a_m' 𝒜𝒜' (M²ω_J + M'²ω'_J) )        (Chirikov, Phys. Rep. 52 (1979) 263)
 *
 * At equal amplitudes and M = M' = 1 that is 2a₀(ω/𝒜)√ε = 1.618 √ε, whatever the energy.
 */
export function resonanceWidth(
  m: number,
  n: number,
  amplitudes: readonly [number, number],
  epsilon: number,
): number {
  const [A, B] = amplitudes;
  const ratio = FREQUENCY_PER_AMPLITUDE * FREQUENCY_PER_AMPLITUDE;
  const weight = (orbitHarmonics[m] as number) * (orbitHarmonics[n] as number);
  const [M, N] = [2 * m + 1, 2 * n + 1];
  // 𝒜𝒜'(M²/𝒜² + M'²/𝒜'²), free of divisions by 𝒜² alone.
  return 2 * Math.sqrt(0.5 * epsilon * weight * ratio * ((M * M * B) / A + (N * N * A) / B));
}
