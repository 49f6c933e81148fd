/**
 * Elementary functions to 250 binary places, by integer arithmetic alone: the reference for the functions of
 * `elementary.ts`. A number x is represented by the integer x·2²⁵⁰.
 */

const DIGITS = 250n;
const ONE = 1n << DIGITS;

/** A float64 as a fixed-point number, exact for |x| ≥ 2⁻¹⁹⁸. */
export function fixed(x: number): bigint {
  let exponent = 0;
  let mantissa = x;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent++;
  }
  return (BigInt(mantissa) << DIGITS) >> BigInt(exponent);
}

/** |approximation − exact| in units of the last place of `approximation`, which is not 0. */
export function ulps(approximation: number, exact: bigint): number {
  const difference = fixed(approximation) - exact;
  const size = Math.abs(approximation);
  let ulp = 2 ** -52;
  while (ulp * 2 ** 52 > size) ulp /= 2;
  while (ulp * 2 ** 53 <= size) ulp *= 2;
  return Math.abs(Number(difference)) / 2 ** Number(DIGITS) / ulp;
}

/** |approximation − exact|. */
export function distance(approximation: number, exact: bigint): number {
  return Math.abs(Number(fixed(approximation) - exact)) / 2 ** Number(DIGITS);
}

/** 2 artanh(s) = 2(s + s³/3 + …), |s| < ½. */
function doubleArtanh(s: bigint): bigint {
  const square = (s * s) >> DIGITS;
  let sum = 0n;
  for (let power = s, k = 1n; power !== 0n; power = (power * square) / ONE, k += 2n) sum += power / k;
  return 2n * sum;
}

/** ln 2 = 2 artanh ⅓. */
const LN2 = doubleArtanh(ONE / 3n);

/** π by Machin's formula, 16 arctan ⅕ − 4 arctan 1/239. */
const PI = 16n * inverseArctan(5n) - 4n * inverseArctan(239n);

function inverseArctan(n: bigint): bigint {
  let sum = 0n;
  for (let power = ONE / n, k = 1n, sign = 1n; power !== 0n; power /= n * n, k += 2n, sign = -sign) {
    sum += (sign * power) / k;
  }
  return sum;
}

/** ln x of a normal float64 x > 0. */
export function exactLog(x: number): bigint {
  let exponent = 0n;
  let mantissa = x;
  for (; mantissa >= 1.5; mantissa /= 2) exponent++;
  for (; mantissa < 0.75; mantissa *= 2) exponent--;
  const m = fixed(mantissa);
  return exponent * LN2 + doubleArtanh(((m - ONE) << DIGITS) / (m + ONE));
}

/** (the integer k, eˣ/2ᵏ), 1 ≤ eˣ/2ᵏ < 2. */
export function exactExp(x: number): [bigint, bigint] {
  const at = fixed(x);
  const k = at >= 0n ? at / LN2 : -((-at + LN2 - 1n) / LN2);
  const rest = at - k * LN2;
  let sum = 0n;
  for (let term = ONE, n = 1n; term !== 0n; term = ((term * rest) >> DIGITS) / n, n++) sum += term;
  return [k, sum];
}

/** (cos x, sin x). */
export function exactCosSin(x: number): [bigint, bigint] {
  const turn = 2n * PI;
  const at = fixed(x);
  const rest = at - (at / turn) * turn;
  let [cos, sin] = [0n, 0n];
  for (let term = ONE, n = 0n; term !== 0n; n++, term = (term * rest) / ONE / n) {
    const sign = n % 4n < 2n ? 1n : -1n;
    if (n % 2n === 0n) cos += sign * term;
    else sin += sign * term;
  }
  return [cos, sin];
}

/** tanh x = (e^{2x} − 1)/(e^{2x} + 1) of |x| < 40. */
export function exactTanh(x: number): bigint {
  const [k, mantissa] = exactExp(2 * x);
  const power = k >= 0n ? mantissa << k : mantissa >> -k;
  return ((power - ONE) << DIGITS) / (power + ONE);
}

/** arctan x, halved until its series is short: arctan x = 2 arctan(x/(1 + √(1 + x²))). */
export function exactArctan(x: number): bigint {
  let at = fixed(x);
  const HALVINGS = 12n;
  for (let i = 0n; i < HALVINGS; i++) at = (at << DIGITS) / (ONE + squareRoot((ONE << DIGITS) + at * at));
  const square = (at * at) >> DIGITS;
  let sum = 0n;
  for (let power = at, k = 1n; power !== 0n; power = (-power * square) / ONE, k += 2n) sum += power / k;
  return sum << HALVINGS;
}

/** ⌊√n⌋ by Newton's iteration from above. */
function squareRoot(n: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (root + n / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}
