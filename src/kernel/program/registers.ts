import type { Int, Real } from './expression.js';
import type { Program, Routine, Statement } from './statement.js';

/** What a routine's variables are. */
export interface Locals {
  readonly ints: readonly string[];
  readonly uniforms: readonly string[];
  readonly vectors: readonly string[];
}

/** Statements that only compute and store vectors, to be printed for one register after the other; or one other statement. */
export type StatementRun = { readonly each: readonly Statement[] } | { readonly one: Statement };

const ofLanes = (statement: Statement): boolean =>
  (statement.do === 'set' && statement.variable.shape === 'vector') ||
  (statement.do === 'store' && !statement.one);

/**
 * Cuts statements into runs. Lanes do not mix and lie apart in memory, so that a run may be done for some lanes first, then for the next: an order
 * in which few registers hold values at a time. A statement marked `together` is a run of its own.
 */
export function runs(statements: readonly Statement[]): StatementRun[] {
  const result: StatementRun[] = [];
  let each: Statement[] = [];
  for (const statement of statements) {
    if (ofLanes(statement)) {
      const alone = statement.do === 'set' && statement.together === true;
      if (alone || each.length === 0) result.push({ each: (each = []) });
      each.push(statement);
      if (alone) each = [];
    } else {
      each = [];
      result.push({ one: statement });
    }
  }
  return result;
}

/** Which of a routine's bodies a printer takes. */
export type BodyChoice = (routine: Routine) => readonly Statement[];

/** The routines of a program, each after those that it calls. */
export function routinesOf({ exports }: Program, bodyOf: BodyChoice): Routine[] {
  const found = new Set<Routine>();
  const visit = (routine: Routine): void => {
    if (found.has(routine)) return;
    walk(bodyOf(routine), (statement) => {
      if (statement.do === 'call') visit(statement.routine);
    });
    found.add(routine);
  };
  exports.forEach(visit);
  return [...found];
}

/** The variables of a routine that are not its parameters, with one of its bodies. */
export function localsOf({ parameters, result }: Routine, body: readonly Statement[]): Locals {
  const ints = new Set<string>();
  const uniforms = new Set<string>();
  const vectors = new Set<string>();
  const int = (value: Int): void => {
    if (value.op === 'index') ints.add(value.name);
    else if (value.op === 'word') int(value.address);
    else if (value.op !== 'integer') {
      int(value.a);
      int(value.b);
      if (value.op === 'choice') int(value.condition);
    }
  };
  const real = (value: Real): void => {
    if (value.op === 'real') (value.shape === 'uniform' ? uniforms : vectors).add(value.name);
    else if (value.op === 'load') int(value.address);
    else if (value.op !== 'constant') {
      real(value.a);
      if ('b' in value) real(value.b);
      if (value.op === 'either') {
        real(value.less);
        real(value.otherwise);
      }
    }
  };
  walk(body, (statement) => {
    switch (statement.do) {
      case 'set int':
        int(statement.variable);
        int(statement.value);
        break;
      case 'set':
        real(statement.variable);
        real(statement.value);
        break;
      case 'store':
        int(statement.address);
        real(statement.value);
        break;
      case 'call':
        statement.values.forEach(int);
        if (statement.result) int(statement.result);
        break;
      default:
        int(statement.condition);
    }
  });
  if (result) int(result);
  for (const { name } of parameters) ints.delete(name);
  return { ints: [...ints], uniforms: [...uniforms], vectors: [...vectors] };
}

function walk(statements: readonly Statement[], visit: (statement: Statement) => void): void {
  for (const statement of statements) {
    visit(statement);
    if (statement.do === 'repeat' || statement.do === 'while') walk(statement.body, visit);
    if (statement.do === 'if') walk([...statement.then, ...statement.otherwise], visit);
  }
}
