import { exp, log } from '../math/elementary.js';
import { covariance, halfCount, mean, standardError, studentFactor } from '../math/statistics.js';
import type { KappaKind } from './kappa.js';

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
  readonly kind: KappaKind;
  /**
   * `flat`: a plateau. Otherwise why not: the last octaves fall or rise; the estimate or its slope is not
   * known well enough; fewer than four scales with enough windows; fewer than five replicas; or one or two
   * replicas carry half of the sum.
   */
  readonly reason: 'flat' | 'falling' | 'rising' | 'imprecise' | 'short' | 'few replicas' | 'hanging';
  readonly time: number;
  /** The mean over replicas at `time`: for an upper bound not yet raised by its errors. */
  readonly estimate: number;
  /** One standard error of `estimate`, from whole replicas. */
  readonly error: number;
  /** d ln κ / d ln t over the scales that were judged; null with fewer than four. */
  readonly slope: { readonly value: number; readonly error: number } | null;
  readonly halfReplicas: number;
}

/** Relative error beyond which a scale is not used to judge a plateau. */
export const USABLE = 0.3;
/** The scales, each twice the one before, that must agree: a plateau spans a factor of 8 in time. */
const PLATEAU_SCALES = 4;
/** With four replicas two always carry half of the sum. */
const FEWEST_REPLICAS = 5;
/** Windows, over all replicas, that an upper bound must rest on. */
const FEWEST_WINDOWS = 16;
/**
 * Windows of each replica that any reading must rest on. At small ε energy moves in rare bursts; the one or two
 * longest windows of a run see too little of it, and a scale without a burst would bound what it has not seen.
 */
const FEWEST_OWN_WINDOWS = 4;
/** The samples of joint replicas are quotients, which may be 4 but for their last digits. */
const ROUNDING = 1e-9;
/**
 * |slope| + its error on a plateau: a current that sloshes has slope −1, the slow tails of the exactly
 * solved trap −0.2.
 */
const FLATNESS = 0.15;

/**
 * One standard error of the mean over replicas: Student's stretched standard error of whole replicas, and
 * not less than κ√(2/n), what n Gaussian squares would have. (The floor matters for few windows: there a low
 * mean comes with a low scatter, and the error bar of a chance minimum would be too small.) A single replica
 * has the floor alone.
 */
export function replicaError({ values, samples }: Pick<CurveScale, 'values' | 'samples'>): number {
  const floor = mean(values) * Math.sqrt(2 / (samples * values.length));
  if (values.length < 2) return floor;
  return Math.max(floor, studentFactor(values.length) * standardError(values));
}

/**
 * The standard error at every scale of a curve: a relative error is not below that of the two scales before, which
 * rest on more windows of the same replicas. (The last windows of a run are few, and a mean that is low by chance has a low
 * scatter too.)
 */
export function curveErrors(curve: readonly CurveScale[]): number[] {
  const relative = curve.map((scale) => replicaError(scale) / mean(scale.values));
  return curve.map(({ values }, k) => mean(values) * Math.max(...relative.slice(Math.max(0, k - 2), k + 1)));
}

/**
 * d ln κ/d ln t over the scales by least squares with weights 1/Var(ln κ), and its standard error from the
 * replicas, scale against scale on the same replicas: slope = Σ_l c_l ln κ_l, variance Σ c_l c_m Cov(κ_l,
 * κ_m)/(R κ_l κ_m).
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

/**
 * Whether one or two replicas (three of 24 or more) carry half of the sum: its error bar would then mean
 * little.
 */
function hangs(values: Float64Array): boolean {
  return halfCount(values) <= (values.length < 24 ? 2 : 3);
}

/**
 * The number that an upper bound shows, estimate·exp(2·error/estimate): two standard errors of the logarithm
 * above the estimate, which is at least estimate + 2·error. (A mean of few squares is skewed: when it is low
 * its error bar is small too.)
 */
export function raised({ estimate, error }: Pick<Verdict, 'estimate' | 'error'>): number {
  return estimate * exp((2 * error) / estimate);
}

/** The scale with the lowest raised estimate of those that no longer one exceeds; the longer of two equal ones. */
function lowestBound(
  scales: readonly CurveScale[],
  errorAt: (scale: CurveScale) => number,
): CurveScale | undefined {
  let lowest: { scale: CurveScale; bound: number } | undefined;
  let later = 0;
  for (const scale of scales.toReversed()) {
    const estimate = mean(scale.values);
    const bound = raised({ estimate, error: errorAt(scale) });
    if (bound >= later && bound < (lowest?.bound ?? Infinity)) lowest = { scale, bound };
    later = Math.max(later, estimate);
  }
  return lowest?.scale;
}

