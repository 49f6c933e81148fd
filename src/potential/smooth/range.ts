import { numbers } from '../../math/functions/arithmetic.js';
import { signChanges } from '../extrema.js';
import { derivative, isPolynomial, valueAt, type Polynomial } from '../polynomial.js';
import type { Expression } from './expression.js';
import { functions, type FunctionName } from './functions.js';

/** From the first number to the second; either may be infinite. */
export type Interval = readonly [number, number];

export const LINE: Interval = [-Infinity, Infinity];

/**
 * An interval that holds every value of f on an interval, but for the rounding of its ends: the natural extension, with the exact range of polynomials. It is
 * narrow where the interval is, or where every variable stands in one place.
 */
export function range(f: Expression, x: Interval): Interval {
  if (isPolynomial(f)) return polynomialRange(f, x);
  switch (f.op) {
    case 'sum':
      return f.terms.map((term) => range(term, x)).reduce(([a, b], [c, d]) => [a + c, b + d]);
    case 'product':
      return f.factors.map((factor) => range(factor, x)).reduce(times);
    case 'quotient': {
      const [low, high] = range(f.denominator, x);
      if (low <= 0 && high >= 0) return LINE;
      return times(range(f.numerator, x), [1 / high, 1 / low]);
    }
    case 'power': {
      const base = range(f.base, x);
      const raised = polynomialRange([...new Array<number>(f.exponent).fill(0), 1], base);
      return raised;
    }
    case 'call':
      return functionRange(f.name, range(f.of, x));
  }
}

/** 0·∞ = 0, as of bounds of one factor that vanishes. */
function times([a, b]: Interval, [c, d]: Interval): Interval {
  const ends = [a, b].flatMap((x) => [c, d].map((y) => (x === 0 || y === 0 ? 0 : x * y)));
  return [Math.min(...ends), Math.max(...ends)];
}

const turningPoints = new WeakMap<Polynomial, readonly number[]>();

function polynomialRange(f: Polynomial, [from, to]: Interval): Interval {
  const turns = turningPoints.get(f) ?? signChanges(derivative(f));
  turningPoints.set(f, turns);
  const inside = turns.filter((x) => x > from && x < to).map((x) => valueAt(f, x));
  const values = [limit(f, from), limit(f, to), ...inside];
  return [Math.min(...values), Math.max(...values)];
}

/** f(x), also at ±∞. */
function limit(f: Polynomial, x: number): number {
  if (f.length < 2) return f[0] ?? 0;
  if (Number.isFinite(x)) return valueAt(f, x);
  const leading = f[f.length - 1] as number;
  return leading * (x > 0 || f.length % 2 === 1 ? Infinity : -Infinity);
}

function functionRange(name: FunctionName, [low, high]: Interval): Interval {
  const value = (x: number): number => functions[name](numbers, x);
  switch (name) {
    case 'sqrt':
      return [low > 0 ? value(low) : 0, high === Infinity ? Infinity : value(Math.max(0, high))];
    case 'log':
      return [
        low > 0 ? value(low) : -Infinity,
        high === Infinity ? Infinity : high > 0 ? value(high) : -Infinity,
      ];
    case 'sin':
      return waveRange(low, high, value, 0.25);
    case 'cos':
      return waveRange(low, high, value, 0);
    default:
      return [value(low), value(high)];
  }
}

/** The range of a wave that is 1 at the turns top + 0, 1, 2, … and −1 half a turn later. */
function waveRange(low: number, high: number, value: (x: number) => number, top: number): Interval {
  const [from, to] = [low / (2 * Math.PI), high / (2 * Math.PI)];
  if (!(to - from < 1 && Math.max(-low, high) < 1e6)) return [-1, 1];
  const passes = (turn: number): boolean => Math.ceil(from - turn) <= to - turn;
  const ends = [value(low), value(high)];
  return [passes(top + 0.5) ? -1 : Math.min(...ends), passes(top) ? 1 : Math.max(...ends)];
}
