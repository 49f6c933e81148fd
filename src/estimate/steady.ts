import { halfCount, mean, standardError, studentFactor } from '../math/statistics.js';
import type { KappaKind, RealisationKappa } from './kappa.js';

/**
 * What was seen of the replicas of one realisation between two baths, at the ends of B blocks of time: numbers that grow with time,
 * counted from its beginning.
 */
export interface SteadyRecord {
  /** The time at the end of each block. */
  readonly times: Float64Array;
  /** The energy that the left and the right bath gave, of each replica: [block][end]. */
  readonly heats: readonly Float64Array[];
  /** The energy that passed along each of N−1 bonds, of each replica: [block][bond]. */
  readonly transfers: readonly Float64Array[];
  /** ∫ m v² dt at each of N sites, of each replica: [block][site]. */
  readonly temperatures: readonly Float64Array[];
}

/** A mean over replicas with one standard error. */
export interface Measured {
  readonly value: number;
  readonly error: number;
}

/** A steady state between two baths. */
export interface SteadyEstimate {
  readonly kind: KappaKind;
  /** J, from left to right: the mean over the bonds; over realisations. */
  readonly flow: Measured;
  /** The same from the left bath, and from the right one. */
  readonly left: Measured;
  readonly right: Measured;
  /** T_x. */
  readonly profile: readonly Measured[];
  /** J through each bond. */
  readonly currents: readonly Measured[];
  /** κ_N = J(N−1)/(T_L − T_R), standard convention; for an upper bound raised by two errors. */
  readonly standard: number;
  readonly error: number;
  readonly disorderError: number | null;
  readonly realisations: readonly RealisationKappa[];
  readonly halfReplicas: number;
  /** The time that was left out, and the time that was kept. */
  readonly burnIn: number;
  readonly time: number;
  readonly warnings: readonly string[];
  readonly advice: readonly string[];
}

/** Shares of the run that may be left out at its beginning, the smallest that will do. */
const LONGEST_BURN_IN = 1 / 2;
const BURN_INS = [1 / 8, 1 / 4, 3 / 8, LONGEST_BURN_IN];
/** A drift of so many standard errors is not chance (two-sided, 0.3 % for many replicas). */
const SIGNIFICANT = 3;
/** A drift counts where it would move J, or the profile, by more than one standard error or by this share. */
const TOLERABLE = 0.02;
/** J is called a value where it is so many of its errors away from 0. */
const RESOLVED = 3;
const FEWEST_REPLICAS = 5;
/** The parts of a single replica. */
const ALONE = 8;

/** One standard error of a mean of replicas; of a number that stands alone its size, for want of a better one. */
const errorOf = (x: Float64Array): number =>
  x.length < 2 ? Math.abs(mean(x)) : studentFactor(x.length) * standardError(x);
const measured = (x: Float64Array): Measured => ({ value: mean(x), error: errorOf(x) });

/** One replica between two blocks: rates, and mean temperatures. */
interface Mean {
  readonly left: number;
  readonly right: number;
  readonly currents: Float64Array;
  readonly profile: Float64Array;
}

/** @param from the number of blocks left out; @param to the number of the last block plus 1 */
function meanOf(record: SteadyRecord, replica: number, from: number, to: number): Mean {
  const { times, heats, transfers, temperatures } = record;
  const duration = (times[to - 1] as number) - (from === 0 ? 0 : (times[from - 1] as number));
  const rates = (all: readonly Float64Array[]): Float64Array => {
    const numbers = all[replica] as Float64Array;
    const width = numbers.length / times.length;
    return Float64Array.from({ length: width }, (_, i) => {
      const start = from === 0 ? 0 : (numbers[(from - 1) * width + i] as number);
      return ((numbers[(to - 1) * width + i] as number) - start) / duration;
    });
  };
  const [left, right] = rates(heats);
  return {
    left: left as number,
    right: -(right as number),
    currents: rates(transfers),
    profile: rates(temperatures),
  };
}

/** All that one realisation's replicas say of the blocks from … to. */
interface Means {
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly bonds: Float64Array;
  readonly currents: readonly Float64Array[];
  readonly profile: readonly Float64Array[];
}

