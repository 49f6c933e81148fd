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

/** A function of a variable in a routine. */
export interface ForceCode {
  /** Loads the coefficients, before anything else. */
  readonly start: StatementList;
  /** What must be done whenever the variable has changed, before the value is taken. */
  readonly setup: StatementList;
  readonly value: Real;
}

interface CodePlace {
  /** What the names of its variables begin with. */
  readonly prefix: string;
  /** Where the coefficients lie. */
  readonly table: Int;
  readonly offset: number;
  readonly x: RealVariable;
  /** A variable that may be overwritten. */
  readonly square: RealVariable;
}

/** Σ_k c_k x^k over the exponents, or strength times V'. */
export function forceCode(force: Force, place: CodePlace): ForceCode {
  return 'compound' in force
    ? compoundCode(place, (on) => evaluated(on, slope(force.compound), place.x))
    : powersCode(force.exponents, place);
}

/** The same for the energies that belong to the forces: without the constant. */
export function energyCode(force: Force, place: CodePlace): ForceCode {
  if (!('compound' in force))
    return powersCode(
      force.exponents.map((k) => k + 1),
      place,
    );
  const ground = functionOf(force.compound)(0);
  return compoundCode(place, (on) => {
    const value = evaluated<RealVariable>(on, force.compound, place.x);
    return minus(value, on.constant(ground));
  });
}

function powersCode(
  exponents: readonly number[],
  { prefix, table, offset, x, square }: CodePlace,
): ForceCode {
  if (exponents.length === 0) return { start: [], setup: [], value: constant(0) };
  const coefficients = exponents.map((_, i) => uniform(`${prefix}${String(i)}`));
  const start = coefficients.map((c, i) => set(c, spread(table, offset + 8 * i)));
  return { start, ...polynomialCode(exponents, coefficients, x, square) };
}

function compoundCode(
  { prefix, table, offset }: CodePlace,
  value: (on: KernelArithmetic) => Real,
): ForceCode {
  const strength = uniform(`${prefix}0`);
  const on = new KernelArithmetic(`${prefix}_`);
  const own = times(strength, value(on));
  return { start: [set(strength, spread(table, offset)), on.constants], setup: on.statements, value: own };
}
