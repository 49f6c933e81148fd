/**
 * A few words of WebAssembly text, so that kernels read as formulas. Every value is the text of an expression.
 * Vectors are f64x2: two replicas. Only + − × on float64 appear: their bits are the same in every engine.
 */

export const get = (name: string): string => `(local.get $${name})`;
export const set = (name: string, value: string): string => `(local.set $${name} ${value})`;
export const int = (value: number): string => `(i32.const ${String(value)})`;
export const plus = (a: string, b: string): string => `(f64x2.add ${a} ${b})`;
export const minus = (a: string, b: string): string => `(f64x2.sub ${a} ${b})`;
export const times = (a: string, b: string): string => `(f64x2.mul ${a} ${b})`;
export const addInt = (a: string, b: string): string => `(i32.add ${a} ${b})`;
export const mulInt = (a: string, b: string): string => `(i32.mul ${a} ${b})`;

/** Both replicas of a vector at address + offset. */
export const load = (address: string, offset: number): string =>
  `(v128.load offset=${String(offset)} ${address})`;
/** One number at address + offset, the same for both replicas. */
export const spread = (address: string, offset: number): string =>
  `(v128.load64_splat offset=${String(offset)} ${address})`;
export const store = (address: string, offset: number, value: string): string =>
  `(v128.store offset=${String(offset)} ${address} ${value})`;

export const vectors = (...names: string[]): string => names.map((n) => `(local $${n} v128)`).join(' ');
export const integers = (...names: string[]): string => names.map((n) => `(local $${n} i32)`).join(' ');

/** Repeats the body at least once, as long as the condition holds after it. */
export const repeat = (label: string, body: string, condition: string): string =>
  `(loop $${label} ${body} (br_if $${label} ${condition}))`;

/**
 * Σ_k c_k x^k over the given exponents by Horner's rule, in x² where all exponents have the same parity.
 * `coefficient(i)` is the text of the coefficient of exponents[i]; exponents increase. `square` names a local
 * that may be overwritten.
 */
export function polynomialText(
  exponents: readonly number[],
  coefficient: (i: number) => string,
  x: string,
  square: string,
): { readonly setup: string; readonly value: string } {
  const lowest = exponents[0] as number;
  const pure = exponents.every((k) => (k - lowest) % 2 === 0) && exponents.some((k) => k > 1);
  const stride = pure ? 2 : 1;
  const base = pure ? get(square) : x;
  let value = coefficient(exponents.length - 1);
  for (let i = exponents.length - 1; i >= 1; i--) {
    for (let k = exponents[i] as number; k > (exponents[i - 1] as number); k -= stride)
      value = times(value, base);
    value = plus(value, coefficient(i - 1));
  }
  for (let k = lowest; k >= stride; k -= stride) value = times(value, base);
  if (pure && lowest % 2 === 1) value = times(value, x);
  return { setup: pure ? set(square, times(x, x)) : '', value };
}
