import { Invalid } from '../../data/invalid.js';
import { largestErrors } from '../../gibbs/energy-error.js';
import { energyTarget } from '../../gibbs/pilot.js';
import { schemes } from '../../kernel/scheme.js';
import { torus } from '../../lattice/torus.js';
import type { Point } from '../../study/point.js';
import type { KindPlan } from '../simulation.js';
import { RotorKernel } from './kernel/kernel.js';
import { RotorSampler } from './sampler.js';
import { fastestFrequency, swing } from './scales.js';
import type { RotorsStudy } from './spec.js';

/** Sites of a pilot run: what it looks for is a local matter. */
const PILOT_SITES = 512;
const TRAJECTORIES = 24;
const LANES = 4;
/** Random numbers that no replica of a study uses: the group of a point is never a single word. */
const GROUP = 0xffffffff;
/** The distance of samples, in units of 1/ω̄: about 0.7 periods. */
const SAMPLE = 4.5;
/** The last j of the grid of steps. */
const SMALLEST = 56;
const FOURTH_ROOT_OF_HALF = Math.sqrt(Math.SQRT1_2);

/**
 * The longest step times `fastestFrequency`: below 2π, so that no pair of rotors turns as fast as the kicks of successive steps repeat. Such pairs would move energy where
 * the flow itself moves none.
 */
const LONGEST = 4;

/** Steps between samples. */
export function rotorSampling(frequency: number, step: number): number {
  return Math.max(1, Math.round(SAMPLE / frequency / step));
}

/** The step of the sampler's trajectories: a rejection here and there does no harm, and a shorter one is drawn now and then. */
const samplerStep = (
  dimension: number,
  { epsilon, temperature }: Pick<Point, 'epsilon' | 'temperature'>,
): number => 0.6 / swing(dimension, epsilon, temperature);

/** The plan of a point: a pure function of the study and the point. */
export function rotorPlan(study: RotorsStudy, point: Point): KindPlan {
  const { dimension } = study.model;
  const { epsilon, temperature } = point;
  const step = study.step === 'auto' ? energyStep(study, point) : study.step;
  const frequency = swing(dimension, epsilon, temperature);
  const sampling = study.sampling === 'auto' ? rotorSampling(frequency, step) : study.sampling;
  return { step, sampling, samplerStep: Math.min(step, samplerStep(dimension, point)), cutoff: null };
}

/** What a trial says of a point's step, see `ModelKind.trial`. */
export function rotorTrial(study: RotorsStudy, point: Point): readonly number[] {
  if (study.step === 'auto') {
    energyStep(study, point);
    return [];
  }
  const { unit, errors } = energyPilot(study, point);
  return errors(study.step, Math.min(study.time, 120 * unit, 4000 * study.step), Infinity);
}

/**
 * The relative energy error that a step may have. The share of the energy in the coupling is εd of a site's T/2; what `energyTarget` makes of it keeps the
 * errors of longer runs, where faster pairs meet, below 10⁻⁶ too.
 */
const target = (dimension: number, { epsilon, temperature }: Point): number =>
  energyTarget((2 * dimension * epsilon) / temperature);

/**
 * The largest step of the grid 4/ω₊·2^{−j/4}, ω₊ of `fastestFrequency`, at which four replicas keep their energy within `target` for a time 120/ω̄.
 *
 * @throws Invalid where none will do
 */
function energyStep(study: RotorsStudy, point: Point): number {
  const { dimension } = study.model;
  const { unit, errors } = energyPilot(study, point);
  const most = target(dimension, point);
  let step = LONGEST / fastestFrequency(dimension, point.epsilon, point.temperature);
  for (let j = 0; j <= SMALLEST; j++, step *= FOURTH_ROOT_OF_HALF) {
    if (errors(step, 120 * unit, most).every((error) => error <= most)) return step;
  }
  throw new Invalid(
    'step',
    'none conserves the energy; is the coupling too strong? epsilon is',
    point.epsilon,
  );
}

/** Four replicas of some sites at samples of the Gibbs measure, from which every step begins anew. */
function energyPilot(
  study: RotorsStudy,
  { epsilon, temperature }: Point,
): {
  /** 1/ω̄. */
  readonly unit: number;
  /** The largest relative energy errors over a time; those so far where one is above `most`. */
  readonly errors: (step: number, time: number, most: number) => readonly number[];
} {
  const { dimension } = study.model;
  let { size } = study.model;
  while (size ** dimension > PILOT_SITES) size -= 1;
  const lattice = torus(dimension, size);
  const kernel = new RotorKernel({ lattice, scheme: schemes[study.scheme], lanes: LANES });
  const options = {
    epsilon,
    temperature,
    step: samplerStep(dimension, { epsilon, temperature }),
    trajectories: TRAJECTORIES,
    atRest: true,
  };
  const sampler = new RotorSampler(kernel, options, { seed: study.seed, group: GROUP, firstReplica: 0 });
  sampler.start();
  while (sampler.length < TRAJECTORIES) sampler.advance();
  const [positions, momenta] = [kernel.positions.slice(), kernel.momenta.slice()];
  const initial = sampler.energies();
  const trajectories = {
    run: (steps: number) => {
      kernel.run(steps);
    },
    errors: () => sampler.energies().map((energy, lane) => Math.abs(energy / (initial[lane] as number) - 1)),
  };
  return {
    unit: 1 / swing(dimension, epsilon, temperature),
    errors: (step, length, most) => {
      kernel.positions.set(positions);
      kernel.momenta.set(momenta);
      kernel.tune(epsilon, step);
      return largestErrors(trajectories, { step, length, most });
    },
  };
}