function meansOf(record: SteadyRecord, from: number, to = record.times.length): Means {
  const replicas = record.heats.map((_, replica) => meanOf(record, replica, from, to));
  // A replica on its own is cut into parts that stand for replicas.
  const parts = replicas.length > 1 ? 1 : Math.min(ALONE, to - from);
  const edge = (part: number): number => from + Math.floor((part * (to - from)) / parts);
  const all =
    parts < 2
      ? replicas
      : Array.from({ length: parts }, (_, part) => meanOf(record, 0, edge(part), edge(part + 1)));
  const column = (of: (one: Mean) => number): Float64Array => Float64Array.from(all, of);
  const [bonds, sites] = [all[0]?.currents.length ?? 0, all[0]?.profile.length ?? 0];
  return {
    left: column((one) => one.left),
    right: column((one) => one.right),
    bonds: column((one) => mean(one.currents)),
    currents: Array.from({ length: bonds }, (_, b) => column((one) => one.currents[b] as number)),
    profile: Array.from({ length: sites }, (_, x) => column((one) => one.profile[x] as number)),
  };
}

/**
 * Why the kept part of one realisation's run is not stationary; null where nothing speaks against it.
 *
 * The energy of the whole chain changes by what the left bath gives and the right one does not take, that of a half by what passes
 * its bond: so three estimates of J (left bath, right bath, mean over bonds) differ by stored energy over time, whatever J scatters. And the
 * profile's mean and tilt, Σ_x T_x (x − x̄), are compared between the halves of the kept part.
 */
function drift(record: SteadyRecord, from: number): string | null {
  const all = meansOf(record, from);
  const difference = (a: Float64Array, b: Float64Array): Float64Array =>
    a.map((value, i) => value - (b[i] as number));
  const scale = Math.max(errorOf(all.bonds), TOLERABLE * Math.abs(mean(all.bonds)));
  const estimates = { 'left bath': all.left, 'right bath': all.right, bonds: all.bonds };
  const pairs = [
    ['left bath', 'right bath'],
    ['left bath', 'bonds'],
    ['right bath', 'bonds'],
  ] as const;
  for (const [one, other] of pairs) {
    const apart = difference(estimates[one], estimates[other]);
    if (Math.abs(mean(apart)) > Math.max(scale, SIGNIFICANT * errorOf(apart))) {
      return `the flow is not stationary: ${one} and ${other} differ by ${mean(apart).toExponential(1)}`;
    }
  }
  const middle = Math.floor((from + record.times.length) / 2);
  if (middle === from) return null;
  const [early, late] = [meansOf(record, from, middle), meansOf(record, middle)];
  const sites = early.profile.length;
  const functional = (weight: (x: number) => number): Float64Array => {
    const sum = (means: Means): Float64Array =>
      means.left.map((_, r) =>
        means.profile.reduce((total, t, x) => total + weight(x) * (t[r] as number), 0),
      );
    return difference(sum(late), sum(early));
  };
  const centre = (sites - 1) / 2;
  const spread = (sites * (sites * sites - 1)) / 12;
  const changes = {
    // The mean temperature, and the difference of the ends on the straight line of least squares.
    mean: functional(() => 1 / sites),
    slope: functional((x) => ((x - centre) * (sites - 1)) / spread),
  };
  const height = Math.abs(mean(all.profile[0] as Float64Array) - mean(all.profile.at(-1) as Float64Array));
  for (const [name, change] of Object.entries(changes)) {
    if (Math.abs(mean(change)) > Math.max(TOLERABLE * height, SIGNIFICANT * errorOf(change))) {
      return `the profile is not stationary: its ${name} still changes, by ${mean(change).toExponential(1)}`;
    }
  }
  return null;
}

/** Means over realisations, each with its own error. */
function averaged(parts: readonly Measured[]): Measured {
  return {
    value: parts.reduce((sum, { value }) => sum + value, 0) / parts.length,
    error: Math.sqrt(parts.reduce((sum, { error }) => sum + error * error, 0)) / parts.length,
  };
}

