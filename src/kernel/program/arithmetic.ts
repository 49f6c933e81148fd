import type { Arithmetic } from '../../math/functions/arithmetic.js';
import {
  alternate,
  constant,
  either,
  exponent,
  mantissa,
  minus,
  negative,
  over,
  plus,
  powerOfTwo,
  root,
  times,
  uniform,
  vector,
  type Real,
  type RealVariable,
} from './expression.js';
import { set, together, type Statement } from './statement.js';

/**
 * The arithmetic of functions as statements: every operation sets a variable of its own, and one that was done before is not done again.
 *
 * Variables are named by the prefix and a number. What is written for one argument may be repeated in the program for other values of the same
 * variable.
 */
export class KernelArithmetic implements Arithmetic<RealVariable> {
  /** Sets the constants: to be done before any of the statements. */
  readonly constants: Statement[] = [];
  /** The operations so far, in their order. */
  readonly statements: Statement[] = [];
  private readonly known = new Map<string, RealVariable>();

  constructor(private readonly prefix: string) {}

  constant(value: number): RealVariable {
    return this.once(`constant ${String(value)}`, () => {
      const variable = uniform(this.name());
      this.constants.push(set(variable, constant(value)));
      return variable;
    });
  }

  plus = (a: RealVariable, b: RealVariable): RealVariable => this.done(plus(a, b), [a, b]);
  minus = (a: RealVariable, b: RealVariable): RealVariable => this.done(minus(a, b), [a, b]);
  times = (a: RealVariable, b: RealVariable): RealVariable => this.done(times(a, b), [a, b]);
  over = (a: RealVariable, b: RealVariable): RealVariable => this.done(over(a, b), [a, b]);
  negative = (a: RealVariable): RealVariable => this.done(negative(a), [a]);
  root = (a: RealVariable): RealVariable => this.done(root(a), [a]);
  powerOfTwo = (a: RealVariable): RealVariable => this.done(powerOfTwo(a), [a]);
  exponent = (a: RealVariable): RealVariable => this.done(exponent(a), [a]);
  mantissa = (a: RealVariable): RealVariable => this.done(mantissa(a), [a]);
  alternate = (a: RealVariable, k: RealVariable): RealVariable => this.done(alternate(a, k), [a, k]);
  choice = (a: RealVariable, b: RealVariable, less: RealVariable, otherwise: RealVariable): RealVariable =>
    this.done(either(a, b, less, otherwise), [a, b, less, otherwise]);

  private done(value: Real, of: readonly RealVariable[]): RealVariable {
    return this.once(`${value.op} ${of.map(({ name }) => name).join(' ')}`, () => {
      const variable = vector(this.name());
      this.statements.push(together(set(variable, value)));
      return variable;
    });
  }

  private once(key: string, made: () => RealVariable): RealVariable {
    const found = this.known.get(key) ?? made();
    this.known.set(key, found);
    return found;
  }

  private name(): string {
    return `${this.prefix}${String(this.known.size)}`;
  }
}
