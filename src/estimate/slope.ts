import { log } from '../math/elementary.js';
import type { Kappa } from './kappa.js';

/** κ at one value of ε; null as long as there is none. */
export interface SlopePoint {
  readonly epsilon: number;
  readonly kappa: Pick<Kappa, 'kind' | 'standard' | 'error'> | null;
}

/** d ln κ/d ln ε at one point. */
export interface CouplingSlope {
  readonly kind: 'value' | 'lower bound';
  /** A lower bound is already lowered by its errors and may be quoted as it stands. */
  readonly value: number;
  /**
   * For a value one standard error. For a lower bound the combined effect of one standard error of κ at the stronger
   * coupling and one of the bound: its precision, not to be subtracted again.
   */
  readonly error: number;
}

/** ε and κ of a point with ε, κ > 0. */
interface Known {
  readonly epsilon: number;
  readonly standard: number;
  readonly error: number;
}

/** Standard errors by which a value is lowered in a lower bound of the slope. */
const CAUTION = 2;

/**
 * d ln κ/d ln ε at every point, in the order given.
 *
 * Between values, with x = ln ε and y = ln κ: the derivative of the parabola through three points, Σ c_i y_i, if there
 * are values on both sides; at the ends the slope of the last chord. Errors are propagated as independent, √Σ (c_i
 * δκ_i/κ_i)².
 *
 * Between a value κ₁ ± δκ₁ at ε₁ and an upper bound b at ε₂ < ε₁ the mean slope is at least
 *
 *     (ln κ₁ − 2 δκ₁/κ₁ − ln b)/(ln ε₁ − ln ε₂),
 *
 * assigned to the point at ε₂, with the nearest value above ε₂ as ε₁. b is already raised by the rule for upper bounds.
 * If the logarithms of both were Gaussian and b raised by two errors, the mean slope would lie below this with a
 * probability of less than 2.3 %, because the errors are added linearly. For any laws, the union bound says that it
 * fails at most as often as the bound and the lowered value together. `error` is √((δκ₁/κ₁)² + (δb/b)²)/(ln ε₁ − ln
 * ε₂).
 *
 * An open κ has no slope and is not used for others. Null for it, for points without κ (null or not positive), with ε ≤
 * 0, or without such a neighbour.
 */
export function slopes(points: readonly SlopePoint[]): (CouplingSlope | null)[] {
  const values = points
    .flatMap((point) => known(point, 'value'))
    .sort((a, b) => a.epsilon - b.epsilon)
    .filter((point, i, all) => i === 0 || point.epsilon !== all[i - 1]?.epsilon);
  return points.map((point) => {
    const [bound] = known(point, 'upper bound');
    if (bound !== undefined) return lowerBound(bound, values);
    const i = values.findIndex(({ epsilon }) => epsilon === point.epsilon);
    return i < 0 || known(point, 'value').length === 0 ? null : derivative(values, i);
  });
}

function known({ epsilon, kappa }: SlopePoint, kind: Kappa['kind']): Known[] {
  return kappa?.kind === kind && epsilon > 0 && kappa.standard > 0
    ? [{ epsilon, standard: kappa.standard, error: kappa.error }]
    : [];
}

/** From the values around number i; they are in the order of ε. */
function derivative(values: readonly Known[], i: number): CouplingSlope | null {
  const near = values.slice(Math.max(i - 1, 0), i + 2);
  if (near.length < 2) return null;
  const x = near.map(({ epsilon }) => log(epsilon));
  const here = log((values[i] as Known).epsilon);
  const coefficients = x.map((xi, k) => {
    // The derivative at `here` of the Lagrange polynomial that is 1 at x_k and 0 at the others.
    const others = x.filter((_, l) => l !== k);
    const scale = others.reduce((product, xj) => product * (xi - xj), 1);
    return others.length === 1 ? 1 / scale : others.reduce((sum, xj) => sum + (here - xj), 0) / scale;
  });
  let value = 0;
  let variance = 0;
  near.forEach(({ standard, error }, k) => {
    const c = coefficients[k] as number;
    value += c * log(standard);
    variance += ((c * error) / standard) ** 2;
  });
  return { kind: 'value', value, error: Math.sqrt(variance) };
}

/** From the nearest value at a stronger coupling; values are in the order of ε. */
function lowerBound(bound: Known, values: readonly Known[]): CouplingSlope | null {
  const above = values.find(({ epsilon }) => epsilon > bound.epsilon);
  if (above === undefined) return null;
  const span = log(above.epsilon) - log(bound.epsilon);
  const [relative, own] = [above.error / above.standard, bound.error / bound.standard];
  return {
    kind: 'lower bound',
    value: (log(above.standard) - CAUTION * relative - log(bound.standard)) / span,
    error: Math.sqrt(relative ** 2 + own ** 2) / span,
  };
}
