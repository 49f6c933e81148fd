import { MANTISSA_BITS, ONE_BITS, SHIFT, SHIFTED_BIAS, WHOLE_BIAS, WHOLE_BITS } from './bits.js';
import type { Int, Real, RealFunction } from './expression.js';
import { localsOf, routinesOf, runs } from './registers.js';
import type { Program, Routine, Statement } from './statement.js';

/** The name under which a printed library exports a routine. */
export const exportedName = (routine: string): string => `kernel_${routine}`;

/**
 * A program as C with the vector extensions of GCC and Clang: every routine takes the address of the kernel's memory before its parameters. Compiled
 * without contraction of operations and without fast mathematics it gives the bits of `watText`.
 *
 * @param width numbers in a register of the processor: 2, 4 or 8. A vector is one register of its lanes, or several.
 */
export function cText(program: Program, width: number): string {
  const bodyOf = ({ body, wide, lanes }: Routine): readonly Statement[] =>
    (lanes <= width ? wide : undefined) ?? body;
  const routines = routinesOf(program, bodyOf);
  const widths = [...new Set(routines.map(({ lanes }) => Math.min(lanes, width)))];
  return [
    '#include <stdint.h>',
    'typedef double one __attribute__((may_alias));',
    'typedef uint32_t word __attribute__((may_alias));',
    ...widths.map(
      (w) =>
        `typedef double v${String(w)} __attribute__((vector_size(${String(8 * w)}), aligned(8), may_alias));
typedef uint64_t n${String(w)} __attribute__((vector_size(${String(8 * w)}), aligned(8), may_alias));`,
    ),
    ...routines.map((routine) => routineText(routine, bodyOf(routine), Math.min(routine.lanes, width))),
    ...program.exports.map(exportText),
    '',
  ].join('\n');
}

const parametersText = ({ parameters }: Routine): string =>
  ['uint8_t *m', ...parameters.map(({ name }) => `uint32_t ${int(name)}`)].join(', ');
const resultText = ({ result }: Routine): string => (result ? 'uint32_t' : 'void');

function exportText(routine: Routine): string {
  const values = ['m', ...routine.parameters.map(({ name }) => int(name))].join(', ');
  return `${resultText(routine)} ${exportedName(routine.name)}(${parametersText(routine)}) { ${routine.result ? 'return ' : ''}${called(routine)}(${values}); }`;
}

function routineText(routine: Routine, body: readonly Statement[], width: number): string {
  const registers = Array.from({ length: routine.lanes / width }, (_, r) => r);
  const type = `v${String(width)}`;
  const { ints, uniforms, vectors } = localsOf(routine, body);
  const many = (list: readonly Statement[]): string =>
    runs(list)
      .flatMap((run) =>
        'each' in run
          ? registers.flatMap((r) => run.each.map((statement) => realStatement(statement, r, width)))
          : [one(run.one)],
      )
      .join('\n');
  const one = (statement: Statement): string => {
    switch (statement.do) {
      case 'set int':
        return `${int(statement.variable.name)} = ${intText(statement.value)};`;
      case 'repeat':
        return `do {\n${many(statement.body)}\n} while (${intText(statement.condition)});`;
      case 'while':
        return `while (${intText(statement.condition)}) {\n${many(statement.body)}\n}`;
      case 'if':
        return `if (${intText(statement.condition)}) {\n${many(statement.then)}\n} else {\n${many(statement.otherwise)}\n}`;
      case 'call': {
        const values = ['m', ...statement.values.map(intText)].join(', ');
        const text = `${called(statement.routine)}(${values});`;
        return statement.result ? `${int(statement.result.name)} = ${text}` : text;
      }
      default:
        return realStatement(statement, 0, width);
    }
  };
  return `static ${resultText(routine)} ${called(routine)}(${parametersText(routine)}) {
${[
  ...ints.map((name) => `uint32_t ${int(name)} = 0;`),
  ...uniforms.map((name) => `double ${uniform(name)} = 0;`),
  ...vectors.flatMap((name) => registers.map((r) => `${type} ${register(name, r)} = {0};`)),
].join('\n')}
${many(body)}
${routine.result ? `return ${intText(routine.result)};` : ''}
}`;
}

const called = ({ name }: Routine): string => `routine_${name}`;
const int = (name: string): string => `i_${name}`;
const uniform = (name: string): string => `u_${name}`;
const register = (name: string, r: number): string => `v_${name}_${String(r)}`;

