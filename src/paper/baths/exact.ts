import type { DisorderLaw } from '../../lattice/disorder.js';
import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import type { Json } from '../../data/frame.js';
import { steadyState } from '../../harmonic/bath-covariance.js';
import { harmonicConductivity } from '../../harmonic/conductivity.js';
import { landauerCurrent } from '../../harmonic/landauer.js';
import type { Calculation } from '../calculation-run.js';

/** A harmonic chain between two baths: oscillators with V = r²/2 in d = 1. */
export interface ExactBaths {
  readonly size: number;
  readonly frequencies: DisorderLaw;
  readonly seed: number;
  readonly realisations: number;
  readonly epsilon: number;
  readonly noise: number;
  readonly left: number;
  readonly right: number;
  readonly friction: number;
}

/**
 * The exact flow through each realisation as a unit of work: Landauer's formula without flips, the covariance with them; and with
 * flips the exact conductivity of the ring of the same frequencies.
 */
export const bathsCalculation: Calculation = {
  work: (settings) => {
    const given = settings as unknown as ExactBaths;
    return given.realisations * pieceWork(given);
  },
  *pieces(settings: Json) {
    const given = settings as unknown as ExactBaths;
    const lattice = torus(1, given.size);
    const flows = new Float64Array(given.realisations);
    const rings = new Float64Array(given.noise > 0 ? given.realisations : 0);
    for (let realisation = 0; realisation < given.realisations; realisation++) {
      const omega = frequencies(given.frequencies, lattice, given.seed, realisation);
      const { left, right, friction, epsilon, noise } = given;
      const chain = { frequencies: omega, stiffness: epsilon, left, right, friction };
      flows[realisation] = noise > 0 ? steadyState(chain, noise).current : landauerCurrent(chain).value;
      if (noise > 0) {
        const ring = { lattice, frequencies: omega, coupling: [0, 0, 0.5], pinning: [], epsilon, noise };
        rings[realisation] = harmonicConductivity({ ...ring, direction: 'all' }).standard;
      }
      yield pieceWork(given);
    }
    return { head: {}, columns: { flows, rings } };
  },
};

/** The covariance with flips takes some 500 N⁴ operations, Landauer's integral some 10⁴ N². */
function pieceWork({ size, noise }: ExactBaths): number {
  return noise > 0 ? 500 * size ** 4 : 1e4 * size ** 2;
}
