import { z } from 'zod';
import type { Reference } from '../../data/references/reference.js';
import { duane1987 } from '../../data/references/references.js';
import { schemes, type SchemeName } from '../../kernel/scheme.js';
import { torus } from '../../lattice/torus.js';
import { NOMINAL_RATE } from '../../splitting/plan.js';
import { key, latticeSize, mapping } from '../../study/words.js';
import type { ModelKind } from '../model.js';
import { verdictsOf } from '../verdict.js';
import { rotorHypotheses, rotorsAdvice } from './advice.js';
import { formula } from './formula.js';
import { rotorLayout } from './kernel/layout.js';
import { rotorPlan, rotorSampling, rotorTrial } from './plan.js';
import { fastestFrequency, swing } from './scales.js';
import { RotorSimulation } from './simulation.js';
import type { RotorsStudy } from './spec.js';

const shape = mapping({
  kind: key(z.literal('rotors'), 'the kind of model'),
  dimension: key(z.literal([1, 2, 3], { error: 'not 1, 2 or 3' }).default(1), 'd'),
  size: key(latticeSize, 'N: N^d sites on a torus'),
});

const deRoeckHuveneers2013: Reference = {
  key: 'DeRoeckHuveneers2013',
  authors: ['De Roeck, Wojciech', 'Huveneers, François'],
  title: 'Asymptotic localization of energy in nondisordered oscillator chains',
  year: 2013,
  arXiv: '1305.5127',
};

/**
 * What pilot runs chose at ε/T from 0.01 to 1 in d = 1 and 3, times `fastestFrequency`, within a factor of two: at most 4, and less where the share 2dε/T is large.
 */
function usualStep(scheme: SchemeName, share: number): number {
  if (scheme === 'SABA1') return Math.min(0.05, 0.01 / Math.sqrt(share));
  if (scheme === 'SABA2') return Math.min(0.7, 0.03 / share);
  if (scheme === 'ABA82') return Math.min(1.4, 0.06 / share);
  return Math.min(4, 4 / Math.sqrt(share));
}

/** H = Σp²/2 + ε Σ_b (1 − cos(q_tail − q_head)). */
export const rotorsKind: ModelKind<RotorsStudy> = {
  kind: 'rotors',
  documentation:
    'identical rotors, weakly coupled, without disorder (De Roeck and Huveneers, arXiv:1305.5127)',
  hamiltonian: formula,
  references: [deRoeckHuveneers2013],
  shape,
  laws: {},
  dressing: { documentation: 'none yet: any order gives the same result', references: [] },
  sampling: {
    documentation:
      'hybrid Monte Carlo, a chain for each replica, which then are stratified by energy; momenta and uniform angles at ε = 0',
    references: [duane1987],
  },
  example: {
    model: { size: 32 },
    temperature: 1,
    epsilon: [1, 0.5],
    noise: 0,
    replicas: 16,
    time: 1000,
    seed: 1,
  },
  placeholders: { kind: 'rotors', size: 3 },
  spec: (_draft, { dimension, size }: z.infer<typeof shape>) => ({ kind: 'rotors', dimension, size }),
  content: (model) => ({ ...model }),
  canonical: (model) => ({ ...model }),
  title: ({ dimension, size }) => `κ(ε) of rotors, d = ${String(dimension)}, N = ${String(size)}`,
  lattice: ({ dimension, size }) => torus(dimension, size),
  frequencies: () => new Float64Array(),
  random: () => false,
  functions: () => 0,
  plan: rotorPlan,
  trial: rotorTrial,
  simulation: (setup) => new RotorSimulation(setup, []),
  pace: (study) => {
    const { dimension, size } = study.model;
    const scheme = schemes[study.scheme];
    const coldest = study.temperature.reduce((a, b) => Math.min(a, b), Infinity);
    const weakest = study.epsilon.reduce((a, b) => Math.min(a, b), Infinity);
    const frequency = swing(dimension, weakest, coldest);
    return {
      step: ({ epsilon, temperature }) =>
        study.step === 'auto'
          ? usualStep(study.scheme, (2 * dimension * epsilon) / temperature) /
            fastestFrequency(dimension, epsilon, temperature)
          : study.step,
      frequency,
      kicks: scheme.kicks.length,
      rate: NOMINAL_RATE / (3 * dimension),
      sampling: (step) => rotorSampling(frequency, step),
      evaluation: 0,
      kernelBytes: (lanes, extra) =>
        rotorLayout({ lattice: torus(dimension, size), scheme, lanes, extra }).bytes,
      tableBytes: 0,
      dressingBytes: 0,
    };
  },
  verdicts: ({ epsilon, model }) => verdictsOf(epsilon, () => rotorHypotheses(model.dimension)),
  advice: rotorsAdvice,
};
