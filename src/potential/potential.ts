import { Invalid } from '../data/invalid.js';
import { notOneOf } from '../data/nearest.js';
import { power } from '../math/elementary.js';
import { degree, isPolynomial, type Polynomial } from './polynomial.js';
import {
  call,
  constantOf,
  power as expressionPower,
  product,
  quotient,
  sum,
  type Expression,
} from './smooth/expression.js';
import { functionNames, type FunctionName } from './smooth/functions.js';
import { callProblem, quotientProblem } from './smooth/smoothness.js';

/**
 * The largest degree of a potential: beyond it, x^k for an ordinary position leaves the range of numbers, and what was written
 * is more likely a slip than a model. Whether a time step serves a steep potential is for the pilot run to find.
 */
export const LARGEST_DEGREE = 100;

/** V or U: a polynomial, or another smooth function of polynomial growth. */
export type Potential = Expression;

/** Whether a potential is other than a constant. */
export function exertsForce(f: Potential): boolean {
  return constantOf(f) === null;
}

const names = { r: 'coupling', q: 'pinning' } as const;

/**
 * A polynomial potential as written in a study file: V(r) of a coupling or U(q) of a pinning, such as `r^4/4` or `q^6/6 + q^4/4`.
 *
 * @throws Invalid with the position (from 1) of what cannot be a polynomial of degree at most LARGEST_DEGREE
 */
export function potential(text: string, variable: 'r' | 'q'): Polynomial {
  return parsed(text, variable, false) as Polynomial;
}

/**
 * A potential of any smooth function that the powers of its variable bound, with all its derivatives (C∞_temp of section 2): `sqrt(1 + r^2)`,
 * `1 - cos(r)`, `q^6/6 + 0.1*cos(3*q)`. What is a polynomial, is read as one.
 *
 * @throws Invalid with the position (from 1) of what is not smooth, or grows faster than every power
 */
export function smoothPotential(text: string, variable: 'r' | 'q'): Potential {
  return parsed(text, variable, true);
}

/**
 *   sum = term ((+|−) term)*    term = factor ((*|/) factor)*    factor = (+|−)* power
 *   power = atom (^ factor)?    atom = number | variable | (sum) | name(sum)
 *
 * so that −r^2 = −(r²), r^2^3 = r^(2³). In a polynomial only constants divide. An exponent is a constant whole number, negative for constants only.
 *
 * @param text at most 1000 characters
 * @param variable the only variable that may occur; it also tells the potential's name in errors
 * @param smooth whether it may be other than a polynomial
 */
