import { log } from '../math/elementary.js';
import { covariance, halfCount, mean, standardError, studentFactor } from '../math/statistics.js';

/** κ(t) at one time scale, replica by replica. */
export interface CurveScale {
  readonly time: number;
  /** One κ_standard per replica, in the same order at every scale. */
  readonly values: Float64Array;
  /** The number of squares that each replica's value is a mean of. */
  readonly samples: number;
}

/** What a curve says. */
export interface Verdict {
  readonly kind: 'value' | 'upper bound';
  /**
   * `flat`: a plateau. Otherwise why not: the last octaves fall or rise; their slope is not known well enough;
   * fewer than three usable scales; fewer than four replicas; or one or two replicas carry half of the sum.
   */
  readonly reason: 'flat' | 'falling' | 'rising' | 'imprecise' | 'short' | 'few replicas' | 'hanging';
  readonly time: number;
  /** The mean over replicas at `time`: for an upper bound not yet raised by its errors. */
  readonly estimate: number;
  /** One standard error of `estimate`, from whole replicas. */
  readonly error: number;
  /** d ln κ / d ln t over the scales that were judged; null with fewer than three. */
  readonly slope: { readonly value: number; readonly error: number } | null;
  readonly halfReplicas: number;
}

/** Relative error beyond which a scale is not used. */
const USABLE = 0.3;
/** Windows, over all replicas, that an upper bound must rest on. */
const FEWEST_WINDOWS = 16;
/** |slope| + its error on a plateau: a current that sloshes has slope −1, the slow tails of the exactly solved trap −0.2. */
const FLATNESS = 0.15;

/**
 * One standard error of the mean over replicas: Student's stretched standard error of whole replicas. A single
 * replica has only its windows: then the Gaussian error √(2/n) of a mean of n squares, a lower estimate.
 */
export function replicaError({ values, samples }: Pick<CurveScale, 'values' | 'samples'>): number {
  if (values.length < 2) return mean(values) * Math.sqrt(2 / samples);
  return studentFactor(values.length) * standardError(values);
}

/**
 * d ln κ/d ln t over the scales by least squares with weights 1/Var(ln κ), and its standard error from the replicas, scale against
 * scale on the same replicas: slope = Σ_l c_l ln κ_l, variance Σ c_l c_m Cov(κ_l, κ_m)/(R κ_l κ_m).
 */
export function logSlope(scales: readonly CurveScale[]): { value: number; error: number } {
  const means = scales.map(({ values }) => mean(values));
  const weights = scales.map(({ values }, l) => {
    const relative = standardError(values) / (means[l] as number);
    return 1 / Math.max(relative * relative, 1e-12);
  });
  const x = scales.map(({ time }) => log(time));
  const all = weights.reduce((a, b) => a + b, 0);
  const centre = weights.reduce((s, w, l) => s + w * (x[l] as number), 0) / all;
  const spread = weights.reduce((s, w, l) => s + w * ((x[l] as number) - centre) ** 2, 0);
  const c = weights.map((w, l) => (w * ((x[l] as number) - centre)) / spread);
  const value = c.reduce((s, cl, l) => s + cl * log(means[l] as number), 0);
  const replicas = (scales[0] as CurveScale).values.length;
  let variance = 0;
  scales.forEach((left, l) => {
    scales.forEach((right, m) => {
      const relative = covariance(left.values, right.values) / ((means[l] as number) * (means[m] as number));
      variance += ((c[l] as number) * (c[m] as number) * relative) / replicas;
    });
  });
  return { value, error: studentFactor(replicas) * Math.sqrt(Math.max(variance, 0)) };
}

/** Flat: the slope agrees with 0 within two errors and is known well enough to exclude a slow fall. */
function isFlat(slope: { value: number; error: number }): boolean {
  return Math.abs(slope.value) <= 2 * slope.error && Math.abs(slope.value) + slope.error <= FLATNESS;
}

/**
 * Value or upper bound. A curve is a value only where the last octaves agree:
 *
 * 1. usable scales have a relative error of at most 0.3; the last of them is the top;
 * 2. the plateau runs from the shortest scale a for which all of [a, top], [a+1, top], …, down to the last three scales agree with
 *    slope 0 within two errors (paired: the same replicas at every scale), and |slope| + error ≤ 0.15 on [a, top], which excludes the fall
 *    1/t of a bounded sloshing by six errors and the slow tails of section 9's trap by one half of their slope;
 * 3. the value is read one octave after a, which halves what is left of a 1/t approach, and at least one
 *    longer scale agrees with it;
 * 4. no one or two replicas carry half of the sum.
 *
 * Otherwise it is an upper bound, read at the longest usable scale, or if none is usable at the longest one with at least 16 windows.
 */
export function plateau(curve: readonly CurveScale[]): Verdict {
  const filled = curve.filter(({ values }) => values.length > 0 && mean(values) > 0);
  const last = filled.at(-1);
  if (last === undefined) throw new RangeError('invalid curve; not at least one scale with transfer: 0');
  const enough = filled.filter(({ values, samples }) => values.length * samples >= FEWEST_WINDOWS);
  const usable = enough.filter((scale) => replicaError(scale) <= USABLE * mean(scale.values));
  const top = usable.at(-1) ?? enough.at(-1) ?? last;
  const read = (
    scale: CurveScale,
    kind: Verdict['kind'],
    reason: Verdict['reason'],
    slope: Verdict['slope'],
  ): Verdict => ({
    kind,
    reason,
    time: scale.time,
    estimate: mean(scale.values),
    error: replicaError(scale),
    slope,
    halfReplicas: halfCount(scale.values),
  });
  const judged = filled.slice(0, filled.indexOf(top) + 1);
  if (last.values.length < 4) return read(top, 'upper bound', 'few replicas', null);
  if (judged.length < 3 || usable.length === 0) return read(top, 'upper bound', 'short', null);
  let start: number | null = null;
  let slope = logSlope(judged.slice(-3));
  const lastOctaves = slope;
  for (let a = judged.length - 3; a >= 0; a--) {
    const longer = logSlope(judged.slice(a));
    if (Math.abs(longer.value) > 2 * longer.error) break;
    slope = longer;
    if (isFlat(longer)) start = a;
  }
  if (start === null) {
    const reason =
      Math.abs(lastOctaves.value) <= 2 * lastOctaves.error
        ? 'imprecise'
        : lastOctaves.value < 0
          ? 'falling'
          : 'rising';
    return read(top, 'upper bound', reason, slope);
  }
  const reading = judged[start + 1] as CurveScale;
  const flat = logSlope(judged.slice(start));
  return halfCount(reading.values) <= 2
    ? read(top, 'upper bound', 'hanging', flat)
    : read(reading, 'value', 'flat', flat);
}
