import { exp, log } from '../../math/elementary.js';
import { halfCount, mean, studentFactor } from '../../math/statistics.js';
import { boundErrors, curveErrors, logSlope, scatter, type CurveScale, type TimeSlope } from './curve.js';
import type { KappaKind } from '../kappa.js';

/** What a curve says. */
export interface CurveVerdict {
  readonly kind: KappaKind;
  /**
   * `flat`: a plateau. Otherwise why not: the last octaves fall or rise; the estimate or its slope is not
   * known well enough; fewer than four scales with enough windows; fewer than five replicas; one or two
   * replicas carry half of the sum; or replicas failed, and those that are left are the cold ones.
   */
  readonly reason:
    'flat' | 'falling' | 'rising' | 'imprecise' | 'short' | 'few replicas' | 'hanging' | 'failed';
  readonly time: number;
  /** The mean over replicas at `time`: for an upper bound not yet raised by its errors. */
  readonly estimate: number;
  /** One standard error of `estimate`, from whole replicas; for a value also what the plateau's slope still moves it by at the last scale. */
  readonly error: number;
  /** The number that an upper bound at `time` shows (`raised`). */
  readonly bound: number;
  /** d ln κ / d ln t over the scales that were judged; null with fewer than four. */
  readonly slope: TimeSlope | null;
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
 * Whether one or two replicas (three of 24 or more) carry half of the sum: its error bar would then mean
 * little.
 */
function hangs(values: Float64Array): boolean {
  return halfCount(values) <= (values.length < 24 ? 2 : 3);
}

/**
 * Errors (`boundErrors`) by which a bound is raised. With two standard errors 3 to 8 % of the bounds lay below κ where 2.3 % are promised:
 * κ goes as a high power of the energy, so that a mean that is low has an error that is low as well. The number was chosen on
 * families of rings, where at most 3 % were then too low; src/bench/honesty.ts measures it on others (docs/estimators.md).
 */
export const RAISED_BY = 2.5;

/**
 * The number that an upper bound shows, estimate·exp(2.5·error/estimate): 2.5 errors of the logarithm
 * above the estimate. (A mean of few squares is skewed: when it is low its error bar is small too.)
 */
export function raised(estimate: number, error: number): number {
  return estimate * exp((RAISED_BY * error) / estimate);
}

/** The scale with the lowest bound of those that no longer one exceeds; the longer of two equal ones. */
function lowestBound(
  scales: readonly CurveScale[],
  boundAt: (scale: CurveScale) => number,
): CurveScale | undefined {
  let lowest: { scale: CurveScale; bound: number } | undefined;
  let later = 0;
  for (const scale of scales.toReversed()) {
    const bound = boundAt(scale);
    if (bound >= later && bound < (lowest?.bound ?? Infinity)) lowest = { scale, bound };
    later = Math.max(later, mean(scale.values));
  }
  return lowest?.scale;
}

/** The scale with the smallest relative error, the shortest of equal ones. */
function bestKnown(scales: readonly CurveScale[], relativeError: (scale: CurveScale) => number): CurveScale {
  return scales.reduce((best, scale) => (relativeError(scale) < relativeError(best) ? scale : best));
}

/** Flat: the slope agrees with 0 within two errors and is known well enough to exclude a slow fall. */
function isFlat(slope: TimeSlope): boolean {
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
 *    least one longer scale agrees with it; its error, at most 0.3 of it, is √(σ² + (slope·ln(top/t)·κ)²), where σ comes from the replicas and the
 *    other part is what the slope of the plateau still moves κ(t) by at the top;
 * 4. no longer scale, however imprecise, differs from it by more than two errors of the paired difference;
 * 5. no one or two replicas carry half of the sum (no three of 24 or more).
 *
 * Otherwise it is an upper bound: of the scales with at least 4 windows of each replica, 16 in all, the one whose estimate
 * raised by its errors (`raised`) is lowest, of those that no longer such scale exceeds with its mean, however imprecise; the shortest of all
 * where there is no such scale. (Where a single replica carries a scale, its error is as large as the estimate, and raised
 * by two of them it is 7.4 times higher: a longer scale may still bound lower than a shorter one that is known better. What is exceeded
 * later is no bound: a resonance slower than a window hides from it.)
 *
 * @param wanted `bound`: the upper bound also where the curve is a value
 */
export function plateau(curve: readonly CurveScale[], wanted: 'value' | 'bound' = 'value'): CurveVerdict {
  const filled = curve.filter(({ values }) => values.length > 0 && mean(values) > 0);
  const errors = new Map(curveErrors(filled).map((error, k) => [filled[k], error]));
  const errorAt = (scale: CurveScale): number => errors.get(scale) as number;
  const bounds = new Map(
    boundErrors(filled).map((error, k) => {
      const scale = filled[k] as CurveScale;
      return [scale, raised(mean(scale.values), error)];
    }),
  );
  const boundAt = (scale: CurveScale): number => bounds.get(scale) as number;
  const relativeError = (scale: CurveScale): number => errorAt(scale) / mean(scale.values);
  const [shortest] = filled;
  if (shortest === undefined) throw new RangeError('invalid curve; not at least one scale with transfer: 0');
  const enough = filled.filter(
    ({ values, samples }) =>
      samples >= FEWEST_OWN_WINDOWS - ROUNDING && values.length * samples >= FEWEST_WINDOWS,
  );
  const usable = enough.filter((scale) => relativeError(scale) <= USABLE);
  const top = usable.at(-1) ?? enough.at(-1) ?? shortest;
  const bound = lowestBound(enough, boundAt) ?? shortest;
  const read = (
    scale: CurveScale,
    kind: CurveVerdict['kind'],
    reason: CurveVerdict['reason'],
    slope: CurveVerdict['slope'],
  ): CurveVerdict => ({
    kind,
    reason,
    time: scale.time,
    estimate: mean(scale.values),
    error: errorAt(scale),
    bound: boundAt(scale),
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
  const flat = logSlope(judged.slice(start));
  const valueError = (scale: CurveScale): number => {
    const toTop = log((judged.at(-1) as CurveScale).time / scale.time);
    return Math.sqrt(errorAt(scale) ** 2 + (flat.value * toTop * mean(scale.values)) ** 2);
  };
  const reading = bestKnown(judged.slice(start + 2, -1), (scale) => valueError(scale) / mean(scale.values));
  if (!usable.includes(reading) || valueError(reading) > USABLE * mean(reading.values)) {
    return read(bound, 'upper bound', 'imprecise', flat);
  }
  for (const longer of enough.slice(enough.indexOf(top) + 1)) {
    const { stratified } = longer;
    const apart = longer.values.map((x, r) => x - (reading.values[r] as number));
    const error = Math.sqrt(scatter(apart, apart, stratified) / apart.length);
    if (Math.abs(mean(apart)) > 2 * studentFactor(apart.length) * error) {
      return read(bound, 'upper bound', mean(apart) < 0 ? 'falling' : 'rising', flat);
    }
  }
  if (wanted === 'bound') return read(bound, 'upper bound', 'flat', flat);
  return hangs(reading.values)
    ? read(bound, 'upper bound', 'hanging', flat)
    : { ...read(reading, 'value', 'flat', flat), error: valueError(reading) };
}
