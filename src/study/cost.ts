import { tapers } from '../estimate/window.js';
import { channelCount } from '../kernel/channels.js';
import { forceExponents, layout } from '../kernel/layout.js';
import { pyramidLength, scales, windowLength } from '../kernel/pyramid.js';
import { schemes } from '../kernel/scheme.js';
import { torus } from '../lattice/torus.js';
import { dressedSampling, dressingBytes, evaluationKicks, termCounts } from './dressing.js';
import { windowsKept } from './plan.js';
import type { Study } from './study.js';
import { frequencyRange, points, unitReplicas, usualStep } from './units.js';

/** What a study will take. */
export interface Cost {
  readonly units: number;
  /** Sites of single replicas advanced by one A and one B stage, the sampling of the Gibbs measure included. */
  readonly siteKicks: number;
  /** On one core. */
  readonly coreSeconds: number;
  /** Memory of one worker while it does a unit, in bytes. */
  readonly workerBytes: number;
  /** Memory of the main thread, which holds all results for the estimates, in bytes. */
  readonly mainBytes: number;
  /** What makes the units many. */
  readonly crowd: 'replicas' | 'realisations';
  /** All results together, in bytes. */
  readonly diskBytes: number;
}

/** What a study is to run on. */
export interface Machine {
  readonly workers: number;
  /** Bytes. */
  readonly memory: number;
}

/** Site-kicks per second of one core, d = 1: a nominal rate, which laptops of the 2020s reach. */
const NOMINAL_RATE = 4e8;
/** In d ≥ 2 the transfers of d bonds a site are kept: the rate falls by this factor for each further dimension. */
const DIMENSION_FACTOR = 1.6;
/** The mean duration of a trajectory of the sampler, and the distance of samples, in units of 1/ω̄. */
const TRAJECTORY = 1.571;
const SAMPLE = 4.5;
/** Memory of a thread before it does anything: the program and its compiled kernel. */
const THREAD_BYTES = 80e6;
/** A file of a unit beside its windows. */
const UNIT_BYTES = 8192;
const DAY = 86400;
/** More than this is a mistake, not a plan. */
const LONGEST_DAYS = 30;

/** The predicted cost; a step or a sampling interval that is still to be chosen is taken at its usual value. */
export function cost(study: Study): Cost {
  const { model, replicas, realisations, time, sampling, sampler } = study;
  const lattice = torus(model.dimension, model.size);
  const scheme = schemes[study.scheme];
  const lanes = unitReplicas(study);
  const [from, to] = frequencyRange(study);
  const mean = (from + to) / 2;
  const all = points(study);
  // The harmonic mean over points, so that numbers of steps add up.
  const h = all.length / all.reduce((sum, point) => sum + 1 / usualStep(study, point), 0);
  const undressed = Math.max(1, Math.round(SAMPLE / mean / h));
  const interval =
    study.dressing > 0 && sampling === 'auto'
      ? h * dressedSampling(study, scheme, undressed, Math.ceil(time / h))
      : sampling === 'auto'
        ? SAMPLE / mean
        : sampling * h;
  const runs = study.epsilon.length * study.temperature.length * realisations;
  const units = runs * Math.ceil(replicas / lanes);
  const duration = time + (sampler.trajectories * TRAJECTORY) / mean;
  const siteKicks = runs * replicas * lattice.sites * scheme.kicks.length * Math.ceil(duration / h);
  const rate = NOMINAL_RATE / DIMENSION_FACTOR ** (lattice.dimension - 1);

  const samples = Math.max(1, Math.ceil(time / interval));
  const terms = termCounts(study);
  const evaluations = runs * replicas * samples * lattice.bonds * evaluationKicks(terms);
  const levels = scales(samples, windowsKept(lattice.bonds));
  const windows = levels.reduce((sum, { starts }) => sum + starts.length, 0);
  const families = tapers(study.windows, windowLength).length;
  const elements = channelCount(study.dressing) * lattice.bonds;
  const resultBytes = 4 * lanes * windows * families * elements + 9 * lanes * sampler.trajectories;
  const { bytes } = layout({
    lattice,
    scheme,
    coupling: forceExponents(model.coupling.polynomial),
    pinning: forceExponents(model.pinning.polynomial),
    lanes: lanes,
    extra: pyramidLength(levels.length, elements, lanes),
  });
  return {
    units,
    siteKicks,
    coreSeconds: siteKicks / rate + evaluations / NOMINAL_RATE,
    // Twice: a checkpoint is a copy, and is encoded as a whole.
    workerBytes: THREAD_BYTES + 2 * bytes + 3 * resultBytes + dressingBytes(terms, lattice.bonds),
    mainBytes: THREAD_BYTES + units * resultBytes,
    crowd: realisations > replicas ? 'realisations' : 'replicas',
    diskBytes: units * (resultBytes + UNIT_BYTES),
  };
}

/** Why a study is beyond a machine: the key to blame and the rule that it breaks. */
export interface Excess {
  readonly path: readonly string[];
  readonly rule: string;
}

/** All the memory that a study needs with so many workers, in bytes. */
export function memoryNeed(need: Cost, workers: number): number {
  return need.mainBytes + need.workerBytes * Math.min(workers, need.units);
}

/** Null where the machine can do the study. A need of time can be insisted on, one of memory cannot. */
export function excess(need: Cost, machine: Machine): { memory: Excess | null; time: Excess | null } {
  const bytes = memoryNeed(need, machine.workers);
  const days = need.coreSeconds / Math.min(machine.workers, need.units) / DAY;
  const workers = `${String(machine.workers)} ${machine.workers === 1 ? 'worker' : 'workers'}`;
  // A lattice that one worker holds with ease is not too large: its results are too many.
  const culprit = need.workerBytes < machine.memory / 8 ? [need.crowd] : ['model', 'size'];
  const few = `${gigabytes(bytes)} of memory with ${workers}, beyond the ${gigabytes(machine.memory)} here`;
  const long = `about ${roughly(days)} days with ${workers}, beyond ${String(LONGEST_DAYS)}`;
  return {
    memory: bytes > machine.memory ? { path: culprit, rule: `needs ${few}` } : null,
    time: days > LONGEST_DAYS ? { path: ['time'], rule: `needs ${long}` } : null,
  };
}

function gigabytes(bytes: number): string {
  return `${roughly(bytes / 1e9)} GB`;
}

/** Two digits are as many as a prediction deserves. */
function roughly(value: number): string {
  return value >= 1e6 ? value.toExponential(1) : String(Number(value.toPrecision(2)));
}
