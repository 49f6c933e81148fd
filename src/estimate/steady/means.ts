import { covariance, mean, twoErrorsFactor } from '../../math/statistics.js';

/**
 * The replicas of one realisation between two baths, recorded at the ends of B blocks of time. All numbers are
 * accumulated from the start of the run; model units (docs/glossary.md).
 */
export interface SteadyRecord {
  /** The time at the end of each block. */
  readonly times: Float64Array;
  /** For each replica the energy given by the left and the right bath, [block][end]. */
  readonly heats: readonly Float64Array[];
  /** For each replica the energy that passed along each of the N−1 bonds, [block][bond]. */
  readonly transfers: readonly Float64Array[];
  /** For each replica ∫ m v² dt at each of the N sites, [block][site]. */
  readonly temperatures: readonly Float64Array[];
}

/** A mean over replicas with one standard error. */
export interface MeanWithError {
  readonly value: number;
  readonly error: number;
}

/** The number of parts into which a single replica is cut. */
const ALONE = 8;

/** Rates and mean temperatures of one replica between two blocks. */
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

/** The means over the blocks from … to, one number for each replica of a realisation. */
export interface Means {
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** The mean over the bonds. */
  readonly bonds: Float64Array;
  readonly currents: readonly Float64Array[];
  readonly profile: readonly Float64Array[];
}

export function meansOf(record: SteadyRecord, from: number, to = record.times.length): Means {
  const replicas = record.heats.map((_, replica) => meanOf(record, replica, from, to));
  // A single replica is cut into parts that serve as replicas.
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
 * The mean over realisations of their means over replicas, x_ir, with one standard error,
 *
 *   v_i = Σ_r (x_ir − x̄_i)²/(n_i(n_i − 1)),  error = √(Σ v_i)/K · factor(ν),  ν = (Σ v_i)²/Σ v_i²/(n_i − 1)
 *
 * (Welch–Satterthwaite), with factor(ν) of `twoErrorsFactor`: two errors cover 95.45 % for any number of replicas. The
 * flows of replicas are close to Gaussian; an error from five of them is merely uncertain itself, by a third. A single
 * number gets its own size as error, for lack of a better one.
 */
export function meanOverRealisations(samples: readonly Float64Array[]): MeanWithError {
  const value = samples.reduce((sum, x) => sum + mean(x), 0) / samples.length;
  if (samples.some((x) => x.length < 2)) return { value, error: Math.abs(value) };
  const variances = samples.map((x) => covariance(x, x) / x.length);
  const sum = variances.reduce((total, v) => total + v, 0);
  const fourth = variances.reduce((total, v, i) => total + (v * v) / ((samples[i]?.length ?? 2) - 1), 0);
  const error = Math.sqrt(sum) / samples.length;
  return { value, error: fourth > 0 ? twoErrorsFactor((sum * sum) / fourth) * error : error };
}
