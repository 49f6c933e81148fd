import { numbers } from '../../math/functions/arithmetic.js';
import { isPolynomial, polynomialProduct, polynomialSum, trimmed, type Polynomial } from '../polynomial.js';
import { functions, type FunctionName } from './functions.js';

/** A smooth function of one variable: a polynomial, or put together from polynomials. */
export type Expression = Polynomial | Compound;

/**
 * What is no polynomial, in a form in which equal texts in another order are equal trees: terms and factors are sorted, like ones joined; one of them
 * at most is a polynomial; constant factors stand with the polynomial factor or in the numerator.
 */
export type Compound =
  | { readonly op: 'sum'; readonly terms: readonly Expression[] }
  | { readonly op: 'product'; readonly factors: readonly Expression[] }
  | { readonly op: 'quotient'; readonly numerator: Expression; readonly denominator: Expression }
  /** A whole exponent of at least 2. */
  | { readonly op: 'power'; readonly base: Compound; readonly exponent: number }
  | { readonly op: 'call'; readonly name: FunctionName; readonly of: Expression };

/** The same for equal trees, and different for different ones. */
export const keyOf = (f: Expression): string => JSON.stringify(f);

/** The value of a constant, else null. */
export const constantOf = (f: Expression): number | null =>
  isPolynomial(f) && f.length < 2 ? (f[0] ?? 0) : null;

/** f + g. */
export function sum(f: Expression, g: Expression): Expression {
  const terms = [f, g].flatMap((h) => (!isPolynomial(h) && h.op === 'sum' ? h.terms : [h]));
  const polynomial = terms.filter(isPolynomial).reduce(polynomialSum, []);
  const found = new Map<string, { count: number; readonly one: Compound }>();
  for (const term of terms) {
    if (isPolynomial(term)) continue;
    const { factor, rest } = withoutFactor(term);
    counted(found, rest, factor);
  }
  const compounds = [...found.values()].flatMap(({ count, one }) =>
    count === 0 ? [] : [product([count], one)],
  );
  if (compounds.length === 0) return leaf(polynomial);
  return joined('sum', polynomial.length === 0 ? compounds : [leaf(polynomial), ...compounds]);
}

/** f·g. */
export function product(f: Expression, g: Expression): Expression {
  if (isPolynomial(f) && isPolynomial(g)) return leaf(polynomialProduct(f, g));
  const [a, b] = [constantOf(f), constantOf(g)];
  if (a === 0 || b === 0) return [];
  if (a === 1) return g;
  if (b === 1) return f;
  if (a !== null && !isPolynomial(g) && g.op === 'sum')
    return g.terms.map((term) => product(f, term)).reduce(sum);
  if (b !== null) return product(g, f);
  const [first, second] = [fraction(f), fraction(g)];
  if (constantOf(first.denominator) === null || constantOf(second.denominator) === null) {
    return quotient(
      product(first.numerator, second.numerator),
      product(first.denominator, second.denominator),
    );
  }
  return joinedFactors([f, g].flatMap((h) => (!isPolynomial(h) && h.op === 'product' ? h.factors : [h])));
}

/** f/g, g without zeros. */
export function quotient(f: Expression, g: Expression): Expression {
  if (constantOf(f) === 0) return [];
  if (isNegative(g)) return quotient(product([-1], f), product([-1], g));
  const [above, below] = [fraction(f), fraction(g)];
  if (constantOf(above.denominator) === null || constantOf(below.denominator) === null) {
    return quotient(product(above.numerator, below.denominator), product(above.denominator, below.numerator));
  }
  const divisor = constantOf(g);
  if (divisor !== null) return divided(f, divisor);
  if (isPolynomial(g)) return { op: 'quotient', numerator: f, denominator: g };
  const { factor, rest } = withoutFactor(g);
  return { op: 'quotient', numerator: divided(f, factor), denominator: rest };
}

/** fⁿ, n ≥ 0. */
export function power(f: Expression, n: number): Expression {
  if (n === 0) return [1];
  if (n === 1) return f;
  if (isPolynomial(f)) return Array.from({ length: n }, () => f).reduce<Expression>(product, [1]);
  if (isNegative(f)) return product([n % 2 === 0 ? 1 : -1], power(product([-1], f), n));
  switch (f.op) {
    case 'product':
      return f.factors.map((factor) => power(factor, n)).reduce(product);
    case 'quotient':
      return quotient(power(f.numerator, n), power(f.denominator, n));
    case 'power':
      return { op: 'power', base: f.base, exponent: f.exponent * n };
    case 'call':
      if (f.name === 'sqrt')
        return product(power(f.of, Math.floor(n / 2)), n % 2 === 0 ? ([1] as Polynomial) : f);
  }
  return { op: 'power', base: f, exponent: n };
}

