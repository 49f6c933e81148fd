import { RandomSequence, type RandomStream } from '../math/random.js';
import { lawOn, lawRecord, type DisorderLaw } from './disorder.js';
import type { Torus } from './torus.js';

/**
 * One realisation of the frequencies, ω_x for every site x (in model units, 1/time), or, from another stream, of other
 * positive numbers at the sites.
 *
 * The k-th random number of site x is block x of the sequence (seed, `disorder`, realisation, k): it depends on the
 * site number alone, so the frequencies of a smaller ring are the first ones of a larger ring.
 *
 * @param seed the study's seed
 * @param realisation the number of the disorder sample, from 0
 * @throws Invalid if the law does not fit the lattice (`lawOn`)
 */
export function frequencies(
  law: DisorderLaw,
  lattice: Torus,
  seed: number,
  realisation: number,
  stream: Extract<RandomStream, 'disorder' | 'masses'> = 'disorder',
): Float64Array {
  const record = lawRecord(lawOn(lattice, law));
  const sequences: RandomSequence[] = [];
  const omega = new Float64Array(lattice.sites);
  for (let site = 0; site < lattice.sites; site++) {
    omega[site] = record.frequency(law, lattice, site, (k) => {
      const sequence = (sequences[k] ??= new RandomSequence({
        seed,
        stream,
        group: realisation,
        member: k,
      }));
      sequence.position = site;
      return sequence.drawUniform();
    });
  }
  return omega;
}
