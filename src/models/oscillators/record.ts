import { z } from 'zod';
import { duane1987 } from '../../data/references/references.js';
import { formula } from './formula.js';
import { energyTarget } from '../../gibbs/pilot.js';
import { dressingFunction } from '../../kernel/splitting/dressing.js';
import { furtherOperations } from '../../kernel/splitting/force.js';
import type { KernelForm } from '../../kernel/splitting/form.js';
import { schemes } from '../../kernel/scheme.js';
import { isRandom, lawRecord } from '../../lattice/disorder.js';
import { frequencies } from '../../lattice/realisation.js';
import { torus } from '../../lattice/torus.js';
import { confinement, isConfining } from '../../potential/confinement.js';
import { hypotheses } from '../../potential/hypotheses.js';
import { perturbationShare } from '../../potential/perturbation.js';
import { isPolynomial } from '../../potential/polynomial.js';
import { exertsForce } from '../../potential/potential.js';
import { evenness } from '../../potential/smooth/reflection.js';
import { chosenCutoff } from './cutoff.js';
import {
  dressedSampling,
  dressingBytes,
  dressingOrders,
  evaluationKicks,
  tableBytes,
  termCounts,
} from './dressing.js';
import { KernelSimulation } from '../../splitting/simulation.js';
import { kernelPace, kernelSteps, kernelTrial, NOMINAL_RATE } from '../../splitting/plan.js';
import type { Drafting, ModelKind } from '../model.js';
import type { Point } from '../../study/point.js';
import { disorder, key, latticeSize, lawShape, mapping, smoothText } from '../../study/words.js';
import type { OscillatorsSpec, OscillatorsStudy } from './spec.js';
import { verdictsOf } from '../verdict.js';
import { plateauAdvice, scaling } from './advice.js';
import { boundedDensity } from '../density.js';
import { oscillatorsHierarchy } from './hierarchy/record.js';
import { usualStep } from './step.js';

const shape = mapping({
  kind: key(z.literal('oscillators').default('oscillators'), 'the kind of model'),
  dimension: key(
    z.literal([1, 2, 3], { error: 'not 1, 2 or 3' }).default(1),
    'd, the dimension of the lattice',
  ),
  size: key(latticeSize, 'N, the sites along each direction of the torus of N^d sites'),
  coupling: key(
    smoothText('r', 'r^4/4 or 1 - cos(r)'),
    'V, an even smooth function of r, the difference of neighbours, that powers of r bound: `r^4/4`, `1 - cos(r)`, `sqrt(1 + r^2)`',
    'energy',
  ),
  pinning: key(
    smoothText('q', 'q^6/6').default('0'),
    'U, a smooth function of q that powers of q bound, beside the harmonic pinning',
    'energy',
  ),
  frequencies: key(disorder, 'ω_x, a law of disorder', '1/time'),
});

/** In d ≥ 2 the transfers of d bonds a site are kept: the rate falls by this factor for each further dimension. */
const DIMENSION_FACTOR = 1.6;

/** What an operation of a force that is no polynomial's adds to the time of a site-kick in d = 1 with V = r⁴/4 (measured: 0.085 to 0.1). */
const OPERATION = 0.09;

/** Without a Gibbs measure at every ε there is nothing to simulate. */
function checkConfined(draft: Drafting, model: OscillatorsSpec, epsilon: readonly number[]): void {
  const V = model.coupling.potential;
  const U = model.pinning.potential;
  for (const value of epsilon) {
    const { holds, reason } = confinement(V, U, value, model.frequencies, model.dimension);
    if (holds) continue;
    const key = isConfining([], U, value, model.frequencies, model.dimension) ? 'coupling' : 'pinning';
    draft.report(['model', key], `does not confine at epsilon ${String(value)} (${reason})`);
    return;
  }
}

function form({ model, seed }: OscillatorsStudy, epsilon: number, realisation: number): KernelForm {
  const lattice = torus(model.dimension, model.size);
  const omega = frequencies(model.frequencies, lattice, seed, realisation);
  const [coupling, pinning] = [model.coupling.potential, model.pinning.potential];
  return { lattice, rotations: omega, typical: omega, coupling, pinning, strength: epsilon };
}

/**
 * The share of the energy that the weak forces hold at a point.
 *
 * @param inverseSquare ⟨1/ω²⟩; 1/(ab) for frequencies uniform on [a, b]
 */
function shareOf(
  model: OscillatorsSpec,
  { epsilon, temperature }: Pick<Point, 'epsilon' | 'temperature'>,
  inverseSquare: number,
): number {
  const [coupling, pinning] = [model.coupling.potential, model.pinning.potential];
  const perturbation = { coupling, pinning, epsilon, dimension: model.dimension };
  return perturbationShare(perturbation, temperature * inverseSquare, temperature);
}

/** The relative energy error that a step may have at a point, for the plan and for the trial alike. */
function target({ model }: OscillatorsStudy, point: Point, { rotations }: KernelForm): number {
  const inverseSquares = rotations.reduce((sum, omega) => sum + 1 / (omega * omega), 0);
  return energyTarget(shareOf(model, point, inverseSquares / rotations.length));
}

