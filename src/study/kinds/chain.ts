import { z } from 'zod';
import type { KernelForm } from '../../kernel/form.js';
import { lawRecord } from '../../lattice/disorder.js';
import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import { confinement } from '../../model/confinement.js';
import { degree, isEven, scaled, sum } from '../../model/polynomial.js';
import { KernelSimulation } from '../kernel-simulation.js';
import { kernelPace, kernelSteps, NOMINAL_RATE } from '../kernel-plan.js';
import type { ModelKind } from '../kind.js';
import { disorder, latticeSize, mapping, polynomial } from '../schema-words.js';
import type { ChainSpec, StudyOf } from '../study.js';
import { verdictsOf } from '../verdict.js';
import { boundedDensity } from './oscillators-advice.js';

const shape = mapping({
  kind: z.literal('chain'),
  dimension: z.literal(1, { error: 'not 1: the chain has no other dimension' }).default(1),
  size: latticeSize,
  coupling: polynomial('r', 'r^4/4').default('r^4/4'),
  pinning: polynomial('q', 'q^4/4').default('q^4/4'),
  frequencies: disorder,
});

/** The relative energy error that a step may have: the coupling is not weak, and schemes are of order four here. */
const ENERGY_TARGET = 5e-8;
/** The harmonic coupling, r²/2. */
const SPRING = [0, 0, 0.5];
/** Steps that pilot runs chose for ω uniform on [1, 2], T = 1 and ε from 0.01 to 1. */
const USUAL_STEP = 0.08;

/** Where a site swings alone, its neighbours at rest: ω² + 2. */
const selfFrequency = (omega: number): number => Math.sqrt(omega * omega + 2);

function form({ model, seed }: StudyOf<ChainSpec>, epsilon: number, realisation: number): KernelForm {
  const lattice = torus(1, model.size);
  const omega = frequencies(model.frequencies, lattice, seed, realisation);
  return {
    lattice,
    rotations: omega,
    typical: omega.map(selfFrequency),
    coupling: sum(SPRING, scaled(model.coupling.polynomial, epsilon)),
    pinning: scaled(model.pinning.polynomial, epsilon),
    strength: 1,
  };
}

/** Section 5.1, equation (20): H = ½Σ(p² + ω²q²) + ½Σ(q_x − q_{x+1})² + εΣU(q) + εΣV(q_x − q_{x+1}). */
export const chain: ModelKind<ChainSpec> = {
  kind: 'chain',
  documentation: 'the disordered harmonic chain with weak anharmonic forces (section 5.1, equation (20))',
  shape,
  placeholders: { kind: 'chain', size: 3 },
  spec: (draft, given: z.infer<typeof shape>, epsilon) => {
    const { size } = given;
    const coupling = draft.potential('coupling', given.coupling, 'r');
    const pinning = draft.potential('pinning', given.pinning, 'q');
    draft.require(
      ['model', 'coupling'],
      isEven(coupling.polynomial),
      'not even in r, but a bond has no preferred end',
    );
    const lattice = draft.sound('model.size') ? torus(1, size) : null;
    const law = draft.law('frequencies', given.frequencies, lattice);
    if (draft.sound('model.coupling', 'model.pinning', 'model.frequencies', 'epsilon')) {
      for (const value of epsilon) {
        const V = sum([0, 0, 0.5 / value], coupling.polynomial);
        const { holds, reason } = confinement(V, pinning.polynomial, value, law, 1);
        if (!holds) {
          draft.report(['model', 'pinning'], `does not confine at epsilon ${String(value)} (${reason})`);
          break;
        }
      }
    }
    return { kind: 'chain', dimension: 1, size, coupling, pinning, frequencies: law };
  },
  content: ({ kind, dimension, size, coupling, pinning, frequencies: law }) => ({
    kind,
    dimension,
    size,
    coupling: coupling.text,
    pinning: pinning.text,
    frequencies: { ...law },
  }),
  canonical: ({ kind, dimension, size, coupling, pinning, frequencies: law }) => ({
    kind,
    dimension,
    size,
    coupling: coupling.polynomial,
    pinning: pinning.polynomial,
    frequencies: { ...law },
  }),
  title: ({ size, coupling, pinning }) => {
    const potentials = `V = ${coupling.text}${degree(pinning.polynomial) < 1 ? '' : `, U = ${pinning.text}`}`;
    return `κ(ε) of the disordered chain, N = ${String(size)}, ${potentials}`;
  },
  lattice: ({ size }) => torus(1, size),
  frequencies: ({ model, seed }, realisation) =>
    frequencies(model.frequencies, torus(1, model.size), seed, realisation),
  random: ({ frequencies: { law } }) => !['periodic', 'list'].includes(law),
  functions: () => 0,
  plan: (study, point) => ({
    ...kernelSteps(study, point, form(study, point.epsilon, 0), ENERGY_TARGET),
    cutoff: null,
  }),
  simulation: (setup) =>
    new KernelSimulation(setup, form(setup.study, setup.point.epsilon, setup.unit.realisation), []),
  pace: (study) => {
    const { model } = study;
    const [from, to] = lawRecord(model.frequencies).support(model.frequencies);
    const usual = study.step === 'auto' ? USUAL_STEP : study.step;
    const forms = {
      lattice: torus(1, model.size),
      rotations: new Float64Array(),
      typical: new Float64Array(),
      coupling: sum(SPRING, model.coupling.polynomial),
      pinning: model.pinning.polynomial,
      strength: 1,
    };
    return {
      ...kernelPace(study, forms, () => usual, selfFrequency((from + to) / 2)),
      rate: NOMINAL_RATE,
    };
  },
  verdicts: ({ model, epsilon }) =>
    verdictsOf(epsilon, (value) => [
      confinement(
        sum([0, 0, 0.5 / value], model.coupling.polynomial),
        model.pinning.polynomial,
        value,
        model.frequencies,
        1,
      ),
    ]),
  advice: ({ model }) => boundedDensity(model.frequencies),
};
