import { derivative, isPolynomial } from '../../potential/polynomial.js';
import type { Potential } from '../../potential/potential.js';
import type { Compound } from '../../potential/smooth/expression.js';
import { slope } from '../../potential/smooth/slope.js';
import { evaluated, functionOf } from '../../potential/smooth/value.js';
import { KernelArithmetic } from '../program/arithmetic.js';
import {
  constant,
  minus,
  spread,
  times,
  uniform,
  vector,
  type Int,
  type Real,
  type RealVariable,
} from '../program/expression.js';
import { polynomialCode } from '../program/polynomial.js';
import { set, type StatementList } from '../program/statement.js';

/**
 * What a kernel is compiled for of a potential: the powers of a polynomial that exert a force, whose coefficients are data; or a compound, of which only the
 * strength is.
 */
export type Force = { readonly exponents: readonly number[] } | { readonly compound: Compound };

/** The exponents are those of the force, increasing. */
export function forceOf(f: Potential): Force {
  if (!isPolynomial(f)) return { compound: f };
  return { exponents: f.flatMap((c, k) => (c !== 0 && k > 0 ? [k - 1] : [])) };
}

/** The number of coefficients that a kick has of it. */
export const coefficientCount = (force: Force): number => ('compound' in force ? 1 : force.exponents.length);

/** Operations of a compound's force, beside those of a polynomial's that every kernel has; 0 of a polynomial. */
export function furtherOperations(f: Potential): number {
  if (isPolynomial(f)) return 0;
  const on = new KernelArithmetic('');
  evaluated(on, slope(f), vector('x'));
  return on.statements.length;
}

/** The coefficients of a potential's force, to be multiplied by the length of a kick and ε. */
export function forceCoefficients(f: Potential): number[] {
  return isPolynomial(f) ? derivative(f).filter((c) => c !== 0) : [1];
}

/** Those of its energy without the constant: of the same powers, each one higher. */
export function energyCoefficients(f: Potential): number[] {
  return isPolynomial(f) ? f.slice(1).filter((c) => c !== 0) : [1];
}

/** A function in a routine. */
export interface ForceCode {
  /** Loads the coefficients at an address, before anything else. */
  readonly start: (table: Int, offset: number) => StatementList;
  /** The value at x, and what must be done before it is taken. */
  readonly of: (x: RealVariable) => { readonly setup: StatementList; readonly value: Real };
}

interface CodeNames {
  /** What the names of its variables begin with. */
  readonly prefix: string;
  /** A variable that may be overwritten. */
  readonly square: RealVariable;
}

/** Σ_k c_k x^k over the exponents, or strength times V'. */
export function forceCode(force: Force, names: CodeNames): ForceCode {
  return 'compound' in force
    ? compoundCode(names, (on, x) => evaluated(on, slope(force.compound), x))
    : powersCode(force.exponents, names);
}

/** The same for the energies that belong to the forces: without the constant. */
export function energyCode(force: Force, names: CodeNames): ForceCode {
  if (!('compound' in force)) {
    return powersCode(
      force.exponents.map((k) => k + 1),
      names,
    );
  }
  const ground = functionOf(force.compound)(0);
  return compoundCode(names, (on, x) => minus(evaluated(on, force.compound, x), on.constant(ground)));
}

function powersCode(exponents: readonly number[], { prefix, square }: CodeNames): ForceCode {
  const coefficients = exponents.map((_, i) => uniform(`${prefix}${String(i)}`));
  return {
    start: (table, offset) => coefficients.map((c, i) => set(c, spread(table, offset + 8 * i))),
    of: (x) =>
      exponents.length === 0
        ? { setup: [], value: constant(0) }
        : polynomialCode(exponents, coefficients, x, square),
  };
}

function compoundCode(
  { prefix }: CodeNames,
  value: (on: KernelArithmetic, x: RealVariable) => Real,
): ForceCode {
  const strength = uniform(`${prefix}0`);
  const argument = vector(`${prefix}_of`);
  const on = new KernelArithmetic(`${prefix}_`);
  const own = times(strength, value(on, argument));
  return {
    start: (table, offset) => [set(strength, spread(table, offset)), on.constants],
    of: (x) => ({ setup: [set(argument, x), on.statements], value: own }),
  };
}
