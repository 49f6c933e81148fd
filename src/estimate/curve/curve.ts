import { log } from '../../math/elementary.js';
import {
  covariance,
  mean,
  neighbourCovariance,
  standardError,
  studentFactor,
} from '../../math/statistics.js';

/** κ(t) at one time scale, replica by replica. */
export interface CurveScale {
  readonly time: number;
  /** One κ_standard per replica, in the same order at every scale. */
  readonly values: Float64Array;
  /** The number of squares averaged in each replica's value. */
  readonly samples: number;
  /** Whether the replicas are stratified by energy and sorted by it; otherwise they are independent. */
  readonly stratified?: boolean;
}

/** d ln κ/d ln t and its standard error. */
export interface TimeSlope {
  readonly value: number;
  readonly error: number;
}

/**
 * The least error of stratified replicas, as a fraction of the standard error of independent ones. Differences of
 * neighbours alone are too small if bursts are rare: of 208 values on harmonic rings with flips, 11, 7 and 9 % (for 8,
 * 16 and 32 replicas) lay beyond two errors without this floor, 11, 4 and 3 % with it. src/bench/honesty.ts measures
 * values with the floor.
 */
const LEAST_SHARE = 0.7;

/**
 * For the error by which a bound is raised the fraction is larger by 4/(R − 1) with R replicas: 1.27, 0.97 and 0.83 for
 * R = 8, 16 and 32. A few replicas that missed the hot ones are low both in their mean and in the scatter of
 * neighbours. Chosen together with `RAISED_BY` (plateau.ts).
 */
const SHARE_OF_FEW = 4;

/**
 * The covariance of two replica means times the number of replicas: for independent replicas the sample covariance, for
 * stratified ones the covariance from differences of neighbours in energy (`neighbourCovariance`).
 */
export function scatter(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
  stratified: boolean | undefined,
): number {
  return stratified ? neighbourCovariance(left, right) : covariance(left, right);
}

/**
 * One standard error of the mean over replicas: the standard error of whole replicas, widened by Student's t, and at
 * least κ√(2/n), the error of n Gaussian squares. The floor matters for few windows: a low mean then comes with a low
 * scatter, and the error bar of a chance minimum would be too small. A single replica has the floor alone. For
 * stratified replicas the scatter is that of neighbours in energy, and at least 0.7 of that of independent replicas. In
 * the unit of κ.
 */
export function replicaError(scale: Omit<CurveScale, 'time'>): number {
  return errorOfShare(scale, LEAST_SHARE);
}

/**
 * @param share the least error as a fraction of the standard error of independent replicas
 */
function errorOfShare({ values, samples, stratified }: Omit<CurveScale, 'time'>, share: number): number {
  const floor = mean(values) * Math.sqrt(2 / (samples * values.length));
  if (values.length < 2) return floor;
  const independent = standardError(values);
  const own = stratified ? Math.sqrt(neighbourCovariance(values, values) / values.length) : independent;
  return Math.max(floor, studentFactor(values.length) * Math.max(share * independent, own));
}

/**
 * The standard error at every scale of a curve. A relative error is never below those of the two previous scales, which
 * have more windows of the same replicas: the last scales of a run have few windows, and a mean that is low by chance
 * also has a low scatter.
 */
export function curveErrors(curve: readonly CurveScale[]): number[] {
  return heldErrors(curve, replicaError);
}

/** The errors by which bounds are raised: those of `curveErrors` with the larger fraction for few replicas. */
export function boundErrors(curve: readonly CurveScale[]): number[] {
  return heldErrors(curve, (scale) =>
    errorOfShare(scale, LEAST_SHARE + SHARE_OF_FEW / Math.max(1, scale.values.length - 1)),
  );
}

function heldErrors(curve: readonly CurveScale[], errorOf: (scale: CurveScale) => number): number[] {
  const relative = curve.map((scale) => errorOf(scale) / mean(scale.values));
  return curve.map(({ values }, k) => mean(values) * Math.max(...relative.slice(Math.max(0, k - 2), k + 1)));
}

/**
 * d ln κ/d ln t over the scales by least squares with weights 1/Var(ln κ). Its standard error takes the covariance of
 * scales on the same replicas into account: slope = Σ_l c_l ln κ_l, variance Σ c_l c_m Cov(κ_l, κ_m)/(R κ_l κ_m).
 */
export function logSlope(scales: readonly CurveScale[]): TimeSlope {
  const means = scales.map(({ values }) => mean(values));
  const variances = scales.map(
    ({ values, stratified }) => scatter(values, values, stratified) / values.length,
  );
  const weights = variances.map((variance, l) => 1 / Math.max(variance / (means[l] as number) ** 2, 1e-12));
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
      const together = scatter(left.values, right.values, left.stratified);
      const relative = together / ((means[l] as number) * (means[m] as number));
      variance += ((c[l] as number) * (c[m] as number) * relative) / replicas;
    });
  });
  return { value, error: studentFactor(replicas) * Math.sqrt(Math.max(variance, 0)) };
}
