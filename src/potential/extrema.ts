import { degree, derivative, valueAt, type Polynomial } from './polynomial.js';

/**
 * The points where a polynomial changes its sign, increasing, each to the last bit of what its rounded values allow.
 *
 * Between neighbouring sign changes of f' (found in the same way) f is monotone, so that bisection misses nothing;
 * roots of even multiplicity change no sign and are not listed.
 */
export function signChanges(f: Polynomial): number[] {
  if (degree(f) < 1) return [];
  const turns = signChanges(derivative(f));
  // Cauchy's bound: all roots are within 1 + max |c_k / c_n|.
  const leading = f[f.length - 1] as number;
  const bound = 1 + f.reduce((largest, c) => Math.max(largest, Math.abs(c / leading)), 0);
  const ends = [-bound, ...turns, bound];
  const result: number[] = [];
  for (let i = 1; i < ends.length; i++) {
    const [from, to] = [ends[i - 1] as number, ends[i] as number];
    // Signs, since the product of two values may underflow.
    if (Math.sign(valueAt(f, from)) * Math.sign(valueAt(f, to)) < 0) result.push(rootBetween(f, from, to));
  }
  return result;
}

/** The root of a polynomial with opposite signs at the ends of an interval, by bisection. */
function rootBetween(f: Polynomial, from: number, to: number): number {
  const rising = valueAt(f, from) < 0;
  let [low, high] = [from, to];
  for (;;) {
    const middle = 0.5 * (low + high);
    if (!(middle > low && middle < high)) return middle;
    const value = valueAt(f, middle);
    if (value === 0) return middle;
    if (value < 0 === rising) low = middle;
    else high = middle;
  }
}

/** Where a polynomial is least, and its value there. */
export interface Minimum {
  readonly at: number;
  readonly value: number;
}

/**
 * The least value of a polynomial on the whole line; −∞ where it is not bounded below (then `at` is the end of the line
 * at which it falls). The value is accurate to the rounding of `valueAt` near the minimum.
 */
export function minimum(f: Polynomial): Minimum {
  if (degree(f) < 1) return { at: 0, value: f[0] ?? 0 };
  const leading = f[f.length - 1] as number;
  if (degree(f) % 2 === 1) return { at: leading > 0 ? -Infinity : Infinity, value: -Infinity };
  if (leading < 0) return { at: Infinity, value: -Infinity };
  // 0 stands for the turning points that are lost where values of f' underflow around it.
  return [0, ...signChanges(derivative(f))]
    .map((at) => ({ at, value: valueAt(f, at) }))
    .reduce((a, b) => (b.value < a.value ? b : a));
}
