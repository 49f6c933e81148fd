import { isPolynomial, type Polynomial } from '../../polynomial.js';
import type { Expression } from '../expression.js';

/** An expression as text that is read back to the same tree. */
export function printed(f: Expression, variable: string): string {
  const of = (g: Expression): string => `(${printed(g, variable)})`;
  if (isPolynomial(f)) return polynomialText(f, variable);
  switch (f.op) {
    case 'sum':
      return f.terms.map(of).join(' + ');
    case 'product':
      return f.factors.map(of).join('*');
    case 'quotient':
      return `${of(f.numerator)}/${of(f.denominator)}`;
    case 'power':
      return `${of(f.base)}^${String(f.exponent)}`;
    case 'call':
      return `${f.name}${of(f.of)}`;
  }
}

const polynomialText = (f: Polynomial, variable: string): string =>
  f.length === 0 ? '0' : f.map((c, k) => `(${String(c)})*${variable}^${String(k)}`).join(' + ');
