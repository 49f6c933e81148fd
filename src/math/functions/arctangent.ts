import { series, type Arithmetic } from './arithmetic.js';

/** tan(π/8) and tan(3π/8). */
const LOWER = Math.SQRT2 - 1;
const UPPER = Math.SQRT2 + 1;

/** (arctan u/u − 1)/u² as a function of u², interpolated at the eleven Chebyshev nodes of [0, tan²(π/8)]: arctan u to 7·10⁻¹⁸. */
const COEFFICIENTS = [
  -0.3333333333333333, 0.1999999999999552, -0.14285714284666542, 0.11111111015256361, -0.09090904578123903,
  0.07692183190826087, -0.06664511447381948, 0.0585814891280221, -0.0508544973794026, 0.03923165829558719,
  -0.01917688711906226,
] as const;

/** What π/4 and π/2 are more than their nearest float64. */
const QUARTER_REST = 3.061616997868383e-17;
const HALF_REST = 6.123233995736766e-17;

/**
 * arctan x; within 1 ulp. With t = |x|: arctan t for t ≤ tan(π/8), π/4 + arctan((t − 1)/(t + 1)) up to tan(3π/8), π/2 − arctan(1/t)
 * beyond: one division of what is chosen, and a polynomial for |u| ≤ tan(π/8).
 */
export function arctangent<T>(on: Arithmetic<T>, x: T): T {
  const [zero, one] = [on.constant(0), on.constant(1)];
  const t = on.choice(x, zero, on.negative(x), x);
  const among = (small: T, middle: T, large: T): T =>
    on.choice(on.constant(UPPER), t, large, on.choice(on.constant(LOWER), t, middle, small));
  const u = on.over(among(t, on.minus(t, one), on.constant(-1)), among(one, on.plus(t, one), t));
  const square = on.times(u, u);
  const rest = on.times(on.times(u, square), series(on, COEFFICIENTS, square));
  const start = among(zero, on.constant(Math.PI / 4), on.constant(Math.PI / 2));
  const startRest = among(zero, on.constant(QUARTER_REST), on.constant(HALF_REST));
  const value = on.plus(start, on.plus(u, on.plus(rest, startRest)));
  return on.choice(x, zero, on.negative(value), value);
}
