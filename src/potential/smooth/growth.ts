import { numbers } from '../../math/functions/arithmetic.js';
import { rounded } from '../hypothesis.js';
import { isPolynomial, type Polynomial } from '../polynomial.js';
import type { Compound, Expression } from './expression.js';
import { functions } from './functions.js';

/**
 * How f behaves as x → ∞: like c·x^power·(ln x)^log. Where c is null that is only a bound on |f|, which may change its sign or be much smaller. A function that
 * vanishes faster than any power, or everywhere, has the power −∞; one that no power bounds the power ∞.
 */
export interface Growth {
  readonly power: number;
  readonly log: number;
  readonly c: number | null;
}

const NOTHING: Growth = { power: -Infinity, log: 0, c: null };
const BOUNDED: Growth = { power: 0, log: 0, c: null };
/** Of a function that tends to c: to 0 at a rate that is not known. */
const towards = (c: number): Growth => (c === 0 ? BOUNDED : { power: 0, log: 0, c });

/** Below this a sum of leading coefficients is what rounding has left of 0. */
const CANCELLED = 1e-14;

/** By an algebra of leading terms: what cancels in them is lost, and leaves a bound. */
export function growth(f: Expression): Growth {
  if (isPolynomial(f)) return ofPolynomial(f);
  switch (f.op) {
    case 'sum':
      return f.terms.map(growth).reduce(ofSum);
    case 'product':
      return f.factors.map(growth).reduce(ofProduct);
    case 'quotient':
      return ofQuotient(growth(f.numerator), growth(f.denominator));
    case 'power': {
      const base = growth(f.base);
      return Array.from({ length: f.exponent }, () => base).reduce(ofProduct);
    }
    case 'call':
      return ofCall(f, growth(f.of));
  }
}

/** 1, 0 or −1: whether f grows more than g, as much, or less; constants apart. */
export function compared(f: Pick<Growth, 'power' | 'log'>, g: Pick<Growth, 'power' | 'log'>): number {
  return f.power === g.power ? Math.sign(f.log - g.log) : Math.sign(f.power - g.power);
}

/** Whether f tends to ∞. */
export const rises = ({ c, power, log }: Growth): boolean =>
  c !== null && c > 0 && (power > 0 || (power === 0 && log > 0));

/** Whether |f| has no bound, as far as is known. */
export const isUnbounded = ({ power, log }: Growth): boolean => power > 0 || (power === 0 && log > 0);

/** `0.5 x^2 ln x`; `x^2 ln x` where no coefficient is known. */
export function growthText({ power, log, c }: Growth, variable: string): string {
  if (power === -Infinity) return '0';
  const factors = [
    ...(c === null ? [] : [rounded(c)]),
    ...(power === 0 ? [] : [power === 1 ? variable : `${variable}^${rounded(power)}`]),
    ...(log === 0 ? [] : [log === 1 ? `ln ${variable}` : `(ln ${variable})^${rounded(log)}`]),
  ];
  return factors.length === 0 ? 'a bounded function' : factors.join(' ');
}

function ofPolynomial(f: Polynomial): Growth {
  return f.length === 0 ? NOTHING : { power: f.length - 1, log: 0, c: f[f.length - 1] as number };
}

function ofSum(f: Growth, g: Growth): Growth {
  const order = compared(f, g);
  if (order !== 0) return order > 0 ? f : g;
  const c = f.c === null || g.c === null ? null : f.c + g.c;
  const lost = c === null || Math.abs(c) <= CANCELLED * Math.abs(f.c as number);
  return { ...f, c: lost ? null : c };
}

function ofProduct(f: Growth, g: Growth): Growth {
  return {
    power: f.power + g.power,
    log: f.log + g.log,
    c: f.c === null || g.c === null ? null : f.c * g.c,
  };
}

/** A denominator has no zeros: it is bounded from below where no more is known. */
function ofQuotient(f: Growth, g: Growth): Growth {
  if (g.c === null) return { ...f, c: null };
  return { power: f.power - g.power, log: f.log - g.log, c: f.c === null ? null : f.c / g.c };
}

function ofCall({ name }: Extract<Compound, { op: 'call' }>, u: Growth): Growth {
  const value = functions[name];
  const vanishes = compared(u, BOUNDED) < 0;
  const limit = vanishes ? 0 : isUnbounded(u) ? null : u.c;
  const unbounded = isUnbounded(u);
  switch (name) {
    case 'sqrt':
      return { power: u.power / 2, log: u.log / 2, c: u.c === null ? null : value(numbers, u.c) };
    case 'log':
      if (!unbounded) return limit === null ? BOUNDED : towards(value(numbers, limit));
      return u.power > 0 && u.c !== null ? { power: 0, log: 1, c: u.power } : { power: 0, log: 1, c: null };
    case 'exp':
      if (!unbounded) return limit === null ? BOUNDED : towards(value(numbers, limit));
      // e^{c ln x} = x^c, up to factors that the next term of u makes.
      if (u.power === 0 && u.log === 1 && u.c !== null) return { power: u.c, log: 0, c: null };
      return u.c !== null && u.c < 0 ? NOTHING : { power: Infinity, log: 0, c: null };
    case 'cos':
      return limit === null ? BOUNDED : towards(value(numbers, limit));
    case 'sin':
      if (vanishes) return u;
      return limit === null ? BOUNDED : towards(value(numbers, limit));
    case 'tanh':
    case 'atan':
      if (vanishes) return u;
      if (unbounded) return u.c === null ? BOUNDED : towards(value(numbers, u.c > 0 ? Infinity : -Infinity));
      return limit === null ? BOUNDED : towards(value(numbers, limit));
  }
}
