import { Invalid } from '../data/invalid.js';

const PAGE = 65536;

/** The address space of a WebAssembly memory: 65536 pages of 64 KiB. An array in V8 holds no more either. */
export const MOST_BYTES = 2 ** 32;

/** The system refused memory, or the guard space around it; the study itself is valid. */
export class MemoryRefused extends RangeError {
  override readonly name = 'MemoryRefused';

  constructor(
    readonly purpose: string,
    readonly reason: unknown,
  ) {
    super(
      `invalid memory; not available for ${purpose}: ${reason instanceof Error ? reason.message : String(reason)}`,
    );
  }
}

/**
 * A WebAssembly memory of at least the given size, all zero; it does not grow.
 *
 * @throws MemoryRefused if the system cannot provide it
 * @throws Invalid if the size exceeds 4 GiB
 */
export function kernelMemory(bytes: number): WebAssembly.Memory {
  if (bytes > MOST_BYTES)
    throw new Invalid('kernel', 'above the 4 GiB that WebAssembly can address, in bytes', bytes);
  const pages = Math.ceil(bytes / PAGE);
  try {
    // Without a maximum, an engine that reserves no guard space reserves room for growth.
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (reason) {
    throw new MemoryRefused(`a kernel of ${String(pages * PAGE)} bytes`, reason);
  }
}
