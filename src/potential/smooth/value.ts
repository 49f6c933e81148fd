import { numbers, type Arithmetic } from '../../math/functions/arithmetic.js';
import { isPolynomial, valueAt, type Polynomial } from '../polynomial.js';
import { constantOf, type Compound, type Expression } from './expression.js';
import { functions } from './functions.js';

/**
 * The value of a compound at x: the operations of its tree from the left, on any arithmetic, each with the same bits on all of them.
 */
export function evaluated<T>(on: Arithmetic<T>, f: Expression, x: T): T {
  if (isPolynomial(f)) return polynomialValue(on, f, x);
  const at = (g: Expression): T => evaluated(on, g, x);
  switch (f.op) {
    case 'sum': {
      const [first, ...others] = f.terms as readonly [Expression, ...Expression[]];
      return others.reduce((total, term) => {
        const turned = opposite(term);
        return turned === null ? on.plus(total, at(term)) : on.minus(total, at(turned));
      }, at(first));
    }
    case 'product': {
      const turned = opposite(f);
      return turned === null
        ? f.factors.map(at).reduce((total, factor) => on.times(total, factor))
        : on.negative(at(turned));
    }
    case 'quotient':
      return on.over(at(f.numerator), at(f.denominator));
    case 'power':
      return wholePower(on, at(f.base), f.exponent);
    case 'call':
      return functions[f.name](on, at(f.of));
  }
}

/** f as a function of numbers. A polynomial is evaluated by `valueAt`. */
export function functionOf(f: Expression): (x: number) => number {
  return isPolynomial(f) ? (x) => valueAt(f, x) : (x) => evaluated(numbers, f, x);
}

/** f without its value at 0, as a function of numbers. */
export function groundedFunction(f: Expression): (x: number) => number {
  if (isPolynomial(f)) return functionOf(f.map((c, k) => (k === 0 ? 0 : c)));
  const own = functionOf(f);
  const ground = own(0);
  return (x) => own(x) - ground;
}

/** g of a product −1·g, else null. */
function opposite(f: Expression): Expression | null {
  if (isPolynomial(f) || f.op !== 'product') return null;
  const others = f.factors.filter((factor) => constantOf(factor) !== -1);
  if (others.length === f.factors.length) return null;
  return others.length === 1
    ? (others[0] as Expression)
    : ({ op: 'product', factors: others } satisfies Compound);
}

/** Horner's rule, in x² where all powers have the same parity. */
function polynomialValue<T>(on: Arithmetic<T>, f: Polynomial, x: T): T {
  const parity = [0, 1].find((own) => f.every((c, k) => c === 0 || k % 2 === own));
  if (parity === undefined) return horner(on, f, x);
  const terms = f.filter((_, k) => k % 2 === parity);
  const even = terms.length > 1 ? horner(on, terms, on.times(x, x)) : null;
  if (parity === 0) return even ?? on.constant(terms[0] ?? 0);
  if (even !== null) return on.times(even, x);
  return terms[0] === 1 ? x : on.times(on.constant(terms[0] as number), x);
}

/** Σ_k c_k x^k of two coefficients or more; a leading 1 is not multiplied. */
function horner<T>(on: Arithmetic<T>, coefficients: readonly number[], x: T): T {
  const leading = coefficients.at(-1) as number;
  let value = leading === 1 ? x : on.times(on.constant(leading), x);
  for (let k = coefficients.length - 2; k >= 0; k--) {
    const c = coefficients[k] as number;
    if (c !== 0) value = on.plus(value, on.constant(c));
    if (k > 0) value = on.times(value, x);
  }
  return value;
}

/** xⁿ, n ≥ 2, by repeated squaring. */
function wholePower<T>(on: Arithmetic<T>, x: T, n: number): T {
  if (n === 1) return x;
  const half = wholePower(on, x, Math.floor(n / 2));
  const square = on.times(half, half);
  return n % 2 === 0 ? square : on.times(square, x);
}
