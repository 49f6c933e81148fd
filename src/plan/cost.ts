import { tapers } from '../estimate/window.js';
import { poolLength } from '../gibbs/pool.js';
import { MEAN_FACTOR } from '../gibbs/sampler.js';
import { channelCount, sampleLength } from '../kernel/channels.js';
import { MOST_BYTES } from '../kernel/memory.js';
import { pyramidLength, scales, windowLength } from '../kernel/pyramid.js';
import { NOMINAL_RATE } from '../splitting/plan.js';
import { kindOf } from '../models/models.js';
import { windowsKept } from './point-plan.js';
import { points } from '../study/point.js';
import { PIECE_BYTES, seriesWidth } from './series-plan.js';
import { longestStep, steadyBlocks } from './steady.js';
import type { Study } from '../study/study.js';
import { unitReplicas } from './units.js';

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
  /** What the report takes of the main thread's memory when all units are done, in bytes. */
  readonly reportBytes: number;
  /** The largest pieces of memory that must be one: the compiled kernel of a unit, and a checkpoint or result of it, in bytes. */
  readonly pieces: { readonly kernel: number; readonly file: number };
  /** The key to blame where a unit is too large. */
  readonly weight: readonly string[];
  /** What makes the units many. */
  readonly crowd: 'replicas' | 'realisations';
  /** All results and series together, in bytes. */
  readonly diskBytes: number;
  /** The series of all units, of which none is held in memory, and of one unit, in bytes; 0 where none is recorded. */
  readonly series: { readonly all: number; readonly unit: number };
}

/** What a study is to run on. */
export interface Machine {
  readonly workers: number;
  /** Processes that share the units, each with so many workers; 1 if left out. */
  readonly shares?: number;
  /** Bytes. */
  readonly memory: number;
}

/** The mean duration of a trajectory of the sampler, in units of 1/ω̄; as long as that takes in steps of the dynamics. */
const TRAJECTORY = 1.571 * MEAN_FACTOR;
/** Memory of a thread before it does anything: the program and its compiled kernel. */
const THREAD_BYTES = 80e6;
/** The page and the pictures of a report: 0.13 to 0.33 GB were seen for 1 to 1000 points, whose figures hold no more than 500 panels of each series. */
const REPORT_BYTES = 150e6;
const PANEL_BYTES = 0.5e6;
const MOST_PANELS = 500;
/** The results of a point, without what stands for every site. */
const POINT_BYTES = 20e3;
/** A file of a unit beside its windows. */
const UNIT_BYTES = 8192;
/** What a pair of Gaussians for the baths costs, in kicks. */
const GAUSSIAN_KICKS = 120;
const DAY = 86400;
/** More steps than numbers can count. */
const MOST_STEPS = Number.MAX_SAFE_INTEGER;
/** More than this is a mistake, not a plan. */
const LONGEST_DAYS = 30;

