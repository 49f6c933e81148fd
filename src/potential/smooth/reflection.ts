import { isPolynomial } from '../polynomial.js';
import { call, keyOf, power, product, quotient, sum, type Expression } from './expression.js';
import { functionOf } from './value.js';

/** f(−x) as an expression. */
export function reflected(f: Expression): Expression {
  if (isPolynomial(f)) return f.map((c, k) => (k % 2 === 0 ? c : 0 - c));
  switch (f.op) {
    case 'sum':
      return f.terms.map(reflected).reduce(sum);
    case 'product':
      return f.factors.map(reflected).reduce(product);
    case 'quotient':
      return quotient(reflected(f.numerator), reflected(f.denominator));
    case 'power':
      return power(reflected(f.base), f.exponent);
    case 'call':
      return call(f.name, reflected(f.of));
  }
}

/** Whether f is even, and how that is known: its reflection is the same expression, or has the same values. */
export interface Evenness {
  readonly even: boolean;
  readonly proved: boolean;
}

/** Points on either side of 0 at which values are compared, and the difference that rounding may make. */
const POINTS = 2000;
const RANGE = 100;
const ROUNDING = 1e-11;

export function evenness(f: Expression): Evenness {
  if (keyOf(reflected(f)) === keyOf(f)) return { even: true, proved: true };
  const value = functionOf(f);
  for (let i = 1; i <= POINTS; i++) {
    const x = RANGE * (i / POINTS) ** 3;
    const [there, here] = [value(-x), value(x)];
    if (!(Math.abs(here - there) <= ROUNDING * (1 + Math.abs(here)))) return { even: false, proved: true };
  }
  return { even: true, proved: false };
}
