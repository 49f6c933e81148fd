import { exp, log } from '../math/elementary.js';

/** κ at one ε, with a standard error. */
export interface FitPoint {
  readonly epsilon: number;
  readonly kappa: number;
  readonly error: number;
}

/** A law with two parameters, fitted to ln κ. */
export interface Fit {
  readonly law: 'power' | 'log-cubed';
  /** (A, m) of A ε^m, or (B, C) of exp(−B |ln(Cε)|³). */
  readonly parameters: readonly [number, number];
  /** Σ ((ln κ − ln fit)/σ)², σ the relative error. */
  readonly chiSquare: number;
  /** Degrees of freedom: number of points minus 2. */
  readonly freedom: number;
  /** (ln κ − ln fit)/σ of every point. */
  readonly residuals: readonly number[];
  value(epsilon: number): number;
}

/**
 * Smaller relative errors are replaced by this one: the uncertainty left by few realisations at finite N and by the
 * choice of a plateau. An estimate, not a measurement.
 */
const LEAST_ERROR = 0.02;

const sigma = ({ kappa, error }: FitPoint): number => Math.max(LEAST_ERROR, error / kappa);

/** A ε^m: least squares of ln κ = ln A + m ln ε with weights 1/σ². @throws RangeError with fewer than two points */
export function powerFit(points: readonly FitPoint[]): Fit {
  if (points.length < 2) throw new RangeError(`invalid points; not at least two: ${String(points.length)}`);
  const w = points.map((point) => 1 / sigma(point) ** 2);
  const x = points.map(({ epsilon }) => log(epsilon));
  const y = points.map(({ kappa }) => log(kappa));
  const total = w.reduce((a, b) => a + b, 0);
  const centre = (z: readonly number[]): number =>
    z.reduce((sum, value, i) => sum + value * (w[i] as number), 0) / total;
  const [x0, y0] = [centre(x), centre(y)];
  let [xx, xy] = [0, 0];
  x.forEach((value, i) => {
    xx += (w[i] as number) * (value - x0) ** 2;
    xy += (w[i] as number) * (value - x0) * ((y[i] as number) - y0);
  });
  const m = xy / xx;
  return judged('power', [exp(y0 - m * x0), m], points, (epsilon) => y0 + m * (log(epsilon) - x0));
}

/**
 * exp(−B |ln(Cε)|³), Cε < 1 for every point, the law predicted in reference [3] of the paper for a comparable system. B
 * enters linearly; C is found by golden section on s = ln C after a scan over −ln ε_max − s = 10^{−3} … 10^{2}, to a
 * relative accuracy of 10⁻⁸ of that distance.
 *
 * @throws RangeError with fewer than two points, or if some κ is not below 1
 */
export function logCubedFit(points: readonly FitPoint[]): Fit {
  if (points.length < 2) throw new RangeError(`invalid points; not at least two: ${String(points.length)}`);
  const wrong = points.find(({ kappa }) => !(kappa < 1));
  if (wrong !== undefined) throw new RangeError(`invalid kappa; not below 1: ${String(wrong.kappa)}`);
  const top = points.reduce((largest, { epsilon }) => Math.max(largest, log(epsilon)), -Infinity);
  const of = (logDistance: number): { b: number; s: number; chi: number } => {
    const s = -top - exp(logDistance);
    let [gg, gy, yy] = [0, 0, 0];
    for (const point of points) {
      const w = 1 / sigma(point) ** 2;
      const g = cube(Math.abs(log(point.epsilon) + s));
      const y = log(point.kappa);
      gg += w * g * g;
      gy += w * g * y;
      yy += w * y * y;
    }
    return { b: -gy / gg, s, chi: yy - (gy * gy) / gg };
  };
  const grid = Array.from({ length: 116 }, (_, i) => -6.9 + 0.1 * i);
  const best = grid.reduce((a, b) => (of(b).chi < of(a).chi ? b : a));
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [best - 0.1, best + 0.1];
  while (high - low > 1e-8) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (of(a).chi < of(b).chi) high = b;
    else low = a;
  }
  const { b, s } = of((low + high) / 2);
  return judged('log-cubed', [b, exp(s)], points, (epsilon) => -b * cube(Math.abs(log(epsilon) + s)));
}

function cube(x: number): number {
  return x * x * x;
}

function judged(
  law: Fit['law'],
  parameters: readonly [number, number],
  points: readonly FitPoint[],
  logValue: (epsilon: number) => number,
): Fit {
  const residuals = points.map((point) => (log(point.kappa) - logValue(point.epsilon)) / sigma(point));
  return {
    law,
    parameters,
    chiSquare: residuals.reduce((sum, r) => sum + r * r, 0),
    freedom: points.length - 2,
    residuals,
    value: (epsilon) => exp(logValue(epsilon)),
  };
}

/** χ² by which one fit must be better than the other to be preferred: odds of e^{4.5}, about 90 to 1. */
const DECISIVE = 9;
/** χ² per degree of freedom beyond which a fit is called bad. */
const BAD = 4;

export type FitVerdict = 'power' | 'log-cubed' | 'neither' | 'undecided';

/**
 * Which of two laws with the same number of parameters the values prefer, if any; `neither` if the better fit is bad as
 * well.
 */
export function fitVerdict(power: Fit, logCubed: Fit): FitVerdict {
  if (power.freedom < 1) return 'undecided';
  const better = power.chiSquare < logCubed.chiSquare ? power : logCubed;
  if (better.chiSquare > BAD * better.freedom) return 'neither';
  return Math.abs(power.chiSquare - logCubed.chiSquare) >= DECISIVE ? better.law : 'undecided';
}
