import { derivative, isPolynomial, type Polynomial } from '../polynomial.js';
import { call, power, product, quotient, sum, type Compound, type Expression } from './expression.js';
import type { FunctionName } from './functions.js';

/** f' by the rules of differentiation. */
export function slope(f: Polynomial): Polynomial;
export function slope(f: Expression): Expression;
export function slope(f: Expression): Expression {
  if (isPolynomial(f)) return derivative(f);
  switch (f.op) {
    case 'sum':
      return f.terms.map((term) => slope(term)).reduce(sum);
    case 'product':
      return f.factors
        .map((factor, i) => f.factors.filter((_, j) => j !== i).reduce(product, slope(factor)))
        .reduce(sum);
    case 'quotient': {
      const { numerator, denominator } = f;
      const change = product(product([-1], numerator), slope(denominator));
      return quotient(sum(product(slope(numerator), denominator), change), power(denominator, 2));
    }
    case 'power':
      return product(product([f.exponent], power(f.base, f.exponent - 1)), slope(f.base));
    case 'call':
      return product(outer[f.name](f.of, f), slope(f.of));
  }
}

/** The derivative of a function, at u. */
const outer: Readonly<Record<FunctionName, (u: Expression, own: Compound) => Expression>> = {
  sqrt: (_, own) => quotient([0.5], own),
  exp: (_, own) => own,
  log: (u) => quotient([1], u),
  sin: (u) => call('cos', u),
  cos: (u) => product([-1], call('sin', u)),
  tanh: (_, own) => sum([1], product([-1], power(own, 2))),
  atan: (u) => quotient([1], sum([1], power(u, 2))),
};
