import { series, type Arithmetic } from './arithmetic.js';

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** (2 artanh(s)/s − 2)/s² as a function of s², interpolated at the seven Chebyshev nodes of [0, (3 − 2√2)²]: ln to 10⁻¹⁷. */
const COEFFICIENTS = [
  0.666666666666667, 0.39999999999899505, 0.28571428625975487, 0.2222221113479508, 0.18182889125261723,
  0.15331721600556042, 0.14616449685043406,
] as const;

/**
 * ln x of a normal x > 0; within 1 ulp.
 *
 * x = 2^e(1 + f) with √½ ≤ 1 + f < √2, s = f/(2 + f), R = 2 artanh(s)/s − 2; then ln(1 + f) = f − (f²/2 − s(f²/2 + R)), where f is exact
 * (K. C. Ng, 1993, in the C library of FreeBSD).
 */
export function logarithm<T>(on: Arithmetic<T>, x: T): T {
  const [one, half, two, root] = [on.constant(1), on.constant(0.5), on.constant(2), on.constant(Math.SQRT2)];
  const [whole, own] = [on.exponent(x), on.mantissa(x)];
  const e = on.choice(root, own, on.plus(whole, one), whole);
  const f = on.minus(on.choice(root, own, on.times(own, half), own), one);
  const s = on.over(f, on.plus(two, f));
  const square = on.times(s, s);
  const rest = on.times(square, series(on, COEFFICIENTS, square));
  const halfSquare = on.times(half, on.times(f, f));
  const low = on.plus(on.times(s, on.plus(halfSquare, rest)), on.times(e, on.constant(LN2_LOW)));
  return on.minus(on.times(e, on.constant(LN2_HIGH)), on.minus(on.minus(halfSquare, low), f));
}
