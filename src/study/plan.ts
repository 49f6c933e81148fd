import { tapers } from '../estimate/window.js';
import type { Taper } from '../estimate/record.js';
import { chosenSteps, samplingInterval, type Steps } from '../gibbs/pilot.js';
import { scales, windowLength, type Scale } from '../kernel/pyramid.js';
import { schemes } from '../kernel/scheme.js';
import { frequencies } from '../lattice/realisation.js';
import { torus } from '../lattice/torus.js';
import { chosenCutoff } from './cutoff.js';
import { dressedSampling } from './dressing.js';
import type { Study } from './study.js';
import { points, type Point } from './units.js';

/** How a point is simulated: the same for all its units. */
export interface PointPlan extends Steps {
  readonly point: Point;
  /** Samples of each replica. */
  readonly samples: number;
  readonly tapers: readonly Taper[];
  /** Time scales of the windows. */
  readonly scales: readonly Scale[];
  /** Number of dyadic times of the textbook estimator. */
  readonly blockLevels: number;
  /** |ω·ξ| below which terms are left out of the dressing; null without one. */
  readonly cutoff: number | null;
}

/** The number of values that the windows of one time scale and replica may hold together, and the bounds on their number. */
const WINDOW_BUDGET = 65536;
const FEWEST_WINDOWS = 16;
const MOST_WINDOWS = 64;

/** Windows kept of each replica and time scale: 64 up to 1024 bonds, fewer for larger lattices, whose current averages by itself. */
export function windowsKept(bonds: number): number {
  return Math.max(FEWEST_WINDOWS, Math.min(MOST_WINDOWS, Math.floor(WINDOW_BUDGET / bonds)));
}

const plans = new WeakMap<Study, Map<number, PointPlan>>();

/**
 * The plan of one point of a study, by a pilot run where the step is not given. A pure function of the study
 * and the point, kept once computed.
 *
 * @throws Invalid where no step conserves the energy
 */
export function pointPlan(study: Study, index: number): PointPlan {
  const known = plans.get(study) ?? new Map<number, PointPlan>();
  plans.set(study, known);
  const plan = known.get(index) ?? newPlan(study, points(study)[index] as Point);
  known.set(index, plan);
  return plan;
}

function newPlan(study: Study, point: Point): PointPlan {
  const { model, seed, scheme } = study;
  const lattice = torus(model.dimension, model.size);
  const omega = frequencies(model.frequencies, lattice, seed, 0);
  const pilot = {
    lattice,
    frequencies: omega,
    coupling: model.coupling.polynomial,
    pinning: model.pinning.polynomial,
    scheme: schemes[scheme],
    epsilon: point.epsilon,
    temperature: point.temperature,
    seed,
  };
  const chosen = study.step === 'auto' ? chosenSteps(pilot) : undefined;
  const step = chosen?.step ?? (study.step as number);
  const undressed = samplingInterval(omega, step);
  const sampling =
    study.sampling === 'auto'
      ? dressedSampling(study, pilot.scheme, undressed, Math.ceil(study.time / step))
      : study.sampling;
  const samples = Math.max(1, Math.ceil(study.time / (sampling * step)));
  const steps = { step, sampling, samplerStep: Math.min(step, chosen?.samplerStep ?? step) };
  return {
    point,
    ...steps,
    samples,
    tapers: tapers(study.windows, windowLength),
    scales: scales(samples, windowsKept(lattice.bonds)),
    blockLevels: 32 - Math.clz32(samples),
    cutoff:
      study.dressing === 0
        ? null
        : study.cutoff === 'auto'
          ? chosenCutoff(study, point, steps, omega)
          : study.cutoff,
  };
}
