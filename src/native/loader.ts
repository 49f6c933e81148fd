import { exportedName } from '../kernel/program/c.js';
import type { Routines } from '../kernel/assembler.js';
import type { Program } from '../kernel/program/statement.js';
import { NoNativeKernels, reasonOf } from './compiler.js';

/** Loads the routines of a program, compiled to a library, for a memory. @throws NoNativeKernels */
export type Loader = (path: string, program: Program, memory: WebAssembly.Memory) => Routines;

/**
 * Libraries through koffi, an optional dependency that has a build for most machines.
 *
 * @throws NoNativeKernels
 */
export async function koffiLoader(): Promise<Loader> {
  const koffi = await imported();
  return (path, program, memory) => {
    try {
      const library = koffi.load(path);
      // A kernel's memory never grows, so that its buffer stays the same.
      const bytes = new Uint8Array(memory.buffer);
      return Object.fromEntries(
        program.exports.map(({ name, parameters }) => {
          const types = ['void *', ...parameters.map(() => 'uint32_t')];
          const routine = library.func(exportedName(name), 'void', types) as unknown as (
            ...values: (Uint8Array | number)[]
          ) => void;
          return [
            name,
            (...values: number[]): void => {
              routine(bytes, ...values);
            },
          ];
        }),
      );
    } catch (error) {
      throw new NoNativeKernels(`the library ${path} cannot be loaded: ${reasonOf(error)}`);
    }
  };
}

async function imported(): Promise<typeof import('koffi')> {
  try {
    return (await import('koffi')).default as unknown as typeof import('koffi');
  } catch {
    throw new NoNativeKernels('the optional package koffi, which loads libraries, is not installed');
  }
}
