import { nearest, series, type Arithmetic } from './arithmetic.js';

/** π in three parts of 33, 33 and 53 bits (Cody & Waite), so that k times the first two is exact for |k| < 2²⁰. */
const PI_1 = 3.1415926534682512;
const PI_2 = 1.2154201012607932e-10;
const PI_3 = 4.044532497591901e-21;

/** (sin r − r)/r³ as a function of r², interpolated at the eight Chebyshev nodes of [0, π²/4]: sin r to 4·10⁻¹⁷. */
const COEFFICIENTS = [
  -0.16666666666666666, 0.008333333333333316, -0.00019841269841254974, 2.7557319219163234e-6,
  -2.5052107616996182e-8, 1.6058977312464087e-10, -7.643970296798572e-13, 2.7314447669863995e-15,
] as const;

/** x − kπ, rounded once: what the second difference loses is made good with the third. */
function remainder<T>(on: Arithmetic<T>, x: T, k: T): T {
  const [first, second, third] = [PI_1, PI_2, PI_3].map((part) => on.times(k, on.constant(part))) as [
    T,
    T,
    T,
  ];
  const high = on.minus(x, first);
  const r = on.minus(high, second);
  return on.plus(r, on.minus(on.minus(on.minus(high, r), second), third));
}

/** (−1)^k sin r for a whole k and |r| ≤ π/2. */
function signedSine<T>(on: Arithmetic<T>, r: T, k: T): T {
  const square = on.times(r, r);
  const value = on.plus(r, on.times(on.times(r, square), series(on, COEFFICIENTS, square)));
  return on.alternate(value, k);
}

/** sin x, |x| ≤ 10⁶; within 2.2 ulp, but for an absolute error of 10⁻³⁰ next to its zeros. */
export function sine<T>(on: Arithmetic<T>, x: T): T {
  const k = nearest(on, on.times(x, on.constant(1 / Math.PI)));
  return signedSine(on, remainder(on, x, k), k);
}

/** cos x = (−1)^{m+1} sin(x − (m + ½)π), |x| ≤ 10⁶; accurate as `sine`. */
export function cosine<T>(on: Arithmetic<T>, x: T): T {
  const half = on.constant(0.5);
  const m = nearest(on, on.minus(on.times(x, on.constant(1 / Math.PI)), half));
  return on.negative(signedSine(on, remainder(on, x, on.plus(m, half)), m));
}
