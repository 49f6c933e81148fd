/** A realisation's conductivity with its error, and its number of sites N_i. */
export interface RingConductivity {
  readonly sites: number;
  readonly standard: number;
  readonly error: number;
}

/**
 * Realisations in series, N_tot/κ = Σ N_i/κ_i: on a ring, the conductivity of the ring formed by joining them. The
 * error is conditional on the given disorder, δκ = κ²/N_tot · √Σ (N_i δκ_i/κ_i²)².
 */
export function realisationsInSeries(parts: readonly RingConductivity[]): {
  standard: number;
  error: number;
} {
  let sites = 0;
  let resistance = 0;
  let squares = 0;
  for (const part of parts) {
    sites += part.sites;
    resistance += part.sites / part.standard;
    squares += ((part.sites * part.error) / (part.standard * part.standard)) ** 2;
  }
  const standard = sites / resistance;
  return { standard, error: ((standard * standard) / sites) * Math.sqrt(squares) };
}

/**
 * Standard error of the combination due to the disorder, κ²·s/√n with s the standard deviation of the resistivities
 * 1/κ_i (weighted by N_i); null with fewer than two realisations.
 */
export function disorderError(parts: readonly RingConductivity[]): number | null {
  const n = parts.length;
  if (n < 2) return null;
  const { standard } = realisationsInSeries(parts);
  const sites = parts.reduce((sum, part) => sum + part.sites, 0);
  const squares = parts.reduce(
    (sum, part) => sum + ((part.sites / sites) * n * (1 / part.standard - 1 / standard)) ** 2,
    0,
  );
  return standard * standard * Math.sqrt(squares / (n * (n - 1)));
}
