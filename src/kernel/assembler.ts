import type wabt from 'wabt';
import { MemoryRefused } from './memory.js';
import type { Program } from './program/statement.js';
import { watText } from './program/wat.js';

type Assembler = Awaited<ReturnType<typeof wabt>>;

/** The assembler, or why there is none: its memory may be refused where the address space is bounded. */
let assembler: Assembler | Error | null = null;

/** Loads the assembler, before the first kernel is made. Who needs no kernel does not wait for it, and does not fail for it. */
export async function kernelsReady(): Promise<void> {
  if (assembler !== null) return;
  try {
    const { default: load } = await import('wabt');
    // Else it also writes to the terminal.
    const quiet = { printErr: () => undefined };
    assembler = await (load as (settings: typeof quiet) => Promise<Assembler>)(quiet);
  } catch (error) {
    assembler = error instanceof Error ? error : new Error(String(error));
  }
}

/** The exported routines of a program by their names. */
export type Routines = Readonly<Record<string, (...values: number[]) => void>>;

/** Gives the routines of a program in another form that leaves the same bits in the memory, given those of WebAssembly. */
export type Translation = (program: Program, memory: WebAssembly.Memory, routines: Routines) => Routines;

let translation: Translation | null = null;

/** Has every kernel that is compiled from now on translated; null: not. The rooms that a browser loads know of no compiler of the machine. */
export function translateKernels(by: Translation | null): void {
  translation = by;
}

/**
 * A program compiled to work on a memory; 1 to 2 ms. `kernelsReady` must have been awaited.
 *
 * @throws MemoryRefused
 */
export function compiled(program: Program, memory: WebAssembly.Memory): Routines {
  const instance = new WebAssembly.Instance(assembled(watText(program)), { kernel: { memory } });
  const routines = instance.exports as unknown as Routines;
  return translation === null ? routines : translation(program, memory, routines);
}

function assembled(text: string): WebAssembly.Module {
  if (assembler === null)
    throw new Error('invalid kernel; kernelsReady() must be awaited first: no assembler');
  if (assembler instanceof Error) throw new MemoryRefused('the assembler of kernels', assembler);
  const parsed = assembler.parseWat('kernel.wat', text, { simd: true });
  try {
    return new WebAssembly.Module(new Uint8Array(parsed.toBinary({}).buffer));
  } finally {
    parsed.destroy();
  }
}