/** An address as WebAssembly forms it: the sum of a 32-bit address and an offset does not wrap around. */
const at = (type: string, address: Int, offset: number): string =>
  `*(${type} *)(m + (uint64_t)${intText(address)} + ${String(offset)}u)`;

/** What a statement on reals does to the lanes of register r. */
function realStatement(statement: Statement, r: number, width: number): string {
  if (statement.do === 'set') {
    const { shape, name } = statement.variable;
    const value = realText(statement.value, r, width);
    return shape === 'uniform'
      ? `${uniform(name)} = ${value};`
      : `${register(name, r)} = ${spreadText(statement.value, value, width)};`;
  }
  if (statement.do !== 'store') throw new TypeError(`a statement on reals, not ${statement.do}`);
  const value = realText(statement.value, r, width);
  return statement.one
    ? `${at('one', statement.address, statement.offset)} = ${value};`
    : `${at(`v${String(width)}`, statement.address, statement.offset + 8 * width * r)} = ${spreadText(statement.value, value, width)};`;
}

/** A value as a vector: a uniform one in every lane. */
function spreadText({ shape }: Real, text: string, width: number): string {
  if (shape === 'vector') return text;
  return `(v${String(width)}){${Array.from({ length: width }, () => text).join(', ')}}`;
}

function intText(value: Int): string {
  switch (value.op) {
    case 'integer':
      return `${String(value.value)}u`;
    case 'index':
      return int(value.name);
    case 'word':
      return at('word', value.address, value.offset);
    case 'choice':
      return `(${intText(value.condition)} ? ${intText(value.a)} : ${intText(value.b)})`;
    default:
      return `(uint32_t)(${intText(value.a)} ${value.op} ${intText(value.b)})`;
  }
}

function realText(value: Real, r: number, width: number): string {
  switch (value.op) {
    case 'constant':
      // 0 is printed without a sign there too.
      return value.value === 0 ? '0.0' : `((double)${String(value.value)})`;
    case 'real':
      return value.shape === 'uniform' ? uniform(value.name) : register(value.name, r);
    case 'load':
      return value.shape === 'uniform'
        ? at('one', value.address, value.offset)
        : at(`v${String(width)}`, value.address, value.offset + 8 * width * r);
    case 'negative':
      return `(-${realText(value.a, r, width)})`;
    case 'root':
    case 'power of two':
    case 'exponent':
    case 'mantissa':
      return functionText(value.op, spreadText(value.a, realText(value.a, r, width), width), width);
    case 'alternate': {
      const every = (part: Real): string => spreadText(part, realText(part, r, width), width);
      return alternateText(every(value.a), every(value.b), width);
    }
    case 'either': {
      const every = (part: Real): string => spreadText(part, realText(part, r, width), width);
      return eitherText([value.a, value.b, value.less, value.otherwise].map(every), width);
    }
    default:
      return `(${realText(value.a, r, width)} ${value.op} ${realText(value.b, r, width)})`;
  }
}

function functionText(op: RealFunction, a: string, width: number): string {
  const [v, n] = [`v${String(width)}`, `n${String(width)}`];
  switch (op) {
    case 'root': {
      const lanes = Array.from({ length: width }, (_, lane) => `__builtin_sqrt(x[${String(lane)}])`);
      return `({ ${v} x = ${a}; (${v}){${lanes.join(', ')}}; })`;
    }
    case 'power of two':
      return `((${v})((${n})(${a} + ((double)${String(SHIFTED_BIAS)})) << 52))`;
    case 'exponent':
      return `((${v})(((${n})${a} >> 52) | ${WHOLE_BITS}u) - ((double)${String(WHOLE_BIAS)}))`;
    case 'mantissa':
      return `((${v})(((${n})${a} & ${MANTISSA_BITS}u) | ${ONE_BITS}u))`;
  }
}

function alternateText(a: string, b: string, width: number): string {
  const [v, n] = [`v${String(width)}`, `n${String(width)}`];
  return `((${v})((${n})${a} ^ ((${n})(${b} + ((double)${String(SHIFT)})) << 63)))`;
}

/** The comparison of vectors gives words of ones and zeros. */
function eitherText(values: readonly string[], width: number): string {
  const [v, n] = [`v${String(width)}`, `n${String(width)}`];
  const [a, b, less, otherwise] = values as [string, string, string, string];
  return `({ ${n} is = (${n})(${a} < ${b}); (${v})(((${n})${less} & is) | ((${n})${otherwise} & ~is)); })`;
}
