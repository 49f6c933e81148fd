import type { Index, Int, Real, RealVariable } from './expression.js';

export type Statement =
  | { readonly do: 'set int'; readonly variable: Index; readonly value: Int }
  | { readonly do: 'set'; readonly variable: RealVariable; readonly value: Real; readonly together?: true }
  /** Every lane of the value to address + offset; where `one`, a uniform value to one number there. */
  | {
      readonly do: 'store';
      readonly address: Int;
      readonly offset: number;
      readonly value: Real;
      readonly one: boolean;
    }
  /** The body at least once, as long as the condition holds after it. */
  | { readonly do: 'repeat'; readonly body: readonly Statement[]; readonly condition: Int }
  /** The body as long as the condition holds before it. */
  | { readonly do: 'while'; readonly body: readonly Statement[]; readonly condition: Int }
  | {
      readonly do: 'if';
      readonly condition: Int;
      readonly then: readonly Statement[];
      readonly otherwise: readonly Statement[];
    }
  | {
      readonly do: 'call';
      readonly routine: Routine;
      readonly values: readonly Int[];
      readonly result: Index | undefined;
    };

/** Statements, in lists of any depth. */
export type StatementList = Statement | readonly StatementList[];

/** A function of a program. Its variables are its own, and 0 before they are set. */
export interface Routine {
  readonly name: string;
  /** Numbers in one of its vectors. */
  readonly lanes: number;
  readonly parameters: readonly Index[];
  readonly body: readonly Statement[];
  /**
   * Another body for processors with many registers, where one holds a vector's lanes: more vectors are alive at a time, so that more operations
   * wait for none. It leaves the same bytes of memory.
   */
  readonly wide: readonly Statement[] | undefined;
  readonly result: Int | undefined;
}

/** What one kernel is compiled from: routines on one memory, and the routines that these call. */
export interface Program {
  /** Bytes of memory that it needs. */
  readonly bytes: number;
  readonly exports: readonly Routine[];
}

function statements(block: StatementList): readonly Statement[] {
  return 'do' in block ? [block] : block.flatMap(statements);
}

export function set(variable: Index, value: Int): Statement;
export function set(variable: RealVariable, value: Real): Statement;
export function set(variable: Index | RealVariable, value: Int | Real): Statement {
  return variable.op === 'index'
    ? { do: 'set int', variable, value: value as Int }
    : { do: 'set', variable, value: value as Real };
}

/** The same, to be done for all lanes before the next statement: one of many that each wait for the one before. */
export const together = (statement: Statement): Statement =>
  statement.do === 'set' ? { ...statement, together: true } : statement;
export const store = (address: Int, offset: number, value: Real): Statement => ({
  do: 'store',
  address,
  offset,
  value,
  one: false,
});

/** Stores one number, the same in every lane. */
export const storeOne = (address: Int, offset: number, value: Real): Statement => ({
  do: 'store',
  address,
  offset,
  value,
  one: true,
});

/** variable ← variable + by. */
export const advance = (variable: Index, by: number): Statement =>
  set(variable, { op: '+', a: variable, b: { op: 'integer', value: by } });

export const repeat = (body: StatementList, condition: Int): Statement => ({
  do: 'repeat',
  body: statements(body),
  condition,
});

export const repeatWhile = (condition: Int, body: StatementList): Statement => ({
  do: 'while',
  body: statements(body),
  condition,
});

export const when = (condition: Int, then: StatementList, otherwise: StatementList = []): Statement => ({
  do: 'if',
  condition,
  then: statements(then),
  otherwise: statements(otherwise),
});

export const call = (routine: Routine, values: readonly Int[], result?: Index): Statement => ({
  do: 'call',
  routine,
  values,
  result,
});

export const routine = (
  name: string,
  lanes: number,
  parameters: readonly Index[],
  body: StatementList,
  result?: Int,
): Routine => ({ name, lanes, parameters, body: statements(body), wide: undefined, result });

/** The routine with another body for processors with many registers. */
export const widened = (narrow: Routine, wide: StatementList): Routine => ({
  ...narrow,
  wide: statements(wide),
});
