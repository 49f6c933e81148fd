import { kernelsReady, translateKernels } from '../../kernel/assembler.js';
import { cText } from '../../kernel/program/c.js';
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
  const wasm = work();
  translateKernels((program, memory) =>
    load((compiler as Compiler).library(cText(program, width)), program, memory),
  );
  try {
    return { wasm, native: work() };
  } finally {
    translateKernels(null);
  }
}
