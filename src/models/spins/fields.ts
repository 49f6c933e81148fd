import { cosSin } from '../../math/elementary.js';
import { Invalid } from '../../data/invalid.js';
import { RandomSequence } from '../../math/random.js';
import type { DisorderLaw } from '../../lattice/disorder.js';
import { frequencies } from '../../lattice/realisation.js';
import type { Torus } from '../../lattice/torus.js';

/** Random fields ω_x ∈ R³: magnitudes |ω_x| from a law of positive numbers, directions independent of them and of each other. */
export interface RandomFields {
  readonly magnitudes: DisorderLaw;
  /** Directions uniform on the circle ω₁ = 0 (equation (22)); on the sphere where it is false. */
  readonly plane: boolean;
}

/** The fields of every site, given one by one. */
export interface ListedFields {
  readonly vectors: readonly (readonly [number, number, number])[];
}

export type FieldLaw = RandomFields | ListedFields;

/** Members of the stream `disorder` from here on are directions; a law of magnitudes never asks for so many numbers. */
const DIRECTIONS = 0x80000000;

/**
 * One realisation of the fields of section 5.2, [site][component]: 3N numbers.
 *
 * The magnitudes are those that `frequencies` draws for the same seed and realisation. A direction on the sphere has a uniform third component
 * (Archimedes) and a uniform azimuth; both are numbers of the site alone, so that a larger ring begins with the fields of a smaller one.
 *
 * @throws Invalid where a list does not have one vector for each site, or a law does not fit the lattice
 */
export function fields(law: FieldLaw, lattice: Torus, seed: number, realisation: number): Float64Array {
  if ('vectors' in law) {
    const { vectors } = law;
    if (vectors.length !== lattice.sites) {
      const rule = `the list does not have one vector for each of ${String(lattice.sites)} sites`;
      throw new Invalid('fields', rule, vectors.length, 'values');
    }
    return Float64Array.from(vectors.flat());
  }
  const magnitudes = frequencies(law.magnitudes, lattice, seed, realisation);
  const sequence = (member: number): RandomSequence =>
    new RandomSequence({ seed, stream: 'disorder', group: realisation, member: DIRECTIONS + member });
  const [azimuths, heights] = [sequence(0), sequence(1)];
  const omega = new Float64Array(3 * lattice.sites);
  magnitudes.forEach((magnitude, x) => {
    const [c, s] = cosSin(2 * Math.PI * azimuths.drawUniform());
    const height = 2 * heights.drawUniform() - 1;
    const radius = Math.sqrt((1 - height) * (1 + height));
    omega.set(
      (law.plane ? [0, c, s] : [radius * c, radius * s, height]).map((part) => magnitude * part),
      3 * x,
    );
  });
  return omega;
}

/** |ω_x| of every site. */
export function magnitudes(omega: Float64Array): Float64Array {
  return Float64Array.from({ length: omega.length / 3 }, (_, x) => {
    const [a, b, c] = omega.subarray(3 * x, 3 * x + 3) as unknown as [number, number, number];
    return Math.sqrt(a * a + b * b + c * c);
  });
}
