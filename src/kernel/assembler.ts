import type wabt from 'wabt';
import { MemoryRefused } from './memory.js';
import type { Program } from './program/statement.js';
import { watText } from './program/wat.js';

type Assembler = Awaited<ReturnType<typeof wabt>>;

/** The assembler, or the error that prevents it: its memory may be refused if the address space is limited. */
let assembler: Assembler | Error | null = null;

/**
 * Loads the assembler; to be awaited before the first kernel is made. Commands without kernels neither wait for it nor
 * fail because of it.
 */
export async function kernelsReady(): Promise<void> {
  if (assembler !== null) return;
  try {
    const { default: load } = await import('wabt');
    // Otherwise it also writes to the terminal.
    const quiet = { printErr: () => undefined };
    assembler = await (load as (settings: typeof quiet) => Promise<Assembler>)(quiet);
  } catch (error) {
    assembler = error instanceof Error ? error : new Error(String(error));
  }
}

/** The exported routines of a program by name. */
export type Routines = Readonly<Record<string, (...values: number[]) => void>>;

/** Replaces the WebAssembly routines of a program by another form that leaves the same bits in the memory. */
export type Translation = (program: Program, memory: WebAssembly.Memory, routines: Routines) => Routines;

let translation: Translation | null = null;

/**
 * Sets the translation of every kernel compiled from now on; null for none. It is injected because code that runs in a
 * browser cannot import a machine compiler.
 */
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
  if (assembler === null) throw new Error('invalid kernel; await kernelsReady() first: no assembler');
  if (assembler instanceof Error) throw new MemoryRefused('the assembler of kernels', assembler);
  const parsed = assembler.parseWat('kernel.wat', text, { simd: true });
  try {
    return new WebAssembly.Module(new Uint8Array(parsed.toBinary({}).buffer));
  } finally {
    parsed.destroy();
  }
}
