import { mean, standardError } from '../math/statistics.js';

/**
 * κ of the ring made by joining rings of equal size, 1/κ = ⟨1/κ_i⟩, with the standard error over realisations (0 for a
 * single one), in the unit and convention of the given κ_i.
 */
export function ringsInSeries(conductivities: readonly number[]): {
  readonly value: number;
  readonly error: number;
} {
  const resistances = conductivities.map((kappa) => 1 / kappa);
  const value = 1 / mean(resistances);
  return { value, error: resistances.length < 2 ? 0 : value * value * standardError(resistances) };
}
