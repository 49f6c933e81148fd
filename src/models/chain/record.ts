import { z } from 'zod';
import { dharLebowitz2008, duane1987 } from '../../data/references/references.js';
import { formula } from './formula.js';
import type { KernelForm } from '../../kernel/splitting/form.js';
import { schemes } from '../../kernel/scheme.js';
import { hasBoundedDensity, isRandom, lawRecord } from '../../lattice/disorder.js';
import type { DisorderLaw } from '../../lattice/disorder.js';
import { torus } from '../../lattice/torus.js';
import { confinement } from '../../potential/confinement.js';
import { hypotheses } from '../../potential/hypotheses.js';
import type { Hypothesis } from '../../potential/hypothesis.js';
import { degree, isEven, scaled, polynomialSum, type Polynomial } from '../../potential/polynomial.js';
import {
  chainDressing,
  chainDressingBytes,
  chainTableBytes,
  chainEvaluation,
  chainFunctions,
} from './dressing.js';
import { dressedInterval } from '../../dressing/interval.js';
import { KernelSimulation } from '../../splitting/simulation.js';
import { kernelPace, kernelSteps, kernelTrial, NOMINAL_RATE } from '../../splitting/plan.js';
import type { ModelKind } from '../model.js';
import { realisedChain } from './realisation.js';
import { key, latticeSize, lawShape, mapping, polynomialText } from '../../study/words.js';
import type { ChainStudy } from './spec.js';
import { verdictsOf } from '../verdict.js';
import { chainHierarchy } from './hierarchy/record.js';
import { chainAdvice } from './advice.js';

const shape = mapping({
  kind: key(z.literal('chain'), 'the kind of model'),
  dimension: key(z.literal(1, { error: 'not 1: the chain has no other dimension' }).default(1), 'd'),
  size: key(latticeSize, 'N, the sites of the ring'),
  coupling: key(
    polynomialText('r', 'r^4/4').default('r^4/4'),
    'V, the anharmonic part of the coupling, an even polynomial in r',
    'energy',
  ),
  pinning: key(
    polynomialText('q', 'q^4/4').default('q^4/4'),
    'U, the anharmonic part of the pinning, a polynomial in q',
    'energy',
  ),
  frequencies: key(
    z.unknown().optional(),
    'ω_x, a law of disorder; ω_x² is the spring constant of the pinning. Left out: uniform on [1, 2], or with `masses` constant, ω_x = 1',
    '1/time',
  ),
  masses: key(z.unknown().optional(), 'm_x, a law of disorder; left out: all masses are 1', 'mass'),
});

/** The relative energy error that a step may have: the coupling is not weak, and schemes are of order four here. */
const ENERGY_TARGET = 5e-8;
/** The harmonic coupling, r²/2. */
const SPRING = [0, 0, 0.5];
/** Steps that pilot runs chose for ω uniform on [1, 2], T = 1 and ε from 0.01 to 1. */
const USUAL_STEP = 0.08;

/** What the frequencies are where nothing is said of them: random, or with random masses all 1, a constant pinning as in the paper's reference [12]. */
const USUAL: DisorderLaw = { law: 'uniform', from: 1, to: 2 };
const CONSTANT: DisorderLaw = { law: 'periodic', values: [1] };

/** At which frequency a site swings alone, its neighbours at rest: √((ω² + 2)/m). */
const selfFrequency = (omega: number, mass: number): number => Math.sqrt((omega * omega + 2) / mass);

/** [from, to] of a law. */
const support = (law: DisorderLaw): readonly [number, number] => lawRecord(law).support(law);

/** `confinement` with the springs as well, which hold at ε = 0 too. */
function chainConfinement(V: Polynomial, U: Polynomial, epsilon: number, law: DisorderLaw): Hypothesis {
  return confinement(polynomialSum(SPRING, scaled(V, epsilon)), scaled(U, epsilon), 1, law, 1);
}

function form(study: ChainStudy, epsilon: number, realisation: number): KernelForm {
  const { model } = study;
  const { frequencies: omega, masses } = realisedChain(study, realisation);
  return {
    lattice: torus(1, model.size),
    rotations: omega,
    ...(masses && { masses }),
    typical: omega.map((own, x) => selfFrequency(own, masses?.[x] ?? 1)),
    coupling: polynomialSum(SPRING, scaled(model.coupling.polynomial, epsilon)),
    pinning: scaled(model.pinning.polynomial, epsilon),
    strength: 1,
  };
}

/** The steps between samples. */
function sampling(study: ChainStudy, undressed: number, step: number): number {
  const kicks = schemes[study.scheme].kicks.length;
  return dressedInterval(undressed, chainEvaluation(study), kicks, study.time / step);
}

/**
 * |Ω| below which monomials of u¹ are not divided by it, where the study leaves it open: 0.06√(εT). Of 0.003 … 0.1, those about this did best at
 * ε = 0.1, 0.02 and 0.002 (N = 32, ω uniform on [1, 4]), none by more than the noise at ε = 0.1.
 */
const usualCutoff = (epsilon: number, temperature: number): number => 0.06 * Math.sqrt(epsilon * temperature);

