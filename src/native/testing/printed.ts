import { compiled, kernelsReady, translateKernels, type Translation } from '../../kernel/assembler.js';
import { cText } from '../../kernel/program/c.js';
import type { Program, Routine, Statement } from '../../kernel/program/statement.js';
import { machineCompiler, NoNativeKernels, type Compiler } from '../compiler.js';
import { koffiLoader } from '../loader.js';

await kernelsReady();
const load = await koffiLoader();

function compilerHere(): Compiler | null {
  try {
    return machineCompiler();
  } catch (error) {
    if (error instanceof NoNativeKernels) return null;
    throw error;
  }
}

/** The compiler of this machine; null where there is none, and the tests cannot be. */
export const compiler = compilerHere();

/** What `work` makes with kernels of WebAssembly, and with kernels printed as C for registers of `width` numbers, without any that falls back. */
export function both<T>(width: number, work: () => T): { readonly wasm: T; readonly native: T } {
  const native: Translation = (program, memory) =>
    load((compiler as Compiler).library(cText(program, width)), program, memory);
  return { wasm: work(), native: translated(native, work) };
}

/** What `work` makes with kernels of WebAssembly, and with the bodies for many registers in place of theirs. */
export function bothBodies<T>(work: () => T): { readonly narrow: T; readonly wide: T } {
  const wide: Translation = (program, memory) => {
    translateKernels(null);
    const routines = compiled(wideProgram(program), memory);
    translateKernels(wide);
    return routines;
  };
  return { narrow: work(), wide: translated(wide, work) };
}

function translated<T>(by: Translation, work: () => T): T {
  translateKernels(by);
  try {
    return work();
  } finally {
    translateKernels(null);
  }
}

function wideProgram(program: Program): Program {
  const done = new Map<Routine, Routine>();
  const statements = (list: readonly Statement[]): readonly Statement[] => list.map(statement);
  const statement = (one: Statement): Statement => {
    switch (one.do) {
      case 'call':
        return { ...one, routine: routine(one.routine) };
      case 'if':
        return { ...one, then: statements(one.then), otherwise: statements(one.otherwise) };
      case 'repeat':
      case 'while':
        return { ...one, body: statements(one.body) };
      default:
        return one;
    }
  };
  const routine = (one: Routine): Routine => {
    const known = done.get(one) ?? { ...one, body: statements(one.wide ?? one.body) };
    done.set(one, known);
    return known;
  };
  return { ...program, exports: program.exports.map(routine) };
}
