/**
 * The operations that elementary functions are made of. Every realisation rounds each of them to the nearest float64, so that a function written
 * once has the same bits as a plain number (`numbers`) and in every lane of a kernel (`kernel/program/arithmetic.ts`).
 */
export interface Arithmetic<T> {
  constant(value: number): T;
  plus(a: T, b: T): T;
  minus(a: T, b: T): T;
  times(a: T, b: T): T;
  over(a: T, b: T): T;
  negative(a: T): T;
  /** √a. */
  root(a: T): T;
  /** 2^a for a whole a, −1022 ≤ a ≤ 1023, exact. */
  powerOfTwo(a: T): T;
  /** The whole e with 2^e ≤ a < 2^{e+1}, for a normal a > 0. */
  exponent(a: T): T;
  /** a/2^e with that e, in [1, 2). */
  mantissa(a: T): T;
  /** (−1)^k a for a whole k, |k| < 2⁵¹. */
  alternate(a: T, k: T): T;
  /** `less` where a < b, else `otherwise`, also where a or b is not a number; both are computed. */
  choice(a: T, b: T, less: T, otherwise: T): T;
}

const bits = new DataView(new ArrayBuffer(8));

/** The arithmetic of plain numbers. */
export const numbers: Arithmetic<number> = {
  constant: (value) => value,
  plus: (a, b) => a + b,
  minus: (a, b) => a - b,
  times: (a, b) => a * b,
  over: (a, b) => a / b,
  negative: (a) => -a,
  root: Math.sqrt,
  powerOfTwo: (a) => {
    bits.setInt32(0, (a + 1023) << 20);
    bits.setInt32(4, 0);
    return bits.getFloat64(0);
  },
  exponent: (a) => {
    bits.setFloat64(0, a);
    return (bits.getUint32(0) >>> 20) - 1023;
  },
  mantissa: (a) => {
    bits.setFloat64(0, a);
    bits.setUint32(0, (bits.getUint32(0) & 0xfffff) | 0x3ff00000);
    return bits.getFloat64(0);
  },
  alternate: (a, k) => (k % 2 === 0 ? a : -a),
  choice: (a, b, less, otherwise) => (a < b ? less : otherwise),
};

/** 1.5·2⁵²: added and subtracted again it rounds any |x| < 2⁵¹ to the nearest whole number, ties to even. */
const ROUNDING = 6755399441055744;

/** The nearest whole number, ties to even, |x| < 2⁵¹. */
export function nearest<T>(on: Arithmetic<T>, x: T): T {
  const rounding = on.constant(ROUNDING);
  return on.minus(on.plus(x, rounding), rounding);
}

/**
 * Σ_k c_k x^k as c₀ + x Σ_k c_{k+1} x^k, the latter by Estrin's scheme: pairs c + c'x, joined by x², x⁴, …, so that few operations wait for each other.
 * Where |c₀| is much more than the rest, it is rounded once only.
 */
export function series<T>(on: Arithmetic<T>, coefficients: readonly number[], x: T): T {
  const [first, ...others] = coefficients.map((c) => on.constant(c)) as [T, ...T[]];
  return on.plus(first, on.times(x, paired(on, others, x)));
}

function paired<T>(on: Arithmetic<T>, coefficients: readonly T[], x: T): T {
  const [first, second] = coefficients;
  if (second === undefined) return first as T;
  const pairs = coefficients.flatMap((c, k) => {
    if (k % 2 === 1) return [];
    const next = coefficients[k + 1];
    return [next === undefined ? c : on.plus(c, on.times(next, x))];
  });
  return pairs.length === 1 ? (pairs[0] as T) : paired(on, pairs, on.times(x, x));
}
