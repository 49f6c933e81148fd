import { DressingKernel, dressingLength } from '../kernel/splitting/dressing.js';
import { Kernel } from '../kernel/splitting/kernel.js';
import { schemes } from '../kernel/scheme.js';
import { torus } from '../lattice/torus.js';
import { dressing } from '../proof/hierarchy/dressing.js';
import { hierarchy } from '../proof/hierarchy/hierarchy.js';
import { unitFrames } from '../simulate/frames.js';
import { pointResult } from '../result/outcome.js';
import { pointPlan } from '../plan/point-plan.js';
import type { CurvePoint, PointResult } from '../result/result.js';
import { studyFrom } from '../plan/file/schema.js';
import type { Study } from '../study/study.js';
import type { Benchmark } from './benchmark.js';
import { fastestRun, type Measurement } from './measurement.js';

const coupling = [0, 0, 0, 0, 0.25];
const ORDERS = [0, 1, 2, 3];

/** How fast each order is evaluated for all bonds and four replicas, and how many steps of the dynamics that takes. */
function evaluations(): Measurement[] {
  const lattice = torus(1, 64);
  const frequencies = Float64Array.from({ length: 64 }, (_, x) => 1 + ((x * 0.6180339887) % 1));
  const bonds = Array.from({ length: 64 }, (_, b) => b);
  const { orders } = dressing(hierarchy({ lattice, coupling, pinning: [], frequencies, bonds, order: 3 }), 0);
  const lanes = 4;
  const extra = orders.reduce((sum, f) => sum + dressingLength(f, lanes), bonds.length * lanes);
  const kernel = new Kernel({ lattice, coupling, pinning: [], scheme: schemes.ABA864, lanes, extra });
  kernel.tune(frequencies, 0.01, 0.25);
  kernel.momenta.fill(1);
  const step =
    fastestRun(() => {
      kernel.run(10);
    }, 100) / 10;
  const to = kernel.at.extra;
  let address = to + 8 * bonds.length * lanes;
  return orders.map((f, k) => {
    const compiled = new DressingKernel(kernel, address, f, 1);
    address += 8 * dressingLength(f, lanes);
    const terms = f.coefficients.length;
    const seconds = fastestRun(
      () => {
        compiled.evaluate(to);
      },
      Math.ceil(2e5 / terms),
    );
    return {
      name: `dressing.evaluation.n${String(k + 1)}`,
      value: (terms * lanes) / seconds,
      unit: 'terms/s',
      note: `u of order ${String(k + 1)} of 64 bonds at 4 replicas, ${String(terms / 64)} terms a bond, in ${(1e6 * seconds).toFixed(0)} µs: ${(seconds / step).toFixed(1)} steps of the dynamics`,
    };
  });
}

interface Setting {
  readonly size: number;
  readonly epsilon: number;
  readonly time: number;
  readonly seed: number;
}

function studyAt({ size, epsilon, time, seed }: Setting, order: number, sampling: number | 'auto'): Study {
  return studyFrom(
    `model: {size: ${String(size)}, coupling: r^4/4, frequencies: {law: uniform, from: 1, to: 2}}
temperature: 1
epsilon: ${String(epsilon)}
realisations: 1
replicas: 32
time: ${String(time)}
dressing: ${String(order)}
sampling: ${String(sampling)}
seed: ${String(seed)}
`,
    'bench.yaml',
  );
}

/** The same trajectories, sampled at the same times, with dressings of several orders. */
function dressedTo(orders: readonly number[], setting: Setting): PointResult[] {
  const { sampling } = pointPlan(studyAt(setting, 0, 'auto'), 0);
  return orders.map((order) => {
    const study = studyAt(setting, order, sampling);
    return pointResult(study, 0, unitFrames(study));
  });
}

/** The textbook estimate at the longest time. */
function lastTextbook({ curve }: PointResult): number {
  return curve.findLast(({ textbook }) => textbook !== null)?.textbook ?? NaN;
}

/** κ as reported over the textbook estimate, order by order: the least and each of several realisations. */
function gains(size: number, epsilon: number, seeds: readonly number[]): Measurement[] {
  const time = 2000;
  const all = seeds.map((seed) => dressedTo(ORDERS, { size, epsilon, time, seed }));
  return ORDERS.map((order, i) => {
    const each = all.map((points) => {
      const point = points[i] as PointResult;
      return { gain: lastTextbook(point) / (point.kappa?.standard ?? NaN), point };
    });
    const told = each.map(
      ({ gain, point }) =>
        `${gain.toExponential(1)} (${point.kappa?.kind ?? 'nothing'} read at t = ${(point.kappa?.time ?? NaN).toFixed(0)}${point.cutoff === null ? '' : `, cutoff ${String(point.cutoff)}`})`,
    );
    return {
      name: `dressing.gain.e${String(epsilon)}.N${String(size)}.n${String(order)}`,
      value: Math.min(...each.map(({ gain }) => gain)),
      unit: '1',
      note: `textbook at the longest time over κ as reported, 32 replicas, time ${String(time)}, the least of these realisations: ${told.join('; ')}`,
    };
  });
}

