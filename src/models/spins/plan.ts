import { dressedInterval } from '../../dressing/interval.js';
import { largestErrors } from '../../gibbs/energy-error.js';
import { energyTarget } from '../../gibbs/pilot.js';
import { SpinSampler } from './sampler.js';
import { spinSchemes, type SpinScheme, type SpinSchemeName } from './kernel/scheme.js';
import { SpinKernel } from './kernel/kernel.js';
import { magnitudes } from './fields.js';
import { torus } from '../../lattice/torus.js';
import { exp, log } from '../../math/elementary.js';
import { Invalid } from '../../data/invalid.js';
import { energyVariance, spinChain, type SpinChain } from './hamiltonian.js';
import { CUTOFFS, DEFAULT_CUTOFF, leastVariance } from '../../dressing/cutoff.js';
import { NOMINAL_RATE } from '../../splitting/plan.js';
import type { Point } from '../../study/point.js';
import type { KindPlan } from '../simulation.js';
import { spinEvaluationKicks, spinFunctions, spinOrders } from './dressing.js';
import { magnitudeRange, spinsOf } from './form.js';
import type { SpinsStudy } from './spec.js';

/** Sites of a pilot run: what it looks for is a local matter. */
const PILOT_SITES = 64;
const PILOT_SWEEPS = 32;
const LANES = 4;
/** Random numbers that no replica of a study uses: the group of a point is never a single word. */
const [STEP_GROUP, CUTOFF_GROUP] = [0xffffffff, 0xfffffffe];

/**
 * h(ω₊ + 2ε) of the even/odd schemes, ω₊ + 2ε the largest local field. Their energy is exact at any step, so that what limits it is what the error of the
 * trajectory does to κ. On rings of 32 at ε = 0.01 and 0.03, fields in all directions, T = ∞ and t = 10⁵, the variance that optimal weights leave was for
 * even-odd-4 at h(ω₊ + 2ε) = 1.6, 1.2, 0.6, 0.3 the same within its scatter at all but the first (4 times as large at ε = 0.01); for even-odd at 0.1 it was that of
 * even-odd-4 at 1.2 and twice the cost, at 0.4 500 times as large; for ABA864 and ABA1064 at 0.6, 500 and 50 times as large at ε = 0.01 and 0.03, as Q
 * drifts against e_x by O(ε³h²) where ω₁ ≠ 0. So even-odd-4 is the default.
 */
const EVEN_ODD_STEPS = { 'even-odd': 0.1, 'even-odd-4': 1.2 } as const;
/**
 * What pilot runs chose for the exchange's splittings at ε from 0.01 to 0.3 and ω₊ = 2, times ω₊, within a factor of two: 0.0012 (ε/ω₊)^{−1.4} and at most
 * 0.7 for ABA864 and ABA1064, whose error is that of the inner composition; 0.012 for the others.
 */
function usualExchangeStep(scheme: SpinSchemeName, ratio: number): number {
  if (scheme !== 'ABA864' && scheme !== 'ABA1064') return 0.012;
  return Math.min(0.7, 0.0012 * exp(-1.4 * log(ratio)));
}

/** The distance of samples, in units of 1/ω̄. */
const SAMPLE = 4.5;

/** Site-stages per second of one core: a nominal rate, against `NOMINAL_RATE` of the oscillators. */
export function spinRate({ parts }: SpinScheme): number {
  return parts === 'even-odd' ? NOMINAL_RATE / 5 : NOMINAL_RATE / 10;
}

/** The step that the study gives, or the one that a prediction counts with. */
export function usualSpinStep(study: SpinsStudy, { epsilon }: Pick<Point, 'epsilon'>): number {
  if (study.step !== 'auto') return study.step;
  const fastest = magnitudeRange(study.model)[1];
  const { scheme } = study;
  if (scheme === 'even-odd' || scheme === 'even-odd-4')
    return EVEN_ODD_STEPS[scheme] / (fastest + 2 * epsilon);
  return usualExchangeStep(scheme, epsilon / fastest) / fastest;
}

/**
 * Steps between samples: about 0.7 periods of the mean precession; with a dressing by `dressedInterval`.
 */
export function spinSampling(study: SpinsStudy, step: number): number {
  const [least, most] = magnitudeRange(study.model);
  const undressed = Math.max(1, Math.round((2 * SAMPLE) / (least + most) / step));
  if (study.dressing === 0) return undressed;
  const scheme = spinSchemes[study.scheme];
  const evaluation = spinEvaluationKicks(study.dressing) / NOMINAL_RATE;
  return dressedInterval(undressed, evaluation, scheme.kicks.length / spinRate(scheme), study.time / step);
}

/** The plan of a point: a pure function of the study and the point. */
export function spinPlan(study: SpinsStudy, point: Point): KindPlan {
  const chain = patch(spinsOf(study, point.epsilon, 0));
  const even = spinSchemes[study.scheme].parts === 'even-odd';
  const step = study.step === 'auto' && !even ? energyStep(study, chain) : usualSpinStep(study, point);
  const sampling = study.sampling === 'auto' ? spinSampling(study, step) : study.sampling;
  const cutoff =
    study.dressing === 0
      ? null
      : study.cutoff === 'auto'
        ? chosenSpinCutoff(study, point, chain, step, sampling)
        : study.cutoff;
  return { step, sampling, samplerStep: step, cutoff };
}