function parsed(text: string, variable: 'r' | 'q', smooth: boolean): Expression {
  const name = names[variable];
  let at = 0;
  let depth = 0;

  const broken = (rule: string, position = at): Invalid =>
    new Invalid(name, `${rule} (at character ${String(position + 1)})`, text);

  /** What stands next, without taking it; '' at the end. */
  const next = (): string => {
    while (/\s/.test(text.charAt(at))) at++;
    return text.charAt(at);
  };

  const takeSum = (): Expression => {
    let result = takeTerm();
    for (let sign = next(); sign === '+' || sign === '-'; sign = next()) {
      at++;
      result = sum(result, signed(takeTerm(), sign));
    }
    return result;
  };

  const takeTerm = (): Expression => {
    let result = takeFactor();
    for (let sign = next(); sign === '*' || sign === '/'; sign = next()) {
      const start = at++;
      const factor = takeFactor();
      result = checked(sign === '*' ? product(result, factor) : divided(result, factor, start), start);
    }
    return result;
  };

  const divided = (f: Expression, g: Expression, start: number): Expression => {
    if (constantOf(g) === 0) throw broken('division by 0', start);
    if (constantOf(g) === null) {
      if (!smooth) throw broken(`division by something that depends on ${variable}`, start);
      refuse(quotientProblem(g), start);
    }
    return quotient(f, g);
  };

  const takeFactor = (): Expression => {
    const sign = next();
    if (sign !== '-' && sign !== '+') return takePower();
    at++;
    return nested(() => signed(takeFactor(), sign));
  };

  const takePower = (): Expression => {
    const base = takeAtom();
    if (next() !== '^') return base;
    const start = at++;
    const exponent = constantOf(nested(takeFactor));
    if (exponent === null) throw broken(`an exponent that depends on ${variable}`, start);
    if (!Number.isInteger(exponent)) throw broken('an exponent that is not a whole number', start);
    const value = constantOf(base);
    if (value !== null) {
      return product([exponent < 0 ? 1 / power(value, -exponent) : power(value, exponent)], [1]);
    }
    if (exponent < 0 && !smooth) throw broken('a negative exponent', start);
    const size = Math.abs(exponent);
    if (size * (isPolynomial(base) ? degree(base) : 1) > LARGEST_DEGREE) throw broken(tooHigh, start);
    const raised = expressionPower(base, size);
    return exponent < 0 ? divided([1], raised, start) : raised;
  };

  const takeAtom = (): Expression => {
    const start = at;
    const character = next();
    if (character === '(') {
      at++;
      const inside = nested(takeSum);
      if (next() !== ')') throw broken('an unclosed parenthesis', start);
      at++;
      return inside;
    }
    const number = /^(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?/.exec(text.slice(at))?.[0];
    if (number !== undefined) {
      at += number.length;
      return product([Number(number)], [1]);
    }
    const word = /^[\p{L}_][\p{L}\p{N}_]*/u.exec(text.slice(at))?.[0];
    if (word === undefined)
      throw broken(character === '' ? 'ends too early' : 'a number, a variable or ( must stand here');
    if (word !== variable) {
      const position = at;
      at += word.length;
      if (next() === '(') return takeCall(word, position);
      if (smooth && isFunction(word)) throw broken(`${word} takes its argument in parentheses`, position);
      throw broken(`${word} is unknown, the variable is ${variable}`, position);
    }
    at += word.length;
    return [0, 1];
  };

  const takeCall = (word: string, position: number): Expression => {
    if (!smooth) throw broken(`not a polynomial, ${word} is no power of ${variable}`, position);
    if (!isFunction(word)) throw broken(`the function ${word} is ${notOneOf(functionNames, word)}`, position);
    const argument = takeAtom();
    refuse(callProblem(word, argument), position);
    return call(word, argument);
  };

  const nested = <T>(take: () => T): T => {
    if (++depth > 100) throw broken('nested more than 100 deep');
    const result = take();
    depth--;
    return result;
  };

  const checked = (f: Expression, position: number): Expression => {
    if (isPolynomial(f) && degree(f) > LARGEST_DEGREE) throw broken(tooHigh, position);
    return f;
  };

  const refuse = (problem: string | null, position: number): void => {
    if (problem !== null) throw broken(problem, position);
  };

  if (text.length > 1000) throw new Invalid(name, 'longer than 1000 characters', `${text.slice(0, 40)}…`);
  const result = takeSum();
  if (next() === ')') throw broken('a parenthesis that nothing opened');
  if (next() !== '') throw broken('an operator must stand here, such as * for a product');
  if (!coefficients(result).every(Number.isFinite))
    throw new Invalid(name, 'a coefficient is not finite', text);
  return result;
}

const signed = (f: Expression, sign: string): Expression => (sign === '-' ? product([-1], f) : f);

const isFunction = (word: string): word is FunctionName =>
  (functionNames as readonly string[]).includes(word);

/** All numbers in an expression. */
function coefficients(f: Expression): readonly number[] {
  if (isPolynomial(f)) return f;
  switch (f.op) {
    case 'sum':
      return f.terms.flatMap(coefficients);
    case 'product':
      return f.factors.flatMap(coefficients);
    case 'quotient':
      return [...coefficients(f.numerator), ...coefficients(f.denominator)];
    case 'power':
      return coefficients(f.base);
    case 'call':
      return coefficients(f.of);
  }
}

const tooHigh = `of a degree above ${String(LARGEST_DEGREE)}`;