/** How far below the textbook estimate the best one is at the shortest windows there are, at ε = 0.01, order by order. */
function shortening(size: number, seeds: readonly number[]): Measurement[] {
  const all = seeds.map((seed) => dressedTo(ORDERS, { size, epsilon: 0.01, time: 2000, seed }));
  return ORDERS.map((order, i) => {
    const shortest = all.map((points) => {
      const point = (points[i] as PointResult).curve.find(({ best }) => best !== null);
      return { textbook: point?.textbook ?? NaN, best: point?.best ?? NaN, time: point?.time ?? NaN };
    });
    const ratios = shortest.map(({ textbook, best }) => textbook / best);
    return {
      name: `dressing.shortest.N${String(size)}.n${String(order)}`,
      value: Math.min(...ratios),
      unit: '1',
      note: `ε = 0.01, the shortest windows (t = ${shortest.map(({ time }) => time.toFixed(0)).join(', ')}): textbook over best at the same t, the least of ${ratios.map((r) => r.toExponential(1)).join(', ')}`,
    };
  });
}

/** The first time from which on a curve stays below a limit; NaN if it never does. */
function timeBelow(curve: readonly CurvePoint[], of: 'best' | 'textbook', limit: number): number {
  const known = curve.filter((point) => point[of] !== null);
  const next = known[known.findLastIndex((point) => (point[of] ?? Infinity) > limit) + 1];
  return next?.time ?? NaN;
}

/** The time to what the longest windows say within a factor of two, at ε = 0.1: textbook over best, order by order. */
function approaches(): Measurement[] {
  const orders = [0, 1, 2];
  const points = dressedTo(orders, { size: 16, epsilon: 0.1, time: 200_000, seed: 1 });
  return orders.map((order, i) => {
    const { curve } = points[i] as PointResult;
    const last = curve.findLast(({ best, bestError }) => (bestError ?? Infinity) <= 0.35 * (best ?? 0));
    const level = last?.best ?? NaN;
    const [best, textbook] = [timeBelow(curve, 'best', 2 * level), timeBelow(curve, 'textbook', 2 * level)];
    return {
      name: `dressing.approach.e0.1.n${String(order)}`,
      value: textbook / best,
      unit: '1',
      note: `ε = 0.1, N = 16, 32 replicas, time 200000: within a factor of two of ${level.toExponential(1)} ± ${(last?.bestError ?? NaN).toExponential(0)} (at t = ${(last?.time ?? NaN).toFixed(0)}) from t = ${textbook.toFixed(0)} on (textbook) and ${best.toFixed(0)} (best)`,
    };
  });
}

/** Where the textbook estimate has converged (a value, on a plateau) every order must say the same: how far they move κ, and how far they are from the textbook. */
function agreements(epsilon: number, time: number, seeds: readonly number[]): Measurement[] {
  const converged = seeds
    .map((seed) => dressedTo(ORDERS, { size: 16, epsilon, time, seed }))
    .map((points) =>
      points.flatMap(({ kappa, textbook }) =>
        kappa && textbook?.kind === 'value' ? [{ kappa, textbook }] : [],
      ),
    )
    .filter((points) => points.length === ORDERS.length);
  const moved = converged.map(([plain, ...dressed]) =>
    dressed.map(({ kappa }) => (kappa.standard - (plain?.kappa.standard ?? NaN)) / kappa.error),
  );
  const apart = converged.map((points) =>
    points.map(
      ({ kappa, textbook }) => (kappa.standard - textbook.standard) / Math.hypot(kappa.error, textbook.error),
    ),
  );
  const measured = (name: string, all: readonly (readonly number[])[], what: string): Measurement => ({
    name: `dressing.${name}.e${String(epsilon)}`,
    value: all.length === 0 ? null : Math.max(...all.flat().map(Math.abs)),
    unit: 'errors',
    note: `the largest of ${what}; N = 16, 32 replicas, time ${String(time)}, ${String(all.length)} of ${String(seeds.length)} realisations with a textbook value: ${all.map((each) => each.map((z) => z.toFixed(2)).join(', ')).join('; ')}`,
  });
  return [
    measured('moved', moved, 'κ of orders 1, 2, 3 less κ of order 0, in errors of the former'),
    measured('agreement', apart, 'κ of orders 0, 1, 2, 3 less the textbook’s, in errors of both together'),
  ];
}

export const dressingBenchmarks: readonly Benchmark[] = [
  { names: ['dressing.evaluation'], measure: evaluations },
  ...[0.1, 0.03, 0.01, 0.003].map((epsilon) => ({
    names: [`dressing.gain.e${String(epsilon)}`],
    measure: () => [...gains(16, epsilon, [1, 2, 3]), ...gains(64, epsilon, [1, 2])],
  })),
  {
    names: ['dressing.moved', 'dressing.agreement'],
    measure: () => [...agreements(0.5, 40_000, [1, 2, 3, 4, 5, 6]), ...agreements(0.2, 100_000, [1, 2, 3])],
  },
  { names: ['dressing.shortest'], measure: () => shortening(16, [1, 2, 3]) },
  { names: ['dressing.approach'], measure: approaches },
];
