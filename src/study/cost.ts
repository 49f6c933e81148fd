import type { WindowKind } from '../estimate/record.js';
import { schemes } from '../kernel/scheme.js';
import { lawRecord } from '../lattice/disorder.js';
import { torus } from '../lattice/torus.js';
import type { Study } from './study.js';

/** What a study will take. */
export interface Cost {
  readonly units: number;
  /** Sites of single replicas advanced by one A and one B stage, the sampling of the Gibbs measure included. */
  readonly siteKicks: number;
  /** On one core. */
  readonly coreSeconds: number;
  /** Memory of one worker while it does a unit, in bytes. */
  readonly workerBytes: number;
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
/** The step that pilot runs choose at small ε, in units of 1/ω₊. */
const NOMINAL_STEP = 0.8;
/** The mean duration of a trajectory of the sampler, and the mean distance of samples, in units of 1/ω̄. */
const TRAJECTORY = 1.571;
const SAMPLE = 4.5;
/** Replicas of a unit: the lanes of a kernel. */
const LANES = 4;
/** Samples that a window of one time scale sees, and the increments between them. */
const RING = 17;
const WINDOW = 16;
/** Values that the windows of one time scale hold for each taper, and how many windows that may be. */
const WINDOW_BUDGET = 65536;
const WINDOWS = { fewest: 16, most: 64 };
const TAPERS: Readonly<Record<WindowKind, number>> = { rectangular: 1, hann: 1, prolate: 3 };
/** Memory of a worker before it does anything: Node, the program, its compiled kernel. */
const WORKER_BYTES = 80e6;
const DAY = 86400;
/** More than this is a mistake, not a plan. */
const LONGEST_DAYS = 30;

/** The predicted cost; a step or a sampling interval that is still to be chosen is taken at its usual value. */
export function cost(study: Study): Cost {
  const { model, replicas, realisations, time, step, sampling, windows, sampler } = study;
  const { sites, bonds, dimension } = torus(model.dimension, model.size);
  const scheme = schemes[study.scheme];
  const [from, to] = lawRecord(model.frequencies).support(model.frequencies);
  const mean = (from + to) / 2;
  const kicks = scheme.kicks.length;
  const h = step === 'auto' ? NOMINAL_STEP / to : step;
  const interval = sampling === 'auto' ? SAMPLE / mean : sampling * h;
  const runs = study.epsilon.length * study.temperature.length * realisations;
  const units = runs * Math.ceil(replicas / LANES);
  const duration = time + (sampler.trajectories * TRAJECTORY) / mean;
  const siteKicks = runs * replicas * sites * kicks * Math.ceil(duration / h);
  const rate = NOMINAL_RATE / DIMENSION_FACTOR ** (dimension - 1);

  const samples = Math.max(1, Math.ceil(time / interval));
  const levels = samples > WINDOW ? Math.floor(Math.log2(samples / WINDOW)) + 1 : 0;
  const kept = Math.max(WINDOWS.fewest, Math.min(WINDOWS.most, Math.floor(WINDOW_BUDGET / bonds)));
  const tapers = windows.reduce((sum, kind) => sum + TAPERS[kind], 0);
  const windowBytes = 4 * LANES * levels * kept * tapers * bonds;
  const stateBytes = 8 * LANES * (2 * sites + 2 * bonds + levels * RING * bonds);
  const tableBytes = 24 * sites * (Math.ceil((kicks + 1) / 2) + 1);
  const planeBytes = dimension > 1 ? 8 * LANES * (sites + bonds) + 8 * dimension * sites : 0;
  // A checkpoint is made as a copy of the state and of the windows.
  const workerBytes = WORKER_BYTES + 2 * (stateBytes + windowBytes) + tableBytes + planeBytes;
  return {
    units,
    siteKicks,
    coreSeconds: siteKicks / rate,
    workerBytes,
    diskBytes: units * windowBytes + 4096 * units,
  };
}

/** Why a study is beyond a machine: the key to blame and the rule that it breaks. */
export interface Excess {
  readonly path: readonly string[];
  readonly rule: string;
}

/** Null where the machine can do the study. A need of time can be insisted on, one of memory cannot. */
export function excess(need: Cost, machine: Machine): { memory: Excess | null; time: Excess | null } {
  const bytes = need.workerBytes * Math.min(machine.workers, need.units);
  const days = need.coreSeconds / machine.workers / DAY;
  const workers = `${String(machine.workers)} ${machine.workers === 1 ? 'worker' : 'workers'}`;
  const size = ['model', 'size'];
  return {
    memory:
      bytes > machine.memory
        ? {
            path: size,
            rule: `needs ${gigabytes(bytes)} of memory with ${workers}, beyond the ${gigabytes(machine.memory)} here`,
          }
        : null,
    time:
      days > LONGEST_DAYS
        ? {
            path: ['time'],
            rule: `needs about ${roughly(days)} days with ${workers}, beyond ${String(LONGEST_DAYS)}`,
          }
        : null,
  };
}

function gigabytes(bytes: number): string {
  return `${roughly(bytes / 1e9)} GB`;
}

/** Two digits are as many as a prediction deserves. */
function roughly(value: number): string {
  return value >= 1e6 ? value.toExponential(1) : String(Number(value.toPrecision(2)));
}
