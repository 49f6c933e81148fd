import { large } from '../../data/digits.js';
import { Invalid } from '../../data/invalid.js';
import { frequencies } from '../../lattice/realisation.js';
import { torus, type Torus } from '../../lattice/torus.js';
import type { OscillatorsStudy } from './spec.js';

/** One realisation of a study's frequencies. */
export interface Realisation {
  readonly lattice: Torus;
  /** ω of all N^d sites. */
  readonly frequencies: Float64Array;
}

/** Sites whose frequencies, and the weights of whose bonds, fit in a few gigabytes. */
const MOST_SITES = 1e8;

/**
 * @param number from 0
 * @throws Invalid for a lattice that is too large
 */
export function realisationOf({ model, seed }: OscillatorsStudy, number: number): Realisation {
  const lattice = torus(model.dimension, model.size);
  if (lattice.sites > MOST_SITES) {
    throw new Invalid(
      'size',
      `more than ${large(MOST_SITES)} sites, which is as many as this command takes`,
      model.size,
    );
  }
  return { lattice, frequencies: frequencies(model.frequencies, lattice, seed, number) };
}
