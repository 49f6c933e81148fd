import type wabt from 'wabt';
import { MemoryRefused } from './memory.js';

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

/**
 * WebAssembly text as a module; 1 to 2 ms. `kernelsReady` must have been awaited.
 *
 * @throws MemoryRefused
 */
export function assembled(text: string): WebAssembly.Module {
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
