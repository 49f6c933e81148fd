import { MANTISSA_BITS, ONE_BITS, SHIFT, SHIFTED_BIAS, WHOLE_BIAS, WHOLE_BITS } from './bits.js';
import type { Int, Real, RealFunction } from './expression.js';
import { localsOf, routinesOf, runs } from './registers.js';
import type { Program, Routine, Statement } from './statement.js';

const PAGE = 65536;
/** Numbers in a register: a vector is lanes/2 of them. A uniform value takes one, whatever the lanes. */
const WIDTH = 2;

const intOperations = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div_u', '<': 'lt_u', '==': 'eq' } as const;
const realOperations = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div' } as const;

/** A program as WebAssembly text: a module that takes its memory from `kernel.memory`. */
export function watText(program: Program): string {
  const exported = new Set(program.exports);
  return `(module
    (import "kernel" "memory" (memory ${String(Math.ceil(program.bytes / PAGE))}))
    ${routinesOf(program, narrow)
      .map((routine) => routineText(routine, exported.has(routine)))
      .join('\n')})`;
}

/** There are sixteen registers for vectors of more than one. */
const narrow = ({ body }: Routine): readonly Statement[] => body;

function routineText(routine: Routine, exported: boolean): string {
  const registers = Array.from({ length: routine.lanes / WIDTH }, (_, r) => r);
  let loops = 0;
  const local = (name: string, type: string): string => `(local $${name} ${type})`;

  const many = (list: readonly Statement[]): string =>
    runs(list)
      .flatMap((run) =>
        'each' in run ? registers.flatMap((r) => run.each.map((s) => vectorText(s, r))) : [one(run.one)],
      )
      .join('\n');
  const one = (statement: Statement): string => {
    switch (statement.do) {
      case 'set int':
        return `(local.set $${statement.variable.name} ${intText(statement.value)})`;
      case 'repeat': {
        const label = `$loop${String(loops++)}`;
        return `(loop ${label} ${many(statement.body)} (br_if ${label} ${intText(statement.condition)}))`;
      }
      case 'while': {
        const label = `$loop${String(loops++)}`;
        return `(block ${label}end (loop ${label} (br_if ${label}end (i32.eqz ${intText(statement.condition)}))
          ${many(statement.body)} (br ${label})))`;
      }
      case 'if': {
        const otherwise = statement.otherwise.length > 0 ? `(else ${many(statement.otherwise)})` : '';
        return `(if ${intText(statement.condition)} (then ${many(statement.then)}) ${otherwise})`;
      }
      case 'call': {
        const text = `(call $${statement.routine.name} ${statement.values.map(intText).join(' ')})`;
        return statement.result ? `(local.set $${statement.result.name} ${text})` : text;
      }
      default:
        return vectorText(statement, 0);
    }
  };
  const { ints, uniforms, vectors } = localsOf(routine, narrow(routine));
  return `(func $${routine.name} ${exported ? `(export "${routine.name}")` : ''}
    ${routine.parameters.map(({ name }) => `(param $${name} i32)`).join(' ')} ${routine.result ? '(result i32)' : ''}
    ${ints.map((name) => local(name, 'i32')).join(' ')}
    ${uniforms.map((name) => local(name, 'v128')).join(' ')}
    ${vectors.flatMap((name) => registers.map((r) => local(register(name, r), 'v128'))).join(' ')}
    ${many(narrow(routine))}
    ${routine.result ? intText(routine.result) : ''})`;
}

const register = (name: string, r: number): string => `${name}.${String(r)}`;

/** What a statement on reals does to the lanes of register r. */
function vectorText(statement: Statement, r: number): string {
  if (statement.do === 'set') {
    const { shape, name } = statement.variable;
    return `(local.set $${shape === 'vector' ? register(name, r) : name} ${realText(statement.value, r)})`;
  }
  if (statement.do !== 'store') throw new TypeError(`a statement on reals, not ${statement.do}`);
  const { address, offset, value, one } = statement;
  return one
    ? `(v128.store64_lane offset=${String(offset)} 0 ${intText(address)} ${realText(value, 0)})`
    : `(v128.store offset=${String(offset + 8 * WIDTH * r)} ${intText(address)} ${realText(value, r)})`;
}

function intText(value: Int): string {
  switch (value.op) {
    case 'integer':
      return `(i32.const ${String(value.value)})`;
    case 'index':
      return `(local.get $${value.name})`;
    case 'word':
      return `(i32.load offset=${String(value.offset)} ${intText(value.address)})`;
    case 'choice':
      return `(select ${intText(value.a)} ${intText(value.b)} ${intText(value.condition)})`;
    default:
      return `(i32.${intOperations[value.op]} ${intText(value.a)} ${intText(value.b)})`;
  }
}

function realText(value: Real, r: number): string {
  switch (value.op) {
    case 'constant':
      return value.value === 0
        ? '(v128.const i64x2 0 0)'
        : `(f64x2.splat (f64.const ${String(value.value)}))`;
    case 'real':
      return `(local.get $${value.shape === 'vector' ? register(value.name, r) : value.name})`;
    case 'load':
      return value.shape === 'uniform'
        ? `(v128.load64_splat offset=${String(value.offset)} ${intText(value.address)})`
        : `(v128.load offset=${String(value.offset + 8 * WIDTH * r)} ${intText(value.address)})`;
    case 'negative':
      return `(f64x2.neg ${realText(value.a, r)})`;
    case 'root':
    case 'power of two':
    case 'exponent':
    case 'mantissa':
      return functionTexts[value.op](realText(value.a, r));
    case 'alternate': {
      const parity = `(i64x2.shl (f64x2.add ${realText(value.b, r)} ${everyNumber(SHIFT)}) (i32.const 63))`;
      return `(v128.xor ${realText(value.a, r)} ${parity})`;
    }
    case 'either': {
      const [less, otherwise] = [realText(value.less, r), realText(value.otherwise, r)];
      // The least and the largest of two are one instruction.
      if (value.a === value.less && value.b === value.otherwise) return `(f64x2.pmin ${otherwise} ${less})`;
      if (value.a === value.otherwise && value.b === value.less) return `(f64x2.pmax ${otherwise} ${less})`;
      return `(v128.bitselect ${less} ${otherwise} (f64x2.lt ${realText(value.a, r)} ${realText(value.b, r)}))`;
    }
    default:
      return `(f64x2.${realOperations[value.op]} ${realText(value.a, r)} ${realText(value.b, r)})`;
  }
}

const everyNumber = (value: number): string => `(f64x2.splat (f64.const ${String(value)}))`;
const everyWord = (bits: string): string => `(v128.const i64x2 ${bits} ${bits})`;

const functionTexts: Readonly<Record<RealFunction, (a: string) => string>> = {
  root: (a) => `(f64x2.sqrt ${a})`,
  'power of two': (a) => `(i64x2.shl (f64x2.add ${a} ${everyNumber(SHIFTED_BIAS)}) (i32.const 52))`,
  exponent: (a) =>
    `(f64x2.sub (v128.or (i64x2.shr_u ${a} (i32.const 52)) ${everyWord(WHOLE_BITS)}) ${everyNumber(WHOLE_BIAS)})`,
  mantissa: (a) => `(v128.or (v128.and ${a} ${everyWord(MANTISSA_BITS)}) ${everyWord(ONE_BITS)})`,
};
