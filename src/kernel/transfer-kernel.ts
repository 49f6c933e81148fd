import type { Torus } from '../lattice/torus.js';

/** The number of replicas that a kernel advances together. */
export type Lanes = 2 | 4 | 8 | 16;

/** One term of a linear combination of arrays in a kernel's memory. */
export interface ArrayTerm {
  readonly coefficient: number;
  /** Byte address of the array. */
  readonly address: number;
}

/**
 * What observers of the transfers need from a kernel of any model: replicas in lanes, and arrays over the bonds laid
 * out [bond][lane].
 */
export interface TransferKernel {
  readonly lattice: Torus;
  readonly lanes: Lanes;
  readonly memory: WebAssembly.Memory;
  /**
   * Byte addresses of the current 4·Q_b, of its sum over the steps since it was cleared, and of the caller's memory.
   */
  readonly at: { readonly transfers: number; readonly sums: number; readonly extra: number };
  /** `length` float64 at a byte address of the kernel's memory, as a view. */
  numbers(address: number, length: number): Float64Array;
  /**
   * to ← Σ_j c_j x_j for arrays of `length` float64 (a multiple of 4) at byte addresses of the kernel's memory; at most
   * 64 terms.
   */
  combine(to: number, terms: readonly ArrayTerm[], length: number): void;
  /** For each lane Σ_b Q_b, over all bonds or those along one direction (counted from 0). */
  totalTransfers(along?: number): number[];
}

/** A function on phase space for every bond, evaluated at the current states of a kernel's replicas. */
export interface CompiledFunction {
  /** Writes the function's current values to a byte address of the kernel's memory, [bond][lane]. */
  evaluate(to: number): void;
}

/** A function on phase space for every bond that can be compiled for the kernel of its model. */
export interface BondFunction<K extends TransferKernel> {
  /**
   * Number of float64 that its tables need in the memory of a kernel with the given number of lanes; even, so that the
   * next array starts at a multiple of 16 bytes.
   */
  length(lanes: number): number;
  /** @param address multiple of 16, start of `length` float64 reserved for it */
  compiled(kernel: K, address: number): CompiledFunction;
}

/** Number of float64 that several functions need together. */
export function functionsLength<K extends TransferKernel>(
  functions: readonly BondFunction<K>[],
  lanes: number,
): number {
  return functions.reduce((sum, f) => sum + f.length(lanes), 0);
}

/**
 * Several functions compiled for one kernel, with adjacent tables.
 *
 * @param address multiple of 16, start of `functionsLength` float64 reserved for them
 */
export function compiledFunctions<K extends TransferKernel>(
  kernel: K,
  address: number,
  functions: readonly BondFunction<K>[],
): CompiledFunction[] {
  let at = address;
  return functions.map((f) => {
    const compiled = f.compiled(kernel, at);
    at += 8 * f.length(kernel.lanes);
    return compiled;
  });
}
