import { arctangent } from '../../../math/functions/arctangent.js';
import { numbers, type Arithmetic } from '../../../math/functions/arithmetic.js';
import { exponential, hyperbolicTangent } from '../../../math/functions/exponential.js';
import { logarithm } from '../../../math/functions/logarithm.js';
import { cosine, sine } from '../../../math/functions/sine.js';
import { RandomSequence } from '../../../math/random.js';
import { compiled } from '../../assembler.js';
import { KernelArithmetic } from '../arithmetic.js';
import { index, int, less, load, vector } from '../expression.js';
import { advance, repeat, routine, set, store, type Program } from '../statement.js';

export type Written = <T>(on: Arithmetic<T>, x: T) => T;

/** Functions as they are written once, and where they are tried. */
export const written: readonly (readonly [string, Written, from: number, to: number])[] = [
  ['exp', exponential, -750, 750],
  ['log', logarithm, 1e-300, 4],
  ['sin', sine, -50, 50],
  ['cos', cosine, -1e6, 1e6],
  ['tanh', hyperbolicTangent, -25, 25],
  ['atan', arctangent, -5, 5],
  ['sqrt', (on, x) => on.root(x), 0, 1e9],
  ['exponent and mantissa', (on, x) => on.times(on.exponent(x), on.mantissa(x)), 1e-300, 1e300],
];

/** The values of a function in a range, or what a kernel has stored in their place, with `lanes` numbers in its vectors. */
export function stored(f: Written, from: number, to: number, lanes: number): Float64Array {
  const COUNT = 1024;
  const memory = new WebAssembly.Memory({ initial: 1 });
  const numbersIn = new Float64Array(memory.buffer, 0, COUNT);
  const sequence = new RandomSequence({ seed: 3, stream: 'synthetic' });
  numbersIn.forEach((_, i) => (numbersIn[i] = from + (to - from) * sequence.drawUniform()));
  numbersIn.set([from, to, -0, 0, 1, -1].filter((x) => x >= from && x <= to));
  compiled(programOf(f, lanes, COUNT), memory)['values']?.();
  return numbersIn;
}

/** The same by plain numbers. */
export function plain(f: Written, from: number, to: number): Float64Array {
  return stored((_, x) => x, from, to, 2).map((x) => f(numbers, x));
}

function programOf(f: Written, lanes: number, count: number): Program {
  const o = index('o');
  const x = vector('x');
  const on = new KernelArithmetic('f');
  const value = f(on, x);
  const body = [set(x, load(o, 0)), on.statements, store(o, 0, value), advance(o, 8 * lanes)];
  const bytes = 8 * count;
  return {
    bytes,
    exports: [routine('values', lanes, [], [on.constants, repeat(body, less(o, int(bytes)))])],
  };
}
