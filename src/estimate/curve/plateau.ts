import { exp, log } from '../../math/elementary.js';
import { halfCount, mean, studentFactor } from '../../math/statistics.js';
import { boundErrors, curveErrors, logSlope, scatter, type CurveScale, type TimeSlope } from './curve.js';
import type { KappaKind } from '../kappa.js';

/** The verdict on one curve. */
export interface CurveVerdict {
  readonly kind: KappaKind;
  /**
   * `flat`: a plateau. Otherwise the reason why there is none: the last octaves fall or rise; the estimate or its slope
   * is not known well enough; fewer than four scales have enough windows; fewer than five replicas; one or two replicas
   * carry half of the sum (`hanging`); or replicas failed, and the remaining ones are the cold ones.
   */
  readonly reason:
    'flat' | 'falling' | 'rising' | 'imprecise' | 'short' | 'few replicas' | 'hanging' | 'failed';
  readonly time: number;
  /** The mean over replicas at `time`: for an upper bound not yet raised by its errors. */
  readonly estimate: number;
  /**
   * One standard error of `estimate`, from whole replicas; for a value it includes the shift up to the last scale due
   * to the plateau's slope.
   */
  readonly error: number;
  /** The number quoted as upper bound at `time` (`raised`). */
  readonly bound: number;
  /** d ln κ / d ln t over the scales that were judged; null with fewer than four. */
  readonly slope: TimeSlope | null;
  readonly halfReplicas: number;
}

/** Scales with a larger relative error are not used to find a plateau. */
export const USABLE = 0.3;
/** The scales, each twice the one before, that must agree: a plateau spans a factor of 8 in time. */
const PLATEAU_SCALES = 4;
/** With four replicas two always carry half of the sum. */
const FEWEST_REPLICAS = 5;
/** Least number of windows, over all replicas, for an upper bound. */
const FEWEST_WINDOWS = 16;
/**
 * Least number of windows of each replica for any result. At small ε energy moves in rare bursts: the one or two
 * longest windows of a run see too few of them, and a scale without a burst would give a false bound.
 */
const FEWEST_OWN_WINDOWS = 4;
/** The sample numbers of joint replicas are quotients, which may differ from 4 in the last digits. */
const ROUNDING = 1e-9;
/**
 * Largest |slope| plus its error on a plateau. A current that only oscillates has slope −1, the slow tails of the
 * exactly solved trap have −0.2.
 */
const FLATNESS = 0.15;

/**
 * Whether one or two replicas (or three out of 24 or more) carry half of the sum, so that the error bar means little.
 */
function hangs(values: Float64Array): boolean {
  return halfCount(values) <= (values.length < 24 ? 2 : 3);
}

/**
 * Errors (`boundErrors`) by which a bound is raised. With two standard errors, 3 to 8 % of the bounds lay below κ
 * instead of the promised 2.3 %: κ varies as a high power of the energy, so a mean that is too low has an error that is
 * too low as well. 2.5 was chosen on families of rings, where at most 3 % of the bounds were then too low;
 * src/bench/honesty.ts measures it on other rings (docs/estimators.md).
 */
export const RAISED_BY = 2.5;

/**
 * The number quoted as upper bound, estimate·exp(2.5·error/estimate): 2.5 errors of the logarithm above the estimate,
 * because a mean of few squares is skewed: if it is low, its error bar is small too. In the unit of the estimate.
 */
export function raised(estimate: number, error: number): number {
  return estimate * exp((RAISED_BY * error) / estimate);
}

/** The scale with the lowest bound among those that no longer scale exceeds; of two equal ones, the longer. */
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

/** The scale with the smallest relative error; of equal ones, the shortest. */
function bestKnown(scales: readonly CurveScale[], relativeError: (scale: CurveScale) => number): CurveScale {
  return scales.reduce((best, scale) => (relativeError(scale) < relativeError(best) ? scale : best));
}

/** Flat: the slope agrees with 0 within two errors and is known well enough to exclude a slow decay. */
function isFlat(slope: TimeSlope): boolean {
  return Math.abs(slope.value) <= 2 * slope.error && Math.abs(slope.value) + slope.error <= FLATNESS;
}

/**
 * Value or upper bound. A curve gives a value only if the last octaves agree:
 *
 * 1. usable scales have a relative error of at most 0.3; the last of them is the top;
 * 2. the plateau runs from the shortest scale a for which all of [a, top], [a+1, top], …, down to the last four scales
 *    agree with slope 0 within two errors (paired: the same replicas at every scale), and |slope| + error ≤ 0.15 on [a,
 *    top], which excludes the decay 1/t of bounded oscillations by six errors and the slow tails of the exactly solved
 *    trap by one half of their slope;
 * 3. the value is read at the scale with the smallest relative error, two octaves after a or later: over two octaves a
 *    1/t correction falls to a quarter. (Only 64 windows of each replica are kept at a short scale, which may therefore
 *    be known less well than a longer one.) At least one longer scale agrees with it. Its error, at most 0.3 of it, is
 *    √(σ² + (slope·ln(top/t)·κ)²), with σ from the replicas; the second term is the shift of κ(t) up to the top due to
 *    the slope of the plateau;
 * 4. no longer scale, however imprecise, differs from the value by more than two errors of the paired difference;
 * 5. neither one nor two replicas carry half of the sum (nor three out of 24 or more).
 *
 * Otherwise the curve gives an upper bound. Candidates are the scales with at least 4 windows of each replica, and 16
 * in all, that are not exceeded by the mean of a longer such scale, however imprecise: a resonance slower than a window
 * is hidden from it. Of these the bound is the scale whose raised estimate (`raised`) is lowest; without any such
 * scale, the shortest of all. (If a single replica carries a scale, the error equals the estimate, and raising it by
 * two errors multiplies it by 7.4; even then a longer scale may give a lower bound than a shorter one that is better
 * known.)
 *
 * @param wanted `bound`: return the upper bound even if the curve gives a value
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
  // If replicas scatter too much for a value, the slope (paired, so often better known) still gives the reason.
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
