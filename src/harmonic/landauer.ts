import { exp, log } from '../math/elementary.js';
import { integral, type Integral } from '../math/quadrature.js';
import { eigenvalue, eigenvector } from '../math/linear/tridiagonal.js';
import { massScaledMatrix, type HarmonicChain } from './chain.js';

/**
 * The current of a harmonic chain between two baths, in model units, exact for any disorder and length (Landauer's
 * formula; Casher & Lebowitz, J. Math. Phys. 12 (1971) 1701; Dhar, Phys. Rev. Lett. 86 (2001) 5882),
 *
 *   J = (T_L − T_R) (g²/π) ∫_{−∞}^{∞} ω² |G_{0,N−1}(ω)|² dω,   G = [Φ − ω² − iωΓ]^{−1},  Γ = g at the two ends,
 *
 * in mass-scaled coordinates. G_{0,N−1} is the product of b_x r_x along the chain, r_x = 1/(Φ_xx − ω² − iωΓ_x −
 * b²_{x−1} r_{x−1}), b the off-diagonal of Φ: 2N complex divisions per frequency.
 *
 * The integrand is a sum of resonances at the eigenfrequencies ω_k with half widths γ_k = ½g(ξ_k(0)² + ξ_k(N−1)²),
 * which are exponentially small if the mode ξ_k is localised away from the ends. So the axis is cut halfway between the
 * ω_k, and in each part ω = ω_k + γ_k sinh u: in u every resonance has a width of order 1, and the adaptive rule starts
 * on it.
 *
 * Relative accuracy 10⁻¹² if the dominant resonances are wider than 10⁻⁴; narrower ones suffer from the rounding of
 * ω_k, 10⁻¹⁶/γ_k. `error` is the bound of the quadrature.
 *
 * @throws Invalid for a chain that violates the conditions of `HarmonicChain`
 */
export function landauerCurrent(chain: HarmonicChain): Integral {
  const phi = massScaledMatrix(chain);
  const { friction: g, left, right } = chain;
  const sites = phi.diagonal.length;
  const modes = Array.from({ length: sites }, (_, k) => {
    const square = eigenvalue(phi, k);
    const mode = eigenvector(phi, square);
    const [a, b] = [mode[0] as number, mode[sites - 1] as number];
    return { omega: Math.sqrt(Math.max(0, square)), width: Math.max(0.5 * g * (a * a + b * b), 1e-18) };
  });
  const top = (modes.at(-1) as (typeof modes)[number]).omega;
  // Beyond 10³ times every scale of the chain the integrand decays as ω^{2−4N}, so at most 10⁻¹⁵ of J is left out.
  const end = 1000 * (top + g);
  const edges = [
    0,
    ...modes.slice(1).map(({ omega }, k) => 0.5 * (omega + (modes[k] as (typeof modes)[number]).omega)),
    end,
  ];
  const scale = ((left - right) * g * g * 2) / Math.PI;
  const parts = modes.flatMap(({ omega, width }, k) => {
    const [from, to] = [edges[k] as number, edges[k + 1] as number].map((edge) =>
      inverseSinh((edge - omega) / width),
    ) as [number, number];
    if (!(to > from)) return [];
    const f = (u: number): number => {
      const [grown, shrunk] = [exp(u), exp(-u)];
      const at = omega + 0.5 * width * (grown - shrunk);
      return at * at * transmission(phi, g, at) * 0.5 * width * (grown + shrunk);
    };
    return [{ f, points: [from, ...[-3, -1, 0, 1, 3].filter((u) => u > from && u < to), to] }];
  });
  // The result of a coarse rule sets the absolute accuracy, so modes that carry nothing cost little.
  const coarse = parts.reduce((sum, { f, points }) => sum + integral(f, points, { limit: 1 }).value, 0);
  let value = 0;
  let error = 0;
  for (const { f, points } of parts) {
    const part = integral(f, points, { absolute: (1e-13 * coarse) / Math.sqrt(sites) });
    value += part.value;
    error += part.error;
  }
  return { value: scale * value, error: Math.abs(scale) * error };
}

/** asinh x = ± ln(|x| + √(x² + 1)). */
function inverseSinh(x: number): number {
  const size = Math.abs(x);
  const value = log(size + Math.sqrt(size * size + 1));
  return x < 0 ? -value : value;
}

/** |G_{0,N−1}(ω)|². */
function transmission(
  { diagonal, offDiagonal }: { readonly diagonal: Float64Array; readonly offDiagonal: Float64Array },
  g: number,
  omega: number,
): number {
  const sites = diagonal.length;
  let [real, imaginary, product] = [0, 0, 1];
  for (let x = 0; x < sites; x++) {
    const b = x === 0 ? 0 : (offDiagonal[x - 1] as number);
    const end = x === 0 || x === sites - 1;
    const re = (diagonal[x] as number) - omega * omega - b * b * real;
    const im = (end ? -omega * g : 0) - b * b * imaginary;
    const size = re * re + im * im;
    real = re / size;
    imaginary = -im / size;
    const next = offDiagonal[x] ?? 1;
    product *= (next * next) / size;
  }
  return product;
}
