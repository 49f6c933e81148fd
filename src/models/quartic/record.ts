import { z } from 'zod';
import { duane1987 } from '../../data/references/references.js';
import { formula } from './formula.js';
import type { KernelForm } from '../../kernel/splitting/form.js';
import { schemes, type SchemeName } from '../../kernel/scheme.js';
import { torus } from '../../lattice/torus.js';
import { KernelSimulation } from '../../splitting/simulation.js';
import { kernelPace, kernelSteps, kernelTrial, NOMINAL_RATE } from '../../splitting/plan.js';
import type { ModelKind } from '../model.js';
import { key, latticeSize, mapping } from '../../study/words.js';
import type { QuarticSpec, QuarticStudy } from './spec.js';
import { verdictsOf } from '../verdict.js';
import { quarticHypotheses, quarticAdvice } from './advice.js';

const shape = mapping({
  kind: key(z.literal('quartic'), 'the kind of model'),
  dimension: key(z.literal(1, { error: 'not 1: the chain has no other dimension' }).default(1), 'd'),
  size: key(latticeSize, 'N, the sites of the ring'),
});

/**
 * The relative energy error that a step may have in the pilot: nothing in this model rotates exactly, whatever ε is. The rare hot sites of a
 * longer run swing faster, and cost a scheme of order six more than one of order four: its errors were up to 200 times those of the pilot, and not
 * 20 times, so that it is given less to stay near 10⁻⁶ too.
 */
const energyTarget = (scheme: SchemeName): number => (Math.min(...schemes[scheme].orders) > 4 ? 3e-9 : 5e-8);
/** √⟨ω²⟩ ≈ 1.1 T^{1/4}: ω(e) = 1.19814 e^{1/4} at the mean energy ¾T of a free site. */
const swing = (temperature: number): number => 1.115 * Math.sqrt(Math.sqrt(temperature));

function form({ size }: QuarticSpec, epsilon: number, temperature: number): KernelForm {
  const lattice = torus(1, size);
  return {
    lattice,
    rotations: new Float64Array(size),
    typical: new Float64Array(size).fill(swing(temperature)),
    coupling: [0, 0, epsilon / 2],
    pinning: [0, 0, 0, 0, 0.25],
    strength: 1,
  };
}

/** Section 5.3: H = Σ(p²/2 + q⁴/4) + (ε/2)Σ(q_x − q_{x+1})². */
export const quarticKind: ModelKind<QuarticStudy> = {
  kind: 'quartic',
  documentation: 'identical quartic oscillators, harmonically coupled (section 5.3)',
  hamiltonian: formula,
  references: [],
  shape,
  laws: {},
  dressing: {
    documentation:
      'none: its first order, in action and angle, gains nothing at the times at which κ is read',
    references: [],
  },
  sampling: {
    documentation: 'hybrid Monte Carlo, a chain for each replica, which then are stratified by energy',
    references: [duane1987],
  },
  example: {
    model: { size: 32 },
    temperature: 1,
    epsilon: [1, 0.5],
    noise: 0,
    replicas: 16,
    time: 1000,
    scheme: 'SRKN14',
    seed: 1,
  },
  placeholders: { kind: 'quartic', size: 3 },
  spec: (_draft, { size }: z.infer<typeof shape>) => ({ kind: 'quartic', dimension: 1, size }),
  content: (model) => ({ ...model }),
  canonical: (model) => ({ ...model }),
  title: ({ size }) => `κ(ε) of the quartic chain, N = ${String(size)}`,
  lattice: ({ size }) => torus(1, size),
  frequencies: () => new Float64Array(),
  random: () => false,
  functions: () => 0,
  plan: (study, point) => ({
    ...kernelSteps(
      study,
      point,
      form(study.model, point.epsilon, point.temperature),
      energyTarget(study.scheme),
    ),
    cutoff: null,
  }),
  trial: (study, point) =>
    kernelTrial(
      study,
      point,
      form(study.model, point.epsilon, point.temperature),
      energyTarget(study.scheme),
    ),
  simulation: (setup) => {
    const { epsilon, temperature } = setup.point;
    return new KernelSimulation(setup, form(setup.study.model, epsilon, temperature), []);
  },
  pace: (study) => {
    const slowest = swing(study.temperature.reduce((a, b) => Math.min(a, b), Infinity));
    return {
      ...kernelPace(
        study,
        // Without its arrays, which are as long as the chain.
        { ...form({ ...study.model, size: 3 }, 1, 1), lattice: torus(1, study.model.size) },
        ({ temperature }) =>
          study.step === 'auto' ? schemes[study.scheme].usualSteps.strong / swing(temperature) : study.step,
        slowest,
      ),
      rate: NOMINAL_RATE,
    };
  },
  verdicts: ({ epsilon }) => verdictsOf(epsilon, quarticHypotheses),
  advice: quarticAdvice,
};
