import { nearest, series, type Arithmetic } from './arithmetic.js';

/** ln 2 in two parts: the first has 32 significant bits, so that k·LN2_HIGH is exact for |k| < 2²¹. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LOG2_E = 1.4426950408889634;

/** (eʳ − 1 − r)/r² interpolated at the ten Chebyshev nodes of [−½ ln 2, ½ ln 2]: eʳ to 1.6·10⁻¹⁷. */
const COEFFICIENTS = [
  0.5000000000000001, 0.16666666666666669, 0.041666666666624164, 0.008333333333330065, 0.0013888888917196719,
  0.00019841269863040545, 2.4801521322368692e-5, 2.7557268480310024e-6, 2.7620075879983367e-7,
  2.5100375832561234e-8,
] as const;

/** Below LEAST the result is 0, above MOST ∞. */
const LEAST = -708;
const MOST = 710;

/** Of x = k ln 2 + r, |r| ≤ ½ ln 2: k, and eʳ − 1 in two parts, the second much the smaller. */
function reduced<T>(on: Arithmetic<T>, x: T): { readonly k: T; readonly r: T; readonly rest: T } {
  const k = nearest(on, on.times(x, on.constant(LOG2_E)));
  const high = on.minus(x, on.times(k, on.constant(LN2_HIGH)));
  const low = on.times(k, on.constant(LN2_LOW));
  const r = on.minus(high, low);
  const rounded = on.minus(on.minus(high, r), low);
  return { k, r, rest: on.plus(on.times(on.times(r, r), series(on, COEFFICIENTS, r)), rounded) };
}

/** eˣ; within 1 ulp. 0 below −708, ∞ above 709.79. */
export function exponential<T>(on: Arithmetic<T>, x: T): T {
  const [zero, one] = [on.constant(0), on.constant(1)];
  const [least, most] = [on.constant(LEAST), on.constant(MOST)];
  const above = on.choice(x, least, least, x);
  const clipped = on.choice(most, above, most, above);
  const { k, r, rest } = reduced(on, clipped);
  const sum = on.plus(one, on.plus(r, rest));
  // In two factors, since 2^1024 is none.
  const value = on.times(on.plus(sum, sum), on.powerOfTwo(on.minus(k, one)));
  return on.choice(x, least, zero, value);
}

/** Beyond this tanh is ±1 to the last digit. */
const SATURATED = 22;

/** tanh x = (e^{2x} − 1)/(e^{2x} + 1), by e^{2x} − 1 without cancellation; within 2.5 ulp. */
export function hyperbolicTangent<T>(on: Arithmetic<T>, x: T): T {
  const [zero, one, two, most] = [on.constant(0), on.constant(1), on.constant(2), on.constant(SATURATED)];
  const size = on.choice(x, zero, on.negative(x), x);
  const clipped = on.choice(most, size, most, size);
  const { k, r, rest } = reduced(on, on.plus(clipped, clipped));
  const scale = on.powerOfTwo(k);
  const excess = on.plus(on.plus(on.times(scale, r), on.minus(scale, one)), on.times(scale, rest));
  const value = on.over(excess, on.plus(excess, two));
  return on.choice(x, zero, on.negative(value), value);
}
