import { translateKernels, type Routines } from '../kernel/assembler.js';
import { cText } from '../kernel/program/c.js';
import type { Program } from '../kernel/program/statement.js';
import { machineCompiler, NoNativeKernels, reasonOf, type Compiler } from './compiler.js';
import { koffiLoader, type Loader } from './loader.js';
import { sameBits } from './trial.js';

/** What computes: `native` machine code from the C compiler as soon as it can, `auto` where it pays, `wasm` never. */
export const kernelChoices = ['auto', 'native', 'wasm'] as const;
export type KernelChoice = (typeof kernelChoices)[number];

/** Milliseconds that a program works as WebAssembly before `auto` has it compiled, which takes about as long. */
const WORTH = 500;

/**
 * Chooses how the kernels that this thread makes from now on compute. No digit depends on it.
 *
 * @returns what it is, in a few words
 */
export async function chooseKernels(choice: KernelChoice): Promise<string> {
  translateKernels(null);
  if (choice === 'wasm') return 'WebAssembly';
  try {
    const compiler = machineCompiler();
    const translator = new Translator(compiler, await koffiLoader(), choice === 'native' ? 0 : WORTH);
    translateKernels((program, memory, routines) => translator.routines(program, memory, routines));
    return `native (${compiler.label})`;
  } catch (error) {
    if (!(error instanceof NoNativeKernels)) throw error;
    return `WebAssembly (${error.message})`;
  }
}

type Routine = Routines[string];

/** A program in both forms, on one memory. */
class Translator {
  /** The routines that have shown the bits of WebAssembly, by their library and name. */
  private readonly trusted = new Set<string>();
  private refused = false;

  constructor(
    private readonly compiler: Compiler,
    private readonly load: Loader,
    private readonly worth: number,
  ) {}

  routines(program: Program, memory: WebAssembly.Memory, routines: Routines): Routines {
    const text = cText(program, this.compiler.width);
    let native: Routines | null = null;
    let path = '';
    let spent = 0;
    let sought = false;
    /** Loads the library if it was there at the first call, or is worth being made. */
    const ready = (): Routines | null => {
      if (native !== null || this.refused) return this.refused ? null : native;
      const worthIt = spent >= this.worth;
      if (sought && !worthIt) return null;
      sought = true;
      const found = worthIt ? this.compiler.library(text) : this.compiler.found(text);
      if (found === null) return null;
      path = found;
      native = this.load(path, program, memory);
      return native;
    };
    /** Does one call in the form there is; gives the native routine from when it is trusted on. */
    const call = (name: string, values: number[]): Routine | null => {
      const wasm = routines[name] as Routine;
      const tried = this.attempt(ready)?.[name];
      const key = `${path} ${name}`;
      if (tried === undefined) {
        const begun = performance.now();
        wasm(...values);
        spent += performance.now() - begun;
        return null;
      }
      if (this.trusted.has(key)) {
        tried(...values);
        return tried;
      }
      const once = (f: Routine) => (): void => {
        f(...values);
      };
      const same = this.attempt(() => sameBits(memory, once(wasm), once(tried)));
      if (same === true) this.trusted.add(key);
      else if (same === null) wasm(...values);
      else this.refuse(`its routine ${name} gives other bits than WebAssembly`);
      return null;
    };
    return Object.fromEntries(
      program.exports.map(({ name }) => {
        let settled: Routine | null = null;
        return [
          name,
          (...values: number[]): void => {
            if (settled === null || this.refused) settled = call(name, values);
            else settled(...values);
          },
        ];
      }),
    );
  }

  /** What it returns; null where there can be no native kernels, which is told once. */
  private attempt<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof NoNativeKernels)) throw error;
      this.refuse(reasonOf(error));
      return null;
    }
  }

  private refuse(reason: string): void {
    if (!this.refused) process.stderr.write(`Kernels go on as WebAssembly: ${reason}\n`);
    this.refused = true;
  }
}