/** The first sites of a chain, as a ring of their own. */
function patch({ lattice, fields, epsilon }: SpinChain): SpinChain {
  const sites = Math.min(lattice.sites, PILOT_SITES);
  return spinChain({ lattice: torus(1, sites), fields: fields.slice(0, 3 * sites), epsilon });
}

const FOURTH_ROOT_OF_HALF = Math.sqrt(Math.SQRT1_2);
/** The last step tried is 1.6·2^{−14}/ω₊. */
const SMALLEST = 56;

/**
 * The largest step of the grid 1.6/ω₊·2^{−j/4} at which four replicas of T = ∞ keep their energy for a time 120/ω₊ within `energyTarget`, relative to its
 * standard deviation at T = ∞. What this target counts as the share of the weak forces is the standard deviation of the exchange over that of the
 * fields, ε/√⟨ω²⟩: the same for fields and exchange in other units of time. Spins have a length, so that no change of T is made good by one of ε.
 *
 * @throws Invalid where none will do
 */
function energyStep(study: SpinsStudy, chain: SpinChain): number {
  const { fastest, errors } = energyPilot(study, chain);
  const target = energyTarget(chain.epsilon / rootMeanSquare(magnitudes(chain.fields)));
  for (let j = 0, step = 1.6 / fastest; j <= SMALLEST; j++, step *= FOURTH_ROOT_OF_HALF) {
    if (errors(step, 120 / fastest, target).every((error) => error <= target)) return step;
  }
  throw new Invalid(
    'step',
    'none conserves the energy; is the exchange too strong? epsilon is',
    chain.epsilon,
  );
}

/** Four replicas of T = ∞, from which every step begins anew. */
function energyPilot(
  study: SpinsStudy,
  chain: SpinChain,
): {
  /** ω₊. */
  readonly fastest: number;
  /** The largest energy errors over a time, relative to the standard deviation; those so far where one is above `most`. */
  readonly errors: (step: number, time: number, most: number) => readonly number[];
} {
  const { lattice, fields, epsilon } = chain;
  const kernel = new SpinKernel({ lattice, scheme: spinSchemes[study.scheme], lanes: LANES });
  kernel.tune(fields, epsilon, 1);
  new SpinSampler(kernel, chain, Infinity, 0, {
    seed: study.seed,
    group: STEP_GROUP,
    firstReplica: 0,
  }).start();
  const spins = kernel.spins.slice();
  const energies = (): number[] => kernel.energies().map(({ field, exchange }) => field + exchange);
  const initial = energies();
  const scale = Math.sqrt(lattice.sites * energyVariance(chain));
  const trajectories = {
    run: (steps: number) => {
      kernel.run(steps);
    },
    errors: () => energies().map((energy, lane) => Math.abs(energy - (initial[lane] as number)) / scale),
  };
  return {
    fastest: magnitudes(fields).reduce((a, b) => Math.max(a, b), 0),
    errors: (step, length, most) => {
      kernel.spins.set(spins);
      kernel.tune(fields, epsilon, step);
      return largestErrors(trajectories, { step, length, most });
    },
  };
}

/** What a trial says of the exchange's splittings, see `ModelKind.trial`; even/odd rotations keep the energy whatever the step. */
export function spinTrial(study: SpinsStudy, { epsilon }: Point): readonly number[] {
  if (spinSchemes[study.scheme].parts === 'even-odd') return [];
  const chain = patch(spinsOf(study, epsilon, 0));
  if (study.step === 'auto') {
    energyStep(study, chain);
    return [];
  }
  const { fastest, errors } = energyPilot(study, chain);
  return errors(study.step, Math.min(study.time, 120 / fastest, 4000 * study.step), Infinity);
}

function rootMeanSquare(values: Float64Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

/** The cutoff of a point's dressing: the one that leaves the least variance (`leastVariance`) on the first sites of the first realisation. */
function chosenSpinCutoff(
  study: SpinsStudy,
  { epsilon, temperature }: Point,
  chain: SpinChain,
  step: number,
  sampling: number,
): number {
  const { lattice, fields } = chain;
  const candidates = CUTOFFS.map((cutoff) => ({
    cutoff,
    orders: spinOrders(chain, study.dressing, cutoff),
  })).filter(({ orders }) => orders.every(({ coefficients }) => coefficients.every(Number.isFinite)));
  const best = leastVariance<SpinKernel>({
    bonds: lattice.bonds,
    lanes: LANES,
    samples: Math.ceil(study.time / (sampling * step)),
    candidates: candidates.map(({ orders }) => spinFunctions(orders, epsilon)),
    kernel: (extra) => {
      const kernel = new SpinKernel({ lattice, scheme: spinSchemes[study.scheme], lanes: LANES, extra });
      kernel.tune(fields, epsilon, step);
      const sweeps = temperature === Infinity ? 0 : PILOT_SWEEPS;
      const names = { seed: study.seed, group: CUTOFF_GROUP, firstReplica: 0 };
      const sampler = new SpinSampler(kernel, chain, temperature, sweeps, names);
      sampler.start();
      while (sampler.length < sweeps) sampler.advance();
      return kernel;
    },
    advance: (kernel) => {
      kernel.run(sampling);
    },
  });
  return best === null ? DEFAULT_CUTOFF : (candidates[best]?.cutoff ?? DEFAULT_CUTOFF);
}