/** Section 2: H = ½Σ(p² + ω²q²) + εΣU(q) + εΣV(q − q'). */
export const oscillatorsKind: ModelKind<OscillatorsStudy> = {
  kind: 'oscillators',
  documentation: 'weakly coupled oscillators with random frequencies (section 2)',
  hamiltonian: formula,
  references: [],
  shape,
  laws: { frequencies: lawShape() },
  dressing: {
    documentation: "u⁽¹⁾ … u⁽ⁿ⁾ of the paper's hierarchy (8)–(11), terms with a small |ω·ξ| left out",
    references: [],
  },
  sampling: {
    documentation: 'hybrid Monte Carlo, a chain for each replica, which then are stratified by energy',
    references: [duane1987],
  },
  example: {
    model: {
      dimension: 1,
      size: 32,
      coupling: 'r^4/4',
      pinning: '0',
      frequencies: { law: 'uniform', from: 1, to: 2 },
    },
    temperature: 1,
    epsilon: [0.3, 0.1],
    noise: 0,
    realisations: 2,
    replicas: 8,
    time: 1000,
    seed: 1,
  },
  placeholders: { size: 3, coupling: 'r^2' },
  spec: (draft, given: z.infer<typeof shape>, epsilon) => {
    const { dimension, size } = given;
    const coupling = draft.smoothPotential('coupling', given.coupling, 'r');
    const pinning = draft.smoothPotential('pinning', given.pinning, 'q');
    draft.require(
      ['model', 'coupling'],
      evenness(coupling.potential).even,
      'not even in r, but a bond has no preferred end',
    );
    draft.require(['model', 'coupling'], exertsForce(coupling.potential), 'exerts no force');
    const lattice = draft.sound('model.size', 'model.dimension') ? torus(dimension, size) : null;
    const law = draft.law('frequencies', given.frequencies, lattice);
    const spec = { kind: 'oscillators', dimension, size, coupling, pinning, frequencies: law } as const;
    const parts = ['model.coupling', 'model.pinning', 'model.frequencies', 'model.dimension', 'epsilon'];
    if (draft.sound(...parts)) checkConfined(draft, spec, epsilon);
    return spec;
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
    coupling: coupling.potential,
    pinning: pinning.potential,
    frequencies: { ...law },
  }),
  title: ({ kind, dimension, size, coupling, pinning }) => {
    const potentials = `V = ${coupling.text}${!exertsForce(pinning.potential) ? '' : `, U = ${pinning.text}`}`;
    return `κ(ε) of ${kind}, d = ${String(dimension)}, N = ${String(size)}, ${potentials}`;
  },
  undressed: ({ coupling, pinning }) =>
    isPolynomial(coupling.potential) && isPolynomial(pinning.potential)
      ? null
      : `above 0 for a ${isPolynomial(coupling.potential) ? 'pinning' : 'coupling'} that is no polynomial: the hierarchy needs polynomials`,
  lattice: ({ dimension, size }) => torus(dimension, size),
  frequencies: ({ model, seed }, realisation) =>
    frequencies(model.frequencies, torus(model.dimension, model.size), seed, realisation),
  random: (model) => isRandom(model.frequencies),
  functions: ({ dressing }) => dressing,
  form,
  plan: (study, point) => {
    const first = form(study, point.epsilon, 0);
    const steps = kernelSteps(study, point, first, target(study, point, first));
    const length = Math.ceil(study.time / steps.step);
    const sampling =
      study.sampling === 'auto'
        ? dressedSampling(study, schemes[study.scheme], steps.sampling, length)
        : study.sampling;
    const dressed = { ...steps, sampling };
    const cutoff =
      study.dressing === 0
        ? null
        : study.cutoff === 'auto'
          ? chosenCutoff(study, point, dressed, first.rotations)
          : study.cutoff;
    return { ...dressed, cutoff };
  },
  trial: (study, point) => {
    const first = form(study, point.epsilon, 0);
    return kernelTrial(study, point, first, target(study, point, first));
  },
  simulation: (setup) => {
    const { study, unit, point, plan } = setup;
    const own = form(study, point.epsilon, unit.realisation);
    let scale = 1;
    const functions = dressingOrders(study, own.lattice, own.rotations, plan.cutoff ?? 0).map((f) => {
      scale *= point.epsilon;
      return dressingFunction(f, scale);
    });
    return new KernelSimulation(setup, own, functions);
  },
  pace: (study) => {
    const { model } = study;
    const [from, to] = lawRecord(model.frequencies).support(model.frequencies);
    const lattice = torus(model.dimension, model.size);
    const terms = termCounts(study);
    const [onBonds, onSites] = [model.coupling, model.pinning].map((f) => furtherOperations(f.potential));
    const operations = model.dimension * (onBonds as number) + (onSites as number);
    const base = kernelPace(
      study,
      {
        lattice,
        rotations: new Float64Array(),
        typical: new Float64Array(),
        coupling: model.coupling.potential,
        pinning: model.pinning.potential,
        strength: 1,
      },
      (point) => usualStep(study, shareOf(model, point, 1 / (from * to)), to),
      (from + to) / 2,
    );
    return {
      ...base,
      rate: NOMINAL_RATE / (DIMENSION_FACTOR ** (model.dimension - 1) + OPERATION * operations),
      sampling: (h) =>
        dressedSampling(study, schemes[study.scheme], base.sampling(h), Math.ceil(study.time / h)),
      evaluation: evaluationKicks(terms),
      tableBytes: tableBytes(terms, lattice),
      dressingBytes: dressingBytes(terms, lattice.bonds),
    };
  },
  hierarchy: oscillatorsHierarchy,
  verdicts: ({ model, epsilon }) => {
    const { frequencies: law, dimension } = model;
    const V = model.coupling.potential;
    const U = model.pinning.potential;
    return verdictsOf(epsilon, (value) => [
      confinement(V, U, value, law, dimension),
      ...hypotheses(V, U, value, law),
    ]);
  },
  advice: (study) => [...boundedDensity(study.model.frequencies), ...plateauAdvice(study), ...scaling(study)],
};
