import { fields, magnitudes } from './fields.js';
import { lawRecord } from '../../lattice/disorder.js';
import { torus } from '../../lattice/torus.js';
import { spinChain, type SpinChain } from './hamiltonian.js';
import type { SpinsSpec, SpinsStudy } from './spec.js';

/** The chain of one realisation. */
export function spinsOf({ model, seed }: SpinsStudy, epsilon: number, realisation: number): SpinChain {
  const lattice = torus(1, model.size);
  return spinChain({ lattice, fields: fields(model.fields, lattice, seed, realisation), epsilon });
}

/** An interval that holds every |ω_x| of the study. */
export function magnitudeRange({ fields: law }: SpinsSpec): readonly [least: number, most: number] {
  if ('magnitudes' in law) return lawRecord(law.magnitudes).support(law.magnitudes);
  const sizes = magnitudes(Float64Array.from(law.vectors.flat()));
  return [Math.min(...sizes), Math.max(...sizes)];
}
