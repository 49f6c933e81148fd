import type { DisorderLaw } from '../../lattice/disorder.js';
import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import { power } from '../../math/elementary.js';
import type { Json } from '../../data/frame.js';
import { harmonicConductivity } from '../../harmonic/conductivity.js';
import type { Calculation } from '../calculation-run.js';

/** V = r²/2, d = 1, ε' = εⁿ: which rings and which couplings. */
export interface ExactSettings {
  readonly order: number;
  readonly size: number;
  readonly frequencies: DisorderLaw;
  readonly seed: number;
  readonly realisation: number;
  readonly epsilon: readonly number[];
}

/** κ_paper of one harmonic ring with flips at every ε; see harmonic/conductivity.ts. */
export interface ExactHarmonic {
  readonly epsilon: readonly number[];
  readonly paper: readonly number[];
}

/** The exact κ as a unit of work: some N⁴ operations for each ε. */
export const exactCalculation: Calculation = {
  work: (settings) => {
    const { size, epsilon } = settings as unknown as ExactSettings;
    return epsilon.length * size ** 4;
  },
  *pieces(settings: Json) {
    const {
      order,
      size,
      frequencies: law,
      seed,
      realisation,
      epsilon,
    } = settings as unknown as ExactSettings;
    const lattice = torus(1, size);
    const omega = frequencies(law, lattice, seed, realisation);
    const paper: number[] = [];
    for (const at of epsilon) {
      const found = harmonicConductivity({
        lattice,
        frequencies: omega,
        coupling: [0, 0, 0.5],
        pinning: [],
        epsilon: at,
        noise: power(at, order),
        direction: 'all',
      });
      paper.push(found.paper);
      yield size ** 4;
    }
    return { head: { epsilon, paper }, columns: {} };
  },
};
