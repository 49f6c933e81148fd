import { Invalid } from '../data/invalid.js';

const PAGE = 65536;

/** What a WebAssembly memory can address: 65536 pages of 64 KiB. An array in V8 holds no more either. */
export const MOST_BYTES = 2 ** 32;

/** The system refused memory, or the address space that guards it: nothing is wrong with the study. */
export class MemoryRefused extends RangeError {
  override readonly name = 'MemoryRefused';

  constructor(
    readonly purpose: string,
    readonly reason: unknown,
  ) {
    super(
      `invalid memory; must be there for ${purpose}: ${reason instanceof Error ? reason.message : String(reason)}`,
    );
  }
}

/**
 * A WebAssembly memory of at least so many bytes, all zero; it does not grow.
 *
 * @throws MemoryRefused where the system has not got it
 * @throws Invalid where it is more than 4 GiB
 */
export function kernelMemory(bytes: number): WebAssembly.Memory {
  if (bytes > MOST_BYTES)
    throw new Invalid('kernel', 'above the 4 GiB that WebAssembly can address, in bytes', bytes);
  const pages = Math.ceil(bytes / PAGE);
  try {
    // Without a maximum an engine that reserves no guard around a memory reserves room for it to grow.
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (reason) {
    throw new MemoryRefused(`a kernel of ${String(pages * PAGE)} bytes`, reason);
  }
}
