import { plus, times, type Real, type RealVariable } from './expression.js';
import { set, type StatementList } from './statement.js';

/**
 * Σ_k c_k x^k over the given exponents by Horner's rule, in x² where all exponents have the same parity.
 *
 * @param exponents increasing
 * @param coefficients c of each exponent
 * @param square a variable that `setup` may overwrite; `value` holds after it
 */
export function polynomialCode(
  exponents: readonly number[],
  coefficients: readonly Real[],
  x: Real,
  square: RealVariable,
): { readonly setup: StatementList; readonly value: Real } {
  const lowest = exponents[0] as number;
  const pure = exponents.every((k) => (k - lowest) % 2 === 0) && exponents.some((k) => k > 1);
  const stride = pure ? 2 : 1;
  const base = pure ? square : x;
  let value = coefficients[exponents.length - 1] as Real;
  for (let i = exponents.length - 1; i >= 1; i--) {
    for (let k = exponents[i] as number; k > (exponents[i - 1] as number); k -= stride)
      value = times(value, base);
    value = plus(value, coefficients[i - 1] as Real);
  }
  for (let k = lowest; k >= stride; k -= stride) value = times(value, base);
  if (pure && lowest % 2 === 1) value = times(value, x);
  return { setup: pure ? set(square, times(x, x)) : [], value };
}
