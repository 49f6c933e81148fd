import { head, tail, type Torus } from '../lattice/torus.js';
import { cosSin } from '../math/elementary.js';
import { productOf, spectrum, squareMatrix, transposed } from '../math/linear/dense.js';
import { dynamicalMatrix } from './conductivity.js';

/** Exact transport of a harmonic ring without noise, in the `paper` convention and model units (docs/glossary.md). */
export interface HarmonicTransport {
  /** κ(t) = (β²/N) ⟨(ε∫₀ᵗ J ds)²⟩/t. */
  conductivity(time: number): number;
  /** D = lim κ(t)/t, from the conserved part of the current: between modes of equal frequency. */
  readonly ballistic: number;
}

/**
 * Frequencies with a smaller relative difference count as equal: those of ±k on a periodic ring differ by rounding
 * only.
 */
const SAME = 1e-12;
/** Largest angle of `cosSin`; a larger phase is averaged. */
const LARGEST_ANGLE = 1e6;

/**
 * ⟨(∫J)²⟩ for V = r²/2, d = 1, no flips, any frequencies. In eigenmodes of Φ, J = Σ_kl B_kl p_k q_l (B_x,x+1 = −½,
 * B_x+1,x = ½), and with z_k = ω_k q_k + i p_k, z_k(t) = z_k e^{−iω_k t}, ⟨|z_k|²⟩ = 2T,
 *
 *     J = Σ_kl (B_kl/2ω_l) [ Im z_k z_l + Im z_k z̄_l ],
 *
 * whose terms are orthogonal for different pairs: Im z_k z_l rotates at ω_k + ω_l, Im z_k z̄_l at ω_k − ω_l, and each
 * contributes its mean square times |∫₀ᵗe^{iΔs}ds|² = 2(1 − cos Δt)/Δ². For |Δt| > 10⁶ the cosine is dropped (an
 * averaged phase).
 */
export function harmonicTransport(
  lattice: Torus,
  frequencies: Float64Array,
  epsilon: number,
): HarmonicTransport {
  const { sites } = lattice;
  const phi = dynamicalMatrix({ lattice, frequencies, coupling: [0, 0, 0.5], pinning: [], epsilon });
  const { values, vectors } = spectrum(phi);
  const omega = values.map(Math.sqrt);
  const current = squareMatrix(sites, () => 0);
  for (let b = 0; b < lattice.bonds; b++) {
    // j_b = ½(p_tail + p_head)(q_tail − q_head); its diagonal terms cancel between neighbouring bonds.
    const [x, y] = [tail(lattice, b), head(lattice, b)];
    const add = (i: number, j: number, amount: number): void => {
      current.entries[i * sites + j] = (current.entries[i * sites + j] as number) + amount;
    };
    add(x, x, 0.5);
    add(x, y, -0.5);
    add(y, x, 0.5);
    add(y, y, -0.5);
  }
  const b = productOf(transposed(vectors), productOf(current, vectors)).entries;
  /** Mean squares, with ⟨|z|²⟩ = 2 for T = 1, and rotation frequencies; T² cancels against β². */
  const terms: { readonly square: number; readonly turn: number }[] = [];
  for (let k = 0; k < sites; k++) {
    const wk = omega[k] as number;
    const own = (b[k * sites + k] as number) / (2 * wk);
    terms.push({ square: 4 * own * own, turn: 2 * wk });
    for (let l = 0; l < k; l++) {
      const wl = omega[l] as number;
      const [left, right] = [
        (b[k * sites + l] as number) / (2 * wl),
        (b[l * sites + k] as number) / (2 * wk),
      ];
      const gap = Math.abs(wk - wl) < SAME * wk ? 0 : wk - wl;
      terms.push({ square: 2 * (left + right) ** 2, turn: wk + wl });
      terms.push({ square: 2 * (left - right) ** 2, turn: gap });
    }
  }
  const factor = (epsilon * epsilon) / sites;
  return {
    conductivity: (time) => {
      let sum = 0;
      for (const { square: meanSquare, turn } of terms) {
        const angle = turn * time;
        // 2(1 − cos x)/x² = (sin(x/2)/(x/2))², which loses no digits for small x.
        const half = Math.abs(angle) / 2;
        const sinc = half < 1e-8 ? 1 : half > LARGEST_ANGLE ? 0.5 / (half * half) : sincSquared(half);
        sum += meanSquare * time * sinc;
      }
      return factor * sum;
    },
    ballistic:
      factor * terms.reduce((sum, { square: meanSquare, turn }) => sum + (turn === 0 ? meanSquare : 0), 0),
  };
}

function sincSquared(x: number): number {
  const [, sine] = cosSin(x);
  return (sine / x) ** 2;
}