/**
 * The steady state of the realisations of one point: J is the mean over the bonds, κ_N = J(N−1)/(T_L − T_R); over realisations the
 * flow is averaged, as the flow through that many chains side by side. Errors are those of whole replicas, stretched by Student's factor.
 *
 * As burn-in the smallest of 1/8, 1/4, 3/8 and 1/2 of the run is left out with which nothing drifts (see `drift`). Where all drift, half
 * of the run is kept, with a warning, and κ_N is an UPPER BOUND: energy that is still being stored or released flows beside J, and a profile on its
 * way from a straight line has the arithmetic mean of the bonds' conductances, which exceeds the harmonic one of the steady state. A flow
 * below three of its errors, or fewer than five replicas, give a bound as well: κ_N raised by two errors.
 */
export function steadyEstimate(
  records: readonly SteadyRecord[],
  baths: { readonly left: number; readonly right: number },
): SteadyEstimate | null {
  const first = records[0];
  if (first === undefined) return null;
  const blocks = first.times.length;
  const skipped = BURN_INS.map((share) => Math.floor(share * blocks));
  const calm = skipped.find((from) => records.every((record) => drift(record, from) === null));
  const from = calm ?? Math.floor(LONGEST_BURN_IN * blocks);
  const drifting =
    calm === undefined ? records.map((record) => drift(record, from)).find((d) => d !== null) : null;
  const all = records.map((record) => meansOf(record, from));
  const sites = all[0]?.profile.length ?? 0;
  const factor = (sites - 1) / (baths.left - baths.right);
  const over = (of: (means: Means) => Float64Array): Measured =>
    averaged(all.map((means) => measured(of(means))));
  const flow = over((means) => means.bonds);
  const replicas = records.reduce((sum, { heats }) => sum + heats.length, 0);
  const few = records.some(({ heats }) => heats.length < 2) || replicas < FEWEST_REPLICAS;
  const judged = ({ value, error }: Measured): RealisationKappa => {
    const [standard, spread] = [factor * value, Math.abs(factor) * error];
    const sound = drifting == null && !few && standard > RESOLVED * spread;
    return {
      kind: sound ? 'value' : 'upper bound',
      standard: sound ? standard : Math.max(standard, 0) + 2 * spread,
      error: spread,
    };
  };
  const whole = judged(flow);
  const own = all.map((means) => factor * mean(means.bonds));
  const start = from === 0 ? 0 : (first.times[from - 1] as number);
  return {
    ...whole,
    flow,
    left: over((means) => means.left),
    right: over((means) => means.right),
    profile: Array.from({ length: sites }, (_, x) => over((means) => means.profile[x] as Float64Array)),
    currents: Array.from({ length: sites - 1 }, (_, b) => over((means) => means.currents[b] as Float64Array)),
    disorderError: own.length < 2 ? null : standardError(own),
    realisations: all.map((means) => judged(measured(means.bonds))),
    halfReplicas: Math.min(...all.map((means) => halfCount(means.bonds.map((j) => Math.max(0, factor * j))))),
    burnIn: start,
    time: (first.times[blocks - 1] as number) - start,
    warnings: [
      ...(drifting == null ? [] : [`${drifting}; called a bound, not a value`]),
      ...(few ? ['fewer than five replicas; called a bound, not a value'] : []),
    ],
    advice: hints(first, drifting != null, whole, flow),
  };
}

function hints(
  { times }: SteadyRecord,
  drifting: boolean,
  whole: RealisationKappa,
  flow: Measured,
): string[] {
  const total = times.at(-1) as number;
  if (drifting)
    return [`steady state: take at least time: ${(4 * total).toPrecision(1)}, four times as long`];
  if (whole.kind === 'value' || !Number.isFinite(flow.error)) return [];
  const ratio = Math.max(0.1, Math.abs(flow.value) / flow.error);
  const longer = total * Math.max(2, (2 * RESOLVED) / ratio) ** 2;
  return [`the flow is not resolved: time: ${longer.toPrecision(1)}, or as many more replicas, should do`];
}