/** The scale with the smallest relative error, the shortest of equal ones. */
function bestKnown(scales: readonly CurveScale[], relativeError: (scale: CurveScale) => number): CurveScale {
  return scales.reduce((best, scale) => (relativeError(scale) < relativeError(best) ? scale : best));
}

/** Flat: the slope agrees with 0 within two errors and is known well enough to exclude a slow fall. */
function isFlat(slope: { value: number; error: number }): boolean {
  return Math.abs(slope.value) <= 2 * slope.error && Math.abs(slope.value) + slope.error <= FLATNESS;
}

/**
 * Value or upper bound. A curve is a value only where the last octaves agree:
 *
 * 1. usable scales have a relative error of at most 0.3; the last of them is the top;
 * 2. the plateau runs from the shortest scale a for which all of [a, top], [a+1, top], …, down to the last
 *    four scales agree with slope 0 within two errors (paired: the same replicas at every scale), and
 *    |slope| + error ≤ 0.15 on [a, top], which excludes the fall 1/t of a bounded sloshing by six errors and
 *    the slow tails of section 9's trap by one half of their slope;
 * 3. the value is read two octaves after a or later, where its relative error is smallest: two octaves leave a quarter of what is
 *    left of a 1/t approach (a short scale, of which only 64 windows of each replica are kept, may be known less well than a longer one); at
 *    least one longer scale agrees with it;
 * 4. no longer scale, however imprecise, differs from it by more than two errors of the paired difference;
 * 5. no one or two replicas carry half of the sum (no three of 24 or more).
 *
 * Otherwise it is an upper bound: of the scales with at least 4 windows of each replica, 16 in all, the one whose estimate
 * raised by its errors (`raised`) is lowest, of those that no longer such scale exceeds with its mean, however imprecise; the shortest of all
 * where there is no such scale. (Where a single replica carries a scale, its error is as large as the estimate, and raised
 * by two of them it is 7.4 times higher: a longer scale may still bound lower than a shorter one that is known better. What is exceeded
 * later is no bound: a resonance slower than a window hides from it.)
 */
export function plateau(curve: readonly CurveScale[]): Verdict {
  const filled = curve.filter(({ values }) => values.length > 0 && mean(values) > 0);
  const errors = new Map(curveErrors(filled).map((error, k) => [filled[k], error]));
  const errorAt = (scale: CurveScale): number => errors.get(scale) as number;
  const relativeError = (scale: CurveScale): number => errorAt(scale) / mean(scale.values);
  const [shortest] = filled;
  if (shortest === undefined) throw new RangeError('invalid curve; not at least one scale with transfer: 0');
  const enough = filled.filter(
    ({ values, samples }) =>
      samples >= FEWEST_OWN_WINDOWS - ROUNDING && values.length * samples >= FEWEST_WINDOWS,
  );
  const usable = enough.filter((scale) => relativeError(scale) <= USABLE);
  const top = usable.at(-1) ?? enough.at(-1) ?? shortest;
  const bound = lowestBound(enough, errorAt) ?? shortest;
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
    error: errorAt(scale),
    slope,
    halfReplicas: halfCount(scale.values),
  });
  if (shortest.values.length < FEWEST_REPLICAS) return read(bound, 'upper bound', 'few replicas', null);
  if (enough.length < PLATEAU_SCALES) return read(bound, 'upper bound', 'short', null);
  const precise = enough.slice(0, enough.indexOf(top) + 1);
  // Where replicas scatter too much for a value, the slope (paired, so often better known) still tells why.
  const judged = precise.length < PLATEAU_SCALES ? enough : precise;
  let start: number | null = null;
  let slope = logSlope(judged.slice(-PLATEAU_SCALES));
  const lastOctaves = slope;
  for (let a = judged.length - PLATEAU_SCALES; a >= 0; a--) {
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
    return read(bound, 'upper bound', reason, slope);
  }
  const reading = bestKnown(judged.slice(start + 2, -1), relativeError);
  const flat = logSlope(judged.slice(start));
  if (!usable.includes(reading)) return read(bound, 'upper bound', 'imprecise', flat);
  for (const longer of enough.slice(enough.indexOf(top) + 1)) {
    const apart = longer.values.map((x, r) => x - (reading.values[r] as number));
    if (Math.abs(mean(apart)) > 2 * studentFactor(apart.length) * standardError(apart)) {
      return read(bound, 'upper bound', mean(apart) < 0 ? 'falling' : 'rising', flat);
    }
  }
  return hangs(reading.values)
    ? read(bound, 'upper bound', 'hanging', flat)
    : read(reading, 'value', 'flat', flat);
}
