import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import type { ChainStudy } from './spec.js';

/** ω_x and, where the study gives their law, m_x of one realisation of a chain. */
export interface RealisedChain {
  readonly frequencies: Float64Array;
  readonly masses?: Float64Array;
}

export function realisedChain({ model, seed }: ChainStudy, realisation: number): RealisedChain {
  const lattice = torus(1, model.size);
  const omega = frequencies(model.frequencies, lattice, seed, realisation);
  if (!model.masses) return { frequencies: omega };
  return { frequencies: omega, masses: frequencies(model.masses, lattice, seed, realisation, 'masses') };
}