/** The function of a name, of f. Signs go out of odd functions, and are lost in even ones. */
export function call(name: FunctionName, f: Expression): Expression {
  const c = constantOf(f);
  if (c !== null) return leaf([functions[name](numbers, c)]);
  const without = name === 'exp' || name === 'log' || name === 'sqrt';
  if (without || !isNegative(f)) return { op: 'call', name, of: f };
  const turned: Compound = { op: 'call', name, of: product([-1], f) };
  return name === 'cos' ? turned : product([-1], turned);
}

/** Coefficients without a negative zero, so that equal functions have equal bits. */
const leaf = (coefficients: readonly number[]): Polynomial => trimmed(coefficients.map((c) => c + 0));

const divided = (f: Expression, divisor: number): Expression =>
  divisor === 1 ? f : isPolynomial(f) ? leaf(f.map((c) => c / divisor)) : product([1 / divisor], f);

interface Fraction {
  readonly numerator: Expression;
  readonly denominator: Expression;
}

function fraction(f: Expression): Fraction {
  return !isPolynomial(f) && f.op === 'quotient' ? f : { numerator: f, denominator: [1] };
}

/** c and g of c·g. */
function withoutFactor(f: Compound): { readonly factor: number; readonly rest: Compound } {
  if (f.op === 'product') {
    const factor = constantOf(f.factors.find(isPolynomial) ?? [0, 1]);
    if (factor !== null)
      return {
        factor,
        rest: joined(
          'product',
          f.factors.filter((one) => !isPolynomial(one)),
        ),
      };
  }
  if (f.op === 'quotient') {
    const factor = constantOf(f.numerator);
    if (factor !== null) return { factor, rest: { ...f, numerator: [1] } };
    if (!isPolynomial(f.numerator)) {
      const { factor: own, rest } = withoutFactor(f.numerator);
      return { factor: own, rest: { ...f, numerator: rest } };
    }
  }
  return { factor: 1, rest: f };
}

function counted(
  found: Map<string, { count: number; readonly one: Compound }>,
  one: Compound,
  by: number,
): void {
  const like = found.get(keyOf(one));
  if (like === undefined) found.set(keyOf(one), { count: by, one });
  else like.count += by;
}

/** Joins like factors to powers, of which roots may vanish again. */
function joinedFactors(factors: readonly Expression[]): Expression {
  const polynomial = factors.filter(isPolynomial).reduce<Polynomial>(polynomialProduct, [1]);
  const found = new Map<string, { count: number; readonly one: Compound }>();
  for (const factor of factors) {
    if (isPolynomial(factor)) continue;
    if (factor.op === 'power') counted(found, factor.base, factor.exponent);
    else counted(found, factor, 1);
  }
  const powers = [...found.values()].map(({ one, count }) => power(one, count));
  const changed = powers.some((one) => isPolynomial(one) || one.op === 'product' || one.op === 'quotient');
  if (changed) return powers.reduce(product, leaf(polynomial));
  return joined('product', constantOf(polynomial) === 1 ? powers : [leaf(polynomial), ...powers]);
}

/** One compound as it is, several sorted. */
function joined(op: 'sum' | 'product', list: readonly Expression[]): Compound {
  if (list.length === 1) return list[0] as Compound;
  const sorted = list
    .map((f) => ({ f, key: keyOf(f) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ f }) => f);
  return op === 'sum' ? { op, terms: sorted } : { op, factors: sorted };
}

/** True of one of f and −f, f ≠ 0. */
function isNegative(f: Expression): boolean {
  if (isPolynomial(f)) return (f[f.length - 1] ?? 0) < 0;
  switch (f.op) {
    case 'sum':
      return f.terms
        .map((term) => ({ term, negative: isNegative(term) }))
        .map(({ term, negative }) => ({ negative, key: keyOf(negative ? product([-1], term) : term) }))
        .reduce((a, b) => (b.key < a.key ? b : a)).negative;
    case 'product':
      return f.factors.some((factor) => isPolynomial(factor) && isNegative(factor));
    case 'quotient':
      return isNegative(f.numerator);
    default:
      return false;
  }
}
