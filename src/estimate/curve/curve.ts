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
  /** The number of squares that each replica's value is a mean of. */
  readonly samples: number;
  /** Whether the replicas are stratified by energy, and in its order; otherwise they are independent. */
  readonly stratified?: boolean;
}

/** d ln κ/d ln t and its standard error. */
export interface TimeSlope {
  readonly value: number;
  readonly error: number;
}

/**
 * The least share of the standard error of independent replicas that the error of stratified ones may have. Differences
 * of neighbours alone are too small where bursts are rare: of 208 values on harmonic rings with flips and 8, 16 and 32 replicas 11, 7 and 9 %
 * then lay beyond two errors, with this floor 11, 4 and 3 %. src/bench/honesty.ts measures values with the floor.
 */
const LEAST_SHARE = 0.7;

/**
 * For the error by which a bound is raised the share is larger by 4/(R − 1) with R replicas, 1.27, 0.97 and 0.83 with 8, 16 and 32: a few replicas
 * that missed the hot ones are low in their mean and in the scatter of neighbours alike. Chosen together with `RAISED_BY` (plateau.ts).
 */
const SHARE_OF_FEW = 4;

/**
 * The covariance of two replica means times the number of replicas: the sample covariance of independent replicas; of stratified
 * ones that of differences of neighbours in energy (`neighbourCovariance`).
 */
export function scatter(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
  stratified: boolean | undefined,
): number {
  return stratified ? neighbourCovariance(left, right) : covariance(left, right);
}

/**
 * One standard error of the mean over replicas: Student's stretched standard error of whole replicas, and
 * not less than κ√(2/n), what n Gaussian squares would have. (The floor matters for few windows: there a low
 * mean comes with a low scatter, and the error bar of a chance minimum would be too small.) A single replica
 * has the floor alone. For stratified replicas the scatter is that of neighbours in energy, and at least 0.7 of that of
 * independent replicas.
 */
export function replicaError(scale: Omit<CurveScale, 'time'>): number {
  return errorOfShare(scale, LEAST_SHARE);
}

/**
 * @param share the least share of the standard error of independent replicas
 */
function errorOfShare({ values, samples, stratified }: Omit<CurveScale, 'time'>, share: number): number {
  const floor = mean(values) * Math.sqrt(2 / (samples * values.length));
  if (values.length < 2) return floor;
  const independent = standardError(values);
  const own = stratified ? Math.sqrt(neighbourCovariance(values, values) / values.length) : independent;
  return Math.max(floor, studentFactor(values.length) * Math.max(share * independent, own));
}

/**
 * The standard error at every scale of a curve: a relative error is not below that of the two scales before, which
 * rest on more windows of the same replicas. (The last windows of a run are few, and a mean that is low by chance has a low
 * scatter too.)
 */
export function curveErrors(curve: readonly CurveScale[]): number[] {
  return heldErrors(curve, replicaError);
}

/** The errors of a curve by which bounds are raised: those of `curveErrors` with the larger share of few replicas. */
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
 * d ln κ/d ln t over the scales by least squares with weights 1/Var(ln κ), and its standard error from the
 * replicas, scale against scale on the same replicas: slope = Σ_l c_l ln κ_l, variance Σ c_l c_m Cov(κ_l,
 * κ_m)/(R κ_l κ_m).
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
