import { constantOf, product, type Expression } from './expression.js';
import type { FunctionName } from './functions.js';
import { growth } from './growth.js';
import { isPositive } from './infimum.js';
import { LINE, range } from './range.js';
import { reflected } from './reflection.js';

/**
 * Why a quotient by f is not smooth, or null. Where it is divided by what keeps away from 0, and functions are called where these rules let them, all
 * derivatives are products of functions that powers bound, and of powers of bounded 1/f: so every such expression lies in C∞_temp.
 */
export function quotientProblem(f: Expression): string | null {
  if (isPositive(f) || isPositive(product([-1], f))) return null;
  return 'a quotient is not smooth, as its denominator may reach 0';
}

/** Why the function of f is not smooth, or not bounded by powers; null where it is both. */
export function callProblem(name: FunctionName, f: Expression): string | null {
  const value = constantOf(f);
  const positive = value === null ? () => isPositive(f) : () => value > 0;
  switch (name) {
    case 'sqrt':
      return positive() || value === 0 ? null : 'a root is not smooth, as what it is taken of may reach 0';
    case 'log':
      return positive() ? null : 'a logarithm is not smooth, as what it is taken of may reach 0';
    case 'exp':
      return isBoundedByPowers(f) ? null : 'exp of what is not bounded above grows faster than every power';
    default:
      return null;
  }
}

function isBoundedByPowers(f: Expression): boolean {
  if (range(f, LINE)[1] < Infinity) return true;
  const own: Expression = { op: 'call', name: 'exp', of: f };
  return [own, reflected(own)].every((side) => growth(side).power < Infinity);
}
