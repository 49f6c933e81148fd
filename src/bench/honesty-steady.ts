import { steadyEstimate } from '../estimate/steady/steady.js';
import type { SteadyRecord } from '../estimate/steady/means.js';
import { mean, standardError } from '../math/statistics.js';
import { landauerCurrent } from '../harmonic/landauer.js';
import { unitFrames } from '../simulate/frames.js';
import { kindOf } from '../models/models.js';
import { studyFrom } from '../plan/file/schema.js';
import { steadyRecord } from '../result/steady-record.js';
import type { Measurement } from './measurement.js';

const REPLICAS = [5, 8, 16, 32] as const;
const MOST = 32;
const SIZES = Array.from({ length: 13 }, (_, i) => 4 + i);
const EPSILONS = [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5];
const TIMES = [100, 300, 1000, 3000];
/** Every size with every ε but for one in a hundred; a seed is a realisation of its own at each time. */
const SEEDS = Array.from({ length: 120 }, (_, k) => k + 1);
const BATHS = { left: 2, right: 1, friction: 1 };

interface Run {
  readonly record: SteadyRecord;
  readonly exact: number;
}

/** A harmonic chain of random frequencies between two baths, and Landauer's J of the very realisation. */
function run(seed: number, time: number): Run {
  const size = SIZES[seed % SIZES.length] as number;
  const epsilon = EPSILONS[seed % EPSILONS.length] as number;
  const study = studyFrom(
    `model: {size: ${String(size)}, coupling: r^2/2, frequencies: {law: uniform, from: 1, to: 2}}
baths: {left: ${String(BATHS.left)}, right: ${String(BATHS.right)}, friction: ${String(BATHS.friction)}}
epsilon: ${String(epsilon)}
replicas: ${String(MOST)}
time: ${String(time)}
seed: ${String(1000 * TIMES.indexOf(time) + seed)}
sampler: {trajectories: 20}
`,
    'bench.yaml',
  );
  const frequencies = Float64Array.from(kindOf(study.model).frequencies(study, 0));
  return {
    record: steadyRecord([...unitFrames(study).values()]),
    exact: landauerCurrent({ frequencies, stiffness: epsilon, ...BATHS }).value,
  };
}

interface Judged {
  readonly value: boolean;
  readonly flow: number;
  readonly exact: number;
  readonly deviation: number;
}

/** The estimate that a study of the first so many replicas of a run ends in. */
function judged({ record, exact }: Run, replicas: number): Judged {
  const some: SteadyRecord = {
    times: record.times,
    heats: record.heats.slice(0, replicas),
    transfers: record.transfers.slice(0, replicas),
    temperatures: record.temperatures.slice(0, replicas),
  };
  const found = steadyEstimate([some], BATHS);
  if (found === null) throw new RangeError('invalid benchmark; no estimate: 0');
  const { value: flow, error } = found.flow;
  return { value: found.kind === 'value', flow, exact, deviation: (flow - exact) / error };
}

function summary(values: readonly Judged[]): { rms: number; beyond: number; lean: number } {
  const deviations = values.map(({ deviation }) => deviation);
  return {
    rms: Math.sqrt(mean(deviations.map((z) => z * z))),
    beyond: deviations.filter((z) => Math.abs(z) > 2).length / deviations.length,
    lean: mean(deviations),
  };
}

const percent = (share: number): string => (100 * share).toFixed(1);

function measurements(replicas: number, byTime: readonly (readonly Judged[])[]): Measurement[] {
  const all = byTime.flat();
  const values = all.filter(({ value }) => value);
  const { rms, beyond, lean } = summary(values);
  const each = (of: (some: ReturnType<typeof summary>) => string): string =>
    byTime
      .map((some, i) => `${of(summary(some.filter(({ value }) => value)))} (time ${String(TIMES[i])})`)
      .join(', ');
  const exact = mean(values.map((one) => one.exact));
  const excess = values.map((one) => (one.flow - one.exact) / exact);
  const name = `honesty.steady.${String(replicas)}`;
  return [
    {
      name: `${name}.rms`,
      value: rms,
      unit: 'errors',
      note: `(J − exact)/error of ${String(values.length)} values from ${String(all.length)} chains, ${String(replicas)} replicas; ${each((some) => some.rms.toFixed(2))}`,
    },
    {
      name: `${name}.beyond`,
      value: 100 * beyond,
      unit: '%',
      note: `of them beyond two errors; ${each((some) => percent(some.beyond))}`,
    },
    {
      name: `${name}.lean`,
      value: lean,
      unit: 'errors',
      note: `mean of (J − exact)/error of the values; ${each((some) => some.lean.toFixed(2))}`,
    },
    {
      name: `${name}.bias`,
      value: 100 * mean(excess),
      unit: '%',
      note: `mean of J − exact over the mean of exact, values; known to ${percent(standardError(excess))} %`,
    },
    {
      name: `${name}.all`,
      value: summary(all).rms,
      unit: 'errors',
      note: `root mean square over all ${String(all.length)} chains, open ones included: ${percent(summary(all).beyond)} % beyond two, mean ${summary(all).lean.toFixed(2)}`,
    },
  ];
}

/** Whether steady states keep what their errors promise: random harmonic chains against Landauer's J, by number of replicas. */
export function steadyHonestyMeasurements(): Measurement[] {
  const runs = TIMES.map((time) => SEEDS.map((seed) => run(seed, time)));
  return REPLICAS.flatMap((replicas) =>
    measurements(
      replicas,
      runs.map((some) => some.map((one) => judged(one, replicas))),
    ),
  );
}
