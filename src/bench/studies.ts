import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlockSums } from '../kernel/blocks.js';
import { Channels } from '../kernel/channels.js';
import { Kernel } from '../kernel/splitting/kernel.js';
import { Pyramid, pyramidLength } from '../kernel/pyramid.js';
import { schemes } from '../kernel/scheme.js';
import { torus } from '../lattice/torus.js';
import { run } from '../run/run.js';
import { studyPreparation, studyWorkshop } from '../simulate/workshop.js';
import { unitFrames } from '../simulate/frames.js';
import { studyIdentity } from '../plan/identity.js';
import { outcome, pointResult } from '../result/outcome.js';
import { pointPlan } from '../plan/point-plan.js';
import type { CurvePoint, PointResult } from '../result/result.js';
import { studyFrom } from '../plan/file/schema.js';
import type { Study } from '../study/study.js';
import { WATCH_INTERVAL } from '../simulate/transfers.js';
import { units } from '../plan/units.js';
import type { Benchmark } from './benchmark.js';
import { fastestRun, type Measurement } from './measurement.js';

interface Size {
  readonly size: number;
  readonly epsilon: number;
  readonly replicas: number;
  readonly time: number;
}

function studyText({ size, epsilon, replicas, time }: Size): string {
  return `model: {kind: oscillators, dimension: 1, size: ${String(size)}, coupling: r^4/4, pinning: "0", frequencies: {law: uniform, from: 1, to: 2}}
temperature: 1
epsilon: ${String(epsilon)}
realisations: 1
replicas: ${String(replicas)}
time: ${String(time)}
seed: 1
`;
}

