import { productOf, solution, squareMatrix, transposed, type Square } from '../math/linear/dense.js';
import { massScaledMatrix, type HarmonicChain } from './chain.js';

/** The stationary state of a harmonic chain between baths, in model units (docs/glossary.md). */
export interface SteadyState {
  /** J: the energy flowing from the left to the right bath per unit time. */
  readonly current: number;
  /** T_x = ⟨p_x²⟩/m_x. */
  readonly profile: Float64Array;
}

/**
 * Current and temperature profile of a harmonic chain between baths, with flips of rate ε' at every site, from the
 * stationary covariance.
 *
 * In mass-scaled coordinates z = (q, p), dz = A z dt + noise, the covariance C solves Lyapunov's equation A C + C Aᵀ +
 * D = 0. Flips damp every correlation that is odd in p_x at the rate 2ε' and do not change ⟨p_x²⟩, so for the
 * covariance they act as a bath of friction 2ε' at each site, at the temperature of that site (the self-consistent
 * baths of Bolsterli, Rich & Visscher, Phys. Rev. A 1 (1970) 1086):
 *
 *   A = [ 0, 1; −Φ, −Γ − 2ε' ],   D_xx = 2Γ_x T_x + 4ε'⟨p_x²⟩.
 *
 * C = ∫₀^∞ e^{As} D e^{Aᵀs} ds is linear in D; it is summed by doubling, C(2t) = C(t) + M(t) C(t) M(t)ᵀ, M(2t) = M(t)²,
 * from a Taylor series at t = 1/(4‖A‖). With flips, one such sum for each site gives N linear equations for ⟨p_x²⟩.
 *
 * Work: (2N)³ operations for each of log₂(τ‖A‖) doublings, N times as many with flips; τ is the longest relaxation
 * time. Relative error about 10⁻¹⁶ τ‖A‖.
 *
 * @throws Invalid for a chain that violates the conditions of `HarmonicChain`
 * @throws RangeError if a mode does not relax within 2⁶⁰/‖A‖
 */
export function steadyState(chain: HarmonicChain, noise = 0): SteadyState {
  const { diagonal, offDiagonal } = massScaledMatrix(chain);
  const sites = diagonal.length;
  const { friction: g, left, right } = chain;
  const end = (x: number): boolean => x === 0 || x === sites - 1;
  const drift = squareMatrix(2 * sites, (i, j) => {
    if (i < sites) return j === i + sites ? 1 : 0;
    const x = i - sites;
    if (j >= sites) return i === j ? -(end(x) ? g : 0) - 2 * noise : 0;
    if (j === x) return -(diagonal[x] as number);
    return Math.abs(j - x) === 1 ? -(offDiagonal[Math.min(j, x)] as number) : 0;
  });
  // Sources: the two baths, and with flips one at every site.
  const sources = [
    momentumSource(sites, 0, 2 * g * left, sites - 1, 2 * g * right),
    ...Array.from({ length: noise > 0 ? sites : 0 }, (_, x) => momentumSource(sites, x, 4 * noise)),
  ];
  const [driven, ...responses] = integrals(drift, sources).map(({ entries }) =>
    Float64Array.from({ length: sites }, (_, x) => entries[(sites + x) * (2 * sites + 1)] as number),
  ) as [Float64Array, ...Float64Array[]];
  const profile =
    noise > 0
      ? solution(
          squareMatrix(sites, (x, y) => (x === y ? 1 : 0) - (responses[y]?.[x] as number)),
          driven,
        )
      : driven;
  return { current: g * (left - (profile[0] as number)), profile };
}

function momentumSource(sites: number, x: number, strength: number, y = x, other = 0): Square {
  return squareMatrix(2 * sites, (i, j) =>
    i !== j ? 0 : (i === sites + x ? strength : 0) + (i === sites + y ? other : 0),
  );
}

/** ∫₀^∞ e^{As} D e^{Aᵀs} ds for every D. */
function integrals(a: Square, sources: readonly Square[]): Square[] {
  const { n } = a;
  let norm = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += Math.abs(a.entries[i * n + j] as number);
    norm = Math.max(norm, row);
  }
  const t = 1 / (4 * norm);
  const scaled = squareMatrix(n, (i, j) => t * (a.entries[i * n + j] as number));
  const scaledTransposed = transposed(scaled);
  const plus = (x: Square, y: Square, factor = 1): Square => ({
    n,
    entries: x.entries.map((value, i) => value + factor * (y.entries[i] as number)),
  });
  // e^{At} = Σ Aᵏtᵏ/k!; with D₀ = tD and D_{k+1} = t(A D_k + D_k Aᵀ)/(k+2) the integral to t is Σ D_k. ‖At‖ ≤ ¼: 20
  // terms are exact.
  const TERMS = 20;
  let map = squareMatrix(n, (i, j) => (i === j ? 1 : 0));
  let power = map;
  for (let k = 1; k <= TERMS; k++) {
    power = productOf(scaled, power);
    power = { n, entries: power.entries.map((value) => value / k) };
    map = plus(map, power);
  }
  let sums = sources.map((source) => {
    let term: Square = { n, entries: source.entries.map((value) => t * value) };
    let sum = term;
    for (let k = 0; k < TERMS; k++) {
      const [one, two] = [productOf(scaled, term), productOf(term, scaledTransposed)];
      term = { n, entries: one.entries.map((value, i) => (value + (two.entries[i] as number)) / (k + 2)) };
      sum = plus(sum, term);
    }
    return sum;
  });
  for (let doublings = 0; ; doublings++) {
    if (doublings > 60) throw new RangeError('invalid chain; a mode does not relax');
    const size = map.entries.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
    if (size < 1e-17) return sums;
    const back = transposed(map);
    sums = sums.map((sum) => plus(sum, productOf(productOf(map, sum), back)));
    map = productOf(map, map);
  }
}