/** The predicted cost; a step or a sampling interval that is still to be chosen is taken at its usual value. */
export function cost(study: Study): Cost {
  const { model, replicas, realisations, time, sampling, sampler } = study;
  const kind = kindOf(model);
  const pace = kind.pace(study);
  const { sites, bonds } = kind.lattice(model);
  const lanes = unitReplicas(study);
  const all = points(study);
  // The harmonic mean over points, so that numbers of steps add up.
  const usual = all.length / all.reduce((sum, point) => sum + 1 / pace.step(point), 0);
  const h = study.baths && study.step === 'auto' ? Math.min(usual, longestStep(study.baths)) : usual;
  const interval = h * (sampling === 'auto' ? pace.sampling(h) : sampling);
  const runs = study.epsilon.length * study.temperature.length * realisations;
  const units = runs * Math.ceil(replicas / lanes);
  const duration = time + (sampler.trajectories * TRAJECTORY) / pace.frequency;
  const siteKicks = runs * replicas * sites * pace.kicks * Math.ceil(duration / h);

  const counted = duration / h < MOST_STEPS && time / interval < MOST_STEPS;
  const samples = counted ? Math.max(1, Math.ceil(time / interval)) : 1;
  const evaluations = study.baths ? 0 : runs * replicas * samples * bonds * pace.evaluation;
  const gaussians = study.baths ? runs * replicas * Math.ceil(time / h) : 0;
  const { record } = study;
  const row = record ? 8 * seriesWidth(study, record) : 0;
  const seriesUnit = record ? lanes * row * Math.floor(samples / record.every) : 0;
  const levels = scales(samples, windowsKept(bonds));
  const windows = levels.reduce((sum, { starts }) => sum + starts.length, 0);
  const families = tapers(study.windows, windowLength).length;
  const elements = channelCount(kind.functions(study)) * bonds;
  const recorded = study.baths
    ? 8 * lanes * steadyBlocks(samples) * (sites + bonds + 1)
    : 4 * lanes * windows * families * elements;
  const resultBytes = recorded + 9 * lanes * sampler.trajectories;
  const observers = study.baths ? 0 : pyramidLength(levels.length, elements, lanes);
  const channels = study.baths ? 0 : sampleLength(kind.functions(study), bonds, lanes);
  const tables = study.baths ? 0 : pace.tableBytes;
  const bytes = pace.kernelBytes(lanes, observers + channels + Math.ceil(tables / 8));
  // Positions, momenta or spins, transfers, the sites' energies at the beginning, and the pyramid's ring.
  const state = 8 * lanes * (4 * sites + bonds) + 8 * observers;
  const seriesAll = (seriesUnit / lanes) * runs * replicas;
  const piece = Math.min(seriesUnit, Math.max(PIECE_BYTES, lanes * row));
  const panels = Math.min(all.length, MOST_PANELS);
  // A state has two numbers a site, spins three.
  const pool = study.baths ? 0 : 8 * poolLength(3 * sites, lanes, sampler.trajectories);
  return {
    units,
    siteKicks,
    coreSeconds: counted
      ? siteKicks / pace.rate + (evaluations + GAUSSIAN_KICKS * gaussians) / NOMINAL_RATE
      : Infinity,
    // Twice: a checkpoint is a copy, and is encoded as a whole.
    workerBytes: THREAD_BYTES + 2 * bytes + 2 * pool + 3 * (resultBytes + piece) + pace.dressingBytes,
    mainBytes: THREAD_BYTES + units * resultBytes + all.length * (POINT_BYTES + 8 * realisations * sites),
    reportBytes: REPORT_BYTES + PANEL_BYTES * panels,
    pieces: { kernel: bytes, file: state + pool + resultBytes + piece },
    // An order whose coefficients outweigh all the rest is what makes the lattice too large.
    weight: 2 * (tables + pace.dressingBytes) > bytes + pace.dressingBytes ? ['dressing'] : ['model', 'size'],
    crowd: realisations > replicas ? 'realisations' : 'replicas',
    diskBytes: units * (resultBytes + UNIT_BYTES) + seriesAll,
    series: { all: seriesAll, unit: seriesUnit },
  };
}

/** Why a study is beyond a machine: the key to blame and the rule that it breaks. */
export interface Excess {
  readonly path: readonly string[];
  readonly rule: string;
}

/**
 * All the memory that a study needs with so many workers, in bytes: the report is made when they are gone. A process that does a share of the units holds
 * the results of no others.
 */
export function memoryNeed(need: Cost, workers: number, shares = 1): number {
  const work = need.workerBytes * Math.min(workers, need.units);
  if (shares > 1) return THREAD_BYTES + (need.mainBytes - THREAD_BYTES) / shares + work;
  return need.mainBytes + Math.max(work, need.reportBytes);
}

/** What no machine can do: more steps than numbers can count, or a piece of memory beyond what WebAssembly and arrays can address. */
function beyond({ pieces, weight, coreSeconds, series }: Cost): Excess | null {
  if (coreSeconds === Infinity)
    return { path: ['time'], rule: 'needs more steps than numbers can count, beyond 9e15' };
  const limit = `beyond the ${gigabytes(MOST_BYTES)} that`;
  if (pieces.kernel > MOST_BYTES) {
    const rule = `needs ${gigabytes(pieces.kernel)} of memory for one kernel, ${limit} WebAssembly can address`;
    return { path: weight, rule };
  }
  if (series.unit > MOST_BYTES) {
    const rule = `needs ${gigabytes(series.unit)} for the series of one unit, ${limit} one can hold; take a larger every`;
    return { path: ['record'], rule };
  }
  if (pieces.file <= MOST_BYTES) return null;
  return {
    path: weight,
    rule: `needs ${gigabytes(pieces.file)} of memory for one checkpoint, ${limit} one can hold`,
  };
}

/** Null where the machine can do the study. A need of time can be insisted on, one of memory cannot. */
export function excess(need: Cost, machine: Machine): { memory: Excess | null; time: Excess | null } {
  const { shares = 1 } = machine;
  const bytes = memoryNeed(need, machine.workers, shares);
  const days = need.coreSeconds / Math.min(machine.workers * shares, need.units) / DAY;
  const each = shares === 1 ? '' : ` in each of ${String(shares)} shares`;
  const workers = `${String(machine.workers)} ${machine.workers === 1 ? 'worker' : 'workers'}${each}`;
  // A lattice that one worker holds with ease is not too large: its results are too many.
  const culprit = need.workerBytes < machine.memory / 8 ? [need.crowd] : need.weight;
  const few = `${gigabytes(bytes)} of memory with ${workers}, beyond the ${gigabytes(machine.memory)} here`;
  const long = `about ${roughly(days)} days with ${workers}, beyond ${String(LONGEST_DAYS)}`;
  return {
    memory: beyond(need) ?? (bytes > machine.memory ? { path: culprit, rule: `needs ${few}` } : null),
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
