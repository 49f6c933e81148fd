import { power } from '../math/elementary.js';
import { Invalid } from '../data/invalid.js';
import { degree, polynomialProduct, scaled, polynomialSum, trimmed, type Polynomial } from './polynomial.js';

/**
 * The largest degree of a potential: beyond it, x^k for an ordinary position leaves the range of numbers, and what was written
 * is more likely a slip than a model. Whether a time step serves a steep potential is for the pilot run to find.
 */
export const LARGEST_DEGREE = 100;

const names = { r: 'coupling', q: 'pinning' } as const;

/**
 * A potential as written in a study file: V(r) of a coupling or U(q) of a pinning, such as `r^4/4` or `q^6/6 + q^4/4`.
 *
 *   sum = term ((+|−) term)*    term = factor ((*|/) factor)*    factor = (+|−)* power
 *   power = atom (^ factor)?    atom = number | variable | (sum)
 *
 * so that −r^2 = −(r²), r^2^3 = r^(2³), and only constants divide or stand in an exponent. A constant's exponent may
 * be any whole number (10^-2), the variable's must not be negative.
 *
 * @param text at most 1000 characters
 * @param variable the only variable that may occur; it also tells the potential's name in errors
 * @throws Invalid with the position (from 1) of what cannot be a polynomial of degree at most LARGEST_DEGREE
 */
export function potential(text: string, variable: 'r' | 'q'): Polynomial {
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

  const takeSum = (): Polynomial => {
    let result = takeTerm();
    for (let sign = next(); sign === '+' || sign === '-'; sign = next()) {
      at++;
      result = polynomialSum(result, scaled(takeTerm(), sign === '+' ? 1 : -1));
    }
    return result;
  };

  const takeTerm = (): Polynomial => {
    let result = takeFactor();
    for (let sign = next(); sign === '*' || sign === '/'; sign = next()) {
      const start = at++;
      const factor = takeFactor();
      if (sign === '*') {
        result = checked(polynomialProduct(result, factor), start);
      } else {
        const divisor = constant(factor);
        if (divisor === undefined) throw broken(`division by something that depends on ${variable}`, start);
        if (divisor === 0) throw broken('division by 0', start);
        result = trimmed(result.map((c) => c / divisor));
      }
    }
    return result;
  };

  const takeFactor = (): Polynomial => {
    const sign = next();
    if (sign !== '-' && sign !== '+') return takePower();
    at++;
    return nested(() => scaled(takeFactor(), sign === '-' ? -1 : 1));
  };

  const takePower = (): Polynomial => {
    const base = takeAtom();
    if (next() !== '^') return base;
    const start = at++;
    const exponent = constant(nested(takeFactor));
    if (exponent === undefined) throw broken(`an exponent that depends on ${variable}`, start);
    if (!Number.isInteger(exponent)) throw broken('an exponent that is not a whole number', start);
    const value = constant(base);
    if (value !== undefined) {
      return trimmed([exponent < 0 ? 1 / power(value, -exponent) : power(value, exponent)]);
    }
    if (exponent < 0) throw broken('a negative exponent', start);
    if (exponent * degree(base) > LARGEST_DEGREE) throw broken(tooHigh, start);
    let result: Polynomial = [1];
    for (let k = 0; k < exponent; k++) result = polynomialProduct(result, base);
    return result;
  };

  const takeAtom = (): Polynomial => {
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
      return trimmed([Number(number)]);
    }
    const word = /^[\p{L}_][\p{L}\p{N}_]*/u.exec(text.slice(at))?.[0];
    if (word === undefined)
      throw broken(character === '' ? 'ends too early' : 'a number, a variable or ( must stand here');
    if (word !== variable) {
      const position = at;
      at += word.length;
      if (next() === '(') throw broken(`not a polynomial, ${word} is no power of ${variable}`, position);
      throw broken(`${word} is unknown, the variable is ${variable}`, position);
    }
    at += word.length;
    return [0, 1];
  };

  const nested = (take: () => Polynomial): Polynomial => {
    if (++depth > 100) throw broken('nested more than 100 deep');
    const result = take();
    depth--;
    return result;
  };

  const checked = (f: Polynomial, position: number): Polynomial => {
    if (degree(f) > LARGEST_DEGREE) throw broken(tooHigh, position);
    return f;
  };

  if (text.length > 1000) throw new Invalid(name, 'longer than 1000 characters', `${text.slice(0, 40)}…`);
  const result = takeSum();
  if (next() === ')') throw broken('a parenthesis that nothing opened');
  if (next() !== '') throw broken('an operator must stand here, such as * for a product');
  if (!result.every(Number.isFinite)) throw new Invalid(name, 'a coefficient is not finite', text);
  // A negated 0 becomes 0 again, so that equal potentials are equal in every respect.
  return result.map((c) => c + 0);
}

const tooHigh = `of a degree above ${String(LARGEST_DEGREE)}`;

/** The value of a polynomial that does not depend on its variable. */
function constant(f: Polynomial): number | undefined {
  return f.length > 1 ? undefined : (f[0] ?? 0);
}
