import { mean, standardError } from '../math/statistics.js';

/** κ of rings of equal size joined to one, 1/κ = ⟨1/κ_i⟩, with the standard error over realisations (0 for a single one). */
export function ringsInSeries(conductivities: readonly number[]): {
  readonly value: number;
  readonly error: number;
} {
  const resistances = conductivities.map((kappa) => 1 / kappa);
  const value = 1 / mean(resistances);
  return { value, error: resistances.length < 2 ? 0 : value * value * standardError(resistances) };
}