/** Seconds that a study takes with a number of workers, from an empty directory. */
async function runSeconds(text: string, workers: number): Promise<number> {
  const study = studyFrom(text, 'bench.yaml');
  const parent = mkdtempSync(join(tmpdir(), 'falloff-bench-'));
  try {
    const start = performance.now();
    await run({
      directory: join(parent, 'run'),
      identity: { ...studyIdentity(study), text, program: 'bench' },
      units: units(study),
      workshop: { url: studyWorkshop, material: studyPreparation({ study, text, file: 'bench.yaml' }) },
      workers,
    });
    return (performance.now() - start) / 1000;
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

/** Half of the speed-up by a second worker: 1 where two workers take half the time. A run of a minute, like the main study's: start-up takes about a second. */
async function workerEfficiency(): Promise<Measurement> {
  const text = studyText({ size: 1000, epsilon: 0.1, replicas: 32, time: 24000 });
  const one = await runSeconds(text, 1);
  const two = await runSeconds(text, 2);
  return {
    name: 'workers.efficiency',
    value: one / two / 2,
    unit: '1',
    note: `time of one worker (${one.toPrecision(3)} s) over twice the time of two, whole runs of 8 units with start-up and files`,
  };
}

/**
 * The share of a study's time that is neither dynamics nor equilibration, each of its parts measured by itself: what is taken at each
 * sample (window pyramid, block sums, checks of the energy) with no step between samples, and the final estimate. (The
 * whole less dynamics and equilibration is a difference of large times, and negative as often as not.)
 */
function estimationShare(): Measurement {
  const study = studyFrom(studyText({ size: 128, epsilon: 0.1, replicas: 32, time: 32000 }), 'bench.yaml');
  const all = units(study);
  const start = process.cpuUsage();
  const frames = unitFrames(study);
  outcome(study, frames);
  const { user, system } = process.cpuUsage(start);
  const whole = (user + system) / 1e6;
  const sampling = fastestRun(sampled(study), 1, 3) * all.length;
  const estimate = fastestRun(() => outcome(study, frames), 1, 2);
  return {
    name: 'estimation.share',
    value: (sampling + estimate) / whole,
    unit: '1',
    note: `d = 1, N = 128, 32 replicas, time 32000 (a point of the main study): ${sampling.toPrecision(2)} s of sampling and ${estimate.toPrecision(2)} s of estimates over ${whole.toPrecision(3)} s of processor time in all`,
  };
}

/** Everything that a unit of oscillators without dressing does at its samples, with no step of the dynamics between them. */
function sampled(study: Study): () => void {
  const { scales, tapers, blockLevels, samples, sampling } = pointPlan(study, 0);
  const lattice = torus(1, study.model.size);
  const lanes = 4;
  const kernel = new Kernel({
    lattice,
    coupling: [0, 0, 0, 0, 0.25],
    pinning: [],
    scheme: schemes.ABA864,
    lanes,
    extra: pyramidLength(scales.length, lattice.bonds, lanes),
  });
  const channels = new Channels(kernel, kernel.at.extra, []);
  return () => {
    const values = tapers.map((taper) => taper.values);
    const pyramid = new Pyramid(kernel, kernel.at.extra, lattice.bonds, values, scales);
    const blocks = new BlockSums(blockLevels, lanes);
    for (let sample = 1; sample <= samples; sample++) {
      kernel.clearSums();
      pyramid.push(channels.sample(sampling));
      blocks.push(kernel.totalTransfers());
      if (sample % WATCH_INTERVAL === 0) kernel.energies();
    }
  };
}

/** Bytes of memory for each site of each replica. */
function memoryMeasurements(): Measurement[] {
  const one = (dimension: number, size: number): Measurement => {
    const lattice = torus(dimension, size);
    const kernel = new Kernel({
      lattice,
      coupling: [0, 0, 0, 0, 0.25],
      pinning: [],
      scheme: schemes.ABA864,
      lanes: 4,
    });
    return {
      name: dimension === 1 ? 'memory.site-replica' : `memory.site-replica.d${String(dimension)}`,
      value: kernel.at.bytes / (lattice.sites * 4),
      unit: 'bytes',
      note: `dynamics with rotation tables and flips, d = ${String(dimension)}; the sampling pyramid adds ${String(8 * 17 * dimension)} bytes for each dyadic time scale`,
    };
  };
  return [one(1, 10_000), one(2, 100), one(3, 22)];
}

/** The time from which on a curve stays within 20 % of κ; a curve that never does is extrapolated: its excess falls as 1/t. */
function settlingTime(curve: readonly CurvePoint[], of: 'best' | 'textbook', kappa: number): number {
  const known = curve.flatMap((point) => {
    const value = point[of];
    return value === null ? [] : [{ time: point.time, excess: value / kappa - 1 }];
  });
  const lastOutside = known.findLastIndex(({ excess }) => Math.abs(excess) > 0.2);
  const next = known[lastOutside + 1];
  if (next) return next.time;
  const last = known.at(-1);
  return last ? (last.time * last.excess) / 0.2 : NaN;
}

/** Time to κ within 20 % at ε = 0.05: the textbook estimator's over the best one's, on the same trajectories. */
function gain(): Measurement {
  const size: Size = { size: 32, epsilon: 0.05, replicas: 32, time: 400_000 };
  const study = studyFrom(studyText(size), 'bench.yaml');
  const point: PointResult = pointResult(study, 0, unitFrames(study));
  const { kappa } = point;
  const setting = 'd = 1, N = 32, V = r^4/4, ε = 0.05, 32 replicas, time 400000';
  const reading = point.curve.find(({ time }) => time === kappa?.time)?.best ?? null;
  if (kappa === null || reading === null) {
    return {
      name: 'gain.time',
      value: null,
      unit: '1',
      note: `${setting}: the best estimator has no reading`,
    };
  }
  const upTo = point.curve.filter(({ time }) => time <= kappa.time);
  const best = settlingTime(upTo, 'best', reading);
  const textbook = settlingTime(upTo, 'textbook', reading);
  const reference =
    kappa.kind === 'value'
      ? 'of κ'
      : `of the reading at t = ${kappa.time.toPrecision(2)}, which is no plateau yet: a bound, not κ`;
  return {
    name: 'gain.time',
    value: textbook / best,
    unit: '1',
    note: `${setting}: ${textbook.toPrecision(2)} over ${best.toPrecision(2)}, the times from which each stays within 20 % ${reference}`,
  };
}

export const studyBenchmarks: readonly Benchmark[] = [
  { names: ['workers.efficiency'], measure: async () => [await workerEfficiency()] },
  { names: ['estimation.share'], measure: () => [estimationShare()] },
  { names: ['memory.site-replica'], measure: memoryMeasurements },
  { names: ['gain.time'], measure: () => [gain()] },
];