/** Section 5.1, equation (20), with masses: H = Σ(p²/2m + ½ω²q²) + ½Σ(q_x − q_{x+1})² + εΣU(q) + εΣV(q_x − q_{x+1}). */
export const chainKind: ModelKind<ChainStudy> = {
  kind: 'chain',
  documentation: 'the disordered harmonic chain with weak anharmonic forces (section 5.1, equation (20))',
  hamiltonian: formula,
  references: [dharLebowitz2008],
  shape,
  laws: { frequencies: lawShape(), masses: lawShape() },
  dressing: {
    documentation:
      'u⁰, the corrector of the harmonic current, and from order 2 on εu¹, with the smallest |Ω| as cutoff',
    references: [],
  },
  sampling: {
    documentation: 'hybrid Monte Carlo, a chain for each replica, which then are stratified by energy',
    references: [duane1987],
  },
  example: {
    model: {
      size: 32,
      coupling: 'r^4/4',
      pinning: 'q^4/4',
      frequencies: { law: 'uniform', from: 1, to: 4 },
    },
    temperature: 1,
    epsilon: [0.5, 0.2],
    noise: 0,
    realisations: 2,
    replicas: 8,
    time: 1000,
    dressing: 2,
    seed: 1,
  },
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
    const usual = given.masses === undefined ? USUAL : CONSTANT;
    const law = draft.law('frequencies', given.frequencies ?? usual, lattice);
    const masses = given.masses === undefined ? undefined : draft.law('masses', given.masses, lattice);
    if (draft.sound('model.coupling', 'model.pinning', 'model.frequencies', 'epsilon')) {
      for (const value of epsilon) {
        const { holds, reason } = chainConfinement(coupling.polynomial, pinning.polynomial, value, law);
        if (!holds) {
          draft.report(['model', 'pinning'], `does not confine at epsilon ${String(value)} (${reason})`);
          break;
        }
      }
    }
    return {
      kind: 'chain',
      dimension: 1,
      size,
      coupling,
      pinning,
      frequencies: law,
      ...(masses && { masses }),
    };
  },
  content: ({ kind, dimension, size, coupling, pinning, frequencies: law, masses }) => ({
    kind,
    dimension,
    size,
    coupling: coupling.text,
    pinning: pinning.text,
    frequencies: { ...law },
    ...(masses && { masses: { ...masses } }),
  }),
  canonical: ({ kind, dimension, size, coupling, pinning, frequencies: law, masses }) => ({
    kind,
    dimension,
    size,
    coupling: coupling.polynomial,
    pinning: pinning.polynomial,
    frequencies: { ...law },
    ...(masses && { masses: { ...masses } }),
  }),
  title: ({ size, coupling, pinning }) => {
    const potentials = `V = ${coupling.text}${degree(pinning.polynomial) < 1 ? '' : `, U = ${pinning.text}`}`;
    return `κ(ε) of the disordered chain, N = ${String(size)}, ${potentials}`;
  },
  lattice: ({ size }) => torus(1, size),
  frequencies: (study, realisation) => realisedChain(study, realisation).frequencies,
  random: ({ frequencies: law, masses }) => [law, masses ?? law].some(isRandom),
  functions: chainFunctions,
  form,
  plan: (study, point) => {
    const steps = kernelSteps(study, point, form(study, point.epsilon, 0), ENERGY_TARGET);
    return {
      ...steps,
      sampling: study.sampling === 'auto' ? sampling(study, steps.sampling, steps.step) : study.sampling,
      cutoff:
        chainFunctions(study) < 2
          ? null
          : study.cutoff === 'auto'
            ? usualCutoff(point.epsilon, point.temperature)
            : study.cutoff,
    };
  },
  trial: (study, point) => kernelTrial(study, point, form(study, point.epsilon, 0), ENERGY_TARGET),
  simulation: (setup) => {
    const { study, point, unit, plan } = setup;
    const functions = chainDressing(study, unit.realisation, point.epsilon, plan.cutoff ?? 0);
    return new KernelSimulation(setup, form(study, point.epsilon, unit.realisation), functions);
  },
  remarks: (study, _point, _kappa, realisations) => {
    const all = realisations.map((_, number) => realisedChain(study, number).masses);
    return all.every((masses) => masses !== undefined) ? { masses: all.map((masses) => [...masses]) } : {};
  },
  pace: (study) => {
    const { model } = study;
    const [from, to] = support(model.frequencies);
    const [lightest, heaviest] = model.masses ? support(model.masses) : [1, 1];
    const usual = study.step === 'auto' ? USUAL_STEP * Math.sqrt(lightest) : study.step;
    const forms = {
      lattice: torus(1, model.size),
      rotations: new Float64Array(),
      typical: new Float64Array(),
      coupling: polynomialSum(SPRING, model.coupling.polynomial),
      pinning: model.pinning.polynomial,
      strength: 1,
      ...(model.masses && { masses: new Float64Array() }),
    };
    const base = kernelPace(
      study,
      forms,
      () => usual,
      selfFrequency((from + to) / 2, (lightest + heaviest) / 2),
    );
    return {
      ...base,
      rate: NOMINAL_RATE,
      sampling: (h) => sampling(study, base.sampling(h), h),
      evaluation: chainEvaluation(study),
      tableBytes: chainTableBytes(study),
      dressingBytes: chainDressingBytes(study),
    };
  },
  hierarchy: chainHierarchy,
  verdicts: ({ model, epsilon }) =>
    verdictsOf(epsilon, (value) => {
      const { coupling, pinning, frequencies: law, masses } = model;
      const [V, U] = [coupling.polynomial, pinning.polynomial];
      const own = hypotheses(V, U, value, law).filter(({ name }) => name !== 'domination by the pinning');
      const random = masses && !hasBoundedDensity(law);
      const disorder = random
        ? hypotheses(V, U, value, masses)
            .slice(0, 1)
            .map((one) => ({
              ...one,
              equation: 'm_x independent, with a bounded density on [m₋, m₊], m₋ > 0',
            }))
        : own.slice(0, 1);
      return [chainConfinement(V, U, value, law), ...disorder, ...own.slice(1)];
    }),
  advice: chainAdvice,
};
