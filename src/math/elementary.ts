/**
 * Elementary functions in + − × ÷ only, so that their bits are the same on every machine and in every engine
 * (ECMAScript leaves the last digits of Math.sin, Math.exp, Math.log to the implementation). Accuracy: within 2 ulp
 * unless a docstring says otherwise. Tested against integer arithmetic, identities and the engine's own functions.
 */

const bits = new DataView(new ArrayBuffer(8));

/** 2^k for −1022 ≤ k ≤ 1023, exact. */
function powerOfTwo(k: number): number {
  bits.setUint32(0, (k + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}

/** ln 2 in two parts: the first has 32 significant bits, so that k·LN2_HIGH is exact for |k| < 2²¹. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/**
 * Natural logarithm, ln x, of a finite x > 0.
 *
 * x = 2^e·m with √½ ≤ m < √2, s = (m−1)/(m+1), ln x = e·ln 2 + 2(s + s³/3 + … + s²³/23); |s| < 0.1716, so
 * the first term left out is below 10⁻¹⁹. Subnormal x is scaled first. Returns NaN for x < 0, −∞ for 0.
 */
export function log(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0) || x === Infinity) return x > 0 ? x : NaN;
  let exponent = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984;
    exponent = -54;
  }
  bits.setFloat64(0, x);
  const upper = bits.getUint32(0);
  exponent += ((upper >>> 20) & 0x7ff) - 1023;
  bits.setUint32(0, (upper & 0xfffff) | 0x3ff00000);
  let mantissa = bits.getFloat64(0);
  if (mantissa > Math.SQRT2) {
    mantissa *= 0.5;
    exponent += 1;
  }
  const s = (mantissa - 1) / (mantissa + 1);
  const s2 = s * s;
  let series = 0;
  for (let k = 23; k >= 3; k -= 2) series = s2 * (series + 1 / k);
  return exponent * LN2_HIGH + (2 * s + (2 * s * series + exponent * LN2_LOW));
}

/**
 * Exponential, eˣ, with e^x = 2^k e^r, |r| ≤ ½ ln 2, and the Taylor series of e^r to degree 13 (remainder
 * below 5·10⁻¹⁸). Overflows to ∞ above 709.78; below −708.39 (where the result is subnormal) returns 0.
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x > 709.782712893384) return Infinity;
  if (x < -708.3964185322641) return 0;
  const k = Math.floor(x / Math.LN2 + 0.5);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let series = 1;
  for (let j = 13; j >= 1; j--) series = 1 + (r / j) * series;
  return k > 1023 ? series * 2 * powerOfTwo(k - 1) : series * powerOfTwo(k);
}

/** π/2 in three parts of 33, 33 and 53 bits (Cody & Waite), so that k times the first two is exact for |k| < 2²⁰. */
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487959506e-21;

/**
 * (cos x, sin x) for |x| ≤ 10⁶; absolute error below 2·10⁻¹⁶.
 *
 * x = kπ/2 + r with |r| ≤ π/4, and Taylor series of degree 16 and 17 in r (remainders below 10⁻¹⁸).
 *
 * @throws RangeError if |x| > 10⁶ or x is not finite
 */
export function cosSin(x: number): [cos: number, sin: number] {
  if (!(Math.abs(x) <= 1e6)) throw new RangeError(`invalid angle; not within ±1e6: ${String(x)}`);
  const k = Math.floor(x / (Math.PI / 2) + 0.5);
  const r = x - k * HALF_PI_1 - k * HALF_PI_2 - k * HALF_PI_3;
  const r2 = r * r;
  let cosine = 0;
  for (let j = 16; j >= 2; j -= 2) cosine = (-r2 / (j * (j - 1))) * (1 + cosine);
  let sine = 0;
  for (let j = 17; j >= 3; j -= 2) sine = (-r2 / (j * (j - 1))) * (1 + sine);
  const c = 1 + cosine;
  const s = r + r * sine;
  switch (((k % 4) + 4) % 4) {
    case 0:
      return [c, s];
    case 1:
      return [-s, c];
    case 2:
      return [-c, -s];
    default:
      return [s, -c];
  }
}

/** xⁿ for an integer n ≥ 0, by repeated squaring; relative error below 2·10⁻¹⁶·n. */
export function power(x: number, n: number): number {
  let result = 1;
  let base = x;
  for (let k = n; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result *= base;
    base *= base;
  }
  return result;
}

/**
 * x^α for x > 0 and any real α; by repeated products for integer α ≥ 0, otherwise e^{α ln x} with relative error below
 * 10⁻¹⁵·(1 + |α ln x|).
 */
export function realPower(x: number, alpha: number): number {
  return Number.isInteger(alpha) && alpha >= 0 ? power(x, alpha) : exp(alpha * log(x));
}
