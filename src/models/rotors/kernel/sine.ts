import {
  constant,
  minus,
  plus,
  times,
  uniform,
  type Real,
  type RealVariable,
} from '../../../kernel/program/expression.js';
import { set, type StatementList } from '../../../kernel/program/statement.js';

/** (−1)^j (2π)^{2j+1}/(2j+1)!, j = 0 … 10, each the nearest float64. */
const COEFFICIENTS = [
  6.283185307179586, -41.34170224039976, 81.60524927607506, -76.70585975306139, 42.058693944897655,
  -15.09464257682299, 3.819952584848282, -0.7181223017785006, 0.10422916220813984, -0.012031585942120627,
  0.0011309237482517963,
] as const;

/** 1.5·2⁵²: added and subtracted again it rounds any |x| < 2⁵¹ to the nearest whole number, ties to even. */
const ROUNDING = 6755399441055744;

/** The nearest whole number, ties to even, |x| < 2⁵¹. */
export function nearest(x: number): number {
  return x + ROUNDING - ROUNDING;
}

/** An angle in turns, brought into [−½, ½]: exact. */
export function wrappedTurns(turns: number): number {
  return turns - nearest(turns);
}

/**
 * sin 2πr for |r| ≤ ¼ by its Taylor polynomial of degree 21, whose remainder is below 1.3·10⁻¹⁸; absolute error below 4·10⁻¹⁶.
 */
export function sineOfQuarter(r: number): number {
  const square = r * r;
  let value: number = COEFFICIENTS[10];
  for (let j = 9; j >= 0; j--) value = value * square + (COEFFICIENTS[j] as number);
  return r * value;
}

/**
 * sin 2πd for an angle d in turns, |d| < 2⁵⁰; + − × only. In turns the reduction to |r| ≤ ¼ is exact, where in radians every multiple of π/2
 * would be rounded: d − k, then r = d − k'/2 with k' the whole number nearest to 2d, and sin 2πd = (−1)^{k'} sin 2πr.
 */
export function sineOfTurns(d: number): number {
  const own = wrappedTurns(d);
  const half = nearest(own + own);
  return sineOfQuarter(own - 0.5 * half) * (1 - half * (half + half));
}

const rounding = uniform('round');
const half = uniform('half');
const one = uniform('one');
const coefficients = COEFFICIENTS.map((_, j) => uniform(`s${String(j)}`));

/** Sets the constants that the values below use. */
export const sineConstants: StatementList = [
  set(rounding, constant(ROUNDING)),
  set(half, constant(0.5)),
  set(one, constant(1)),
  coefficients.map((c, j) => set(c, constant(COEFFICIENTS[j] as number))),
];

/** x/2. */
export const halfOf = (x: Real): Real => times(half, x);

const nearestValue = (x: Real): Real => minus(plus(x, rounding), rounding);

/** Sets a variable to an angle in turns, brought into [−½, ½]: `wrappedTurns`. */
export const setWrapped = (to: RealVariable, turns: Real): StatementList => [
  set(to, turns),
  set(to, minus(to, nearestValue(to))),
];

/** A value and what must be done before it is taken. */
interface Prepared {
  readonly setup: StatementList;
  readonly value: Real;
}

/** `sineOfQuarter` of a variable; `square` is overwritten before. */
export function quarterSine(r: RealVariable, square: RealVariable): Prepared {
  const value = coefficients.reduceRight<Real | null>(
    (sum, c) => (sum === null ? c : plus(times(sum, square), c)),
    null,
  ) as Real;
  return { setup: set(square, times(r, r)), value: times(r, value) };
}

/** `sineOfTurns` of a variable, which is overwritten, as are `square` and `k`. */
export function turnsSine(d: RealVariable, square: RealVariable, k: RealVariable): Prepared {
  const { setup, value } = quarterSine(d, square);
  const sign = minus(one, times(k, plus(k, k)));
  return {
    setup: [setWrapped(d, d), set(k, nearestValue(plus(d, d))), set(d, minus(d, halfOf(k))), setup],
    value: times(value, sign),
  };
}
