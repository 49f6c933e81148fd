import type { Torus } from '../lattice/torus.js';

/** Replicas that a kernel advances together. */
export type Lanes = 2 | 4 | 8 | 16;

/** One term of a linear combination of arrays in a kernel's memory. */
export interface ArrayTerm {
  readonly coefficient: number;
  /** Byte address of the array. */
  readonly address: number;
}

/**
 * What observers of the transfers need of a kernel, whatever its model: replicas in lanes, and arrays over the bonds laid out [bond][lane].
 */
export interface TransferKernel {
  readonly lattice: Torus;
  readonly lanes: Lanes;
  readonly memory: WebAssembly.Memory;
  /** Byte addresses: of 4·Q_b now, of its sum over the steps since it was cleared, and of the caller's memory. */
  readonly at: { readonly transfers: number; readonly sums: number; readonly extra: number };
  /** `length` float64 at a byte address of the kernel's memory, as a view. */
  numbers(address: number, length: number): Float64Array;
  /** to ← Σ_j c_j x_j for arrays of `length` float64 (a multiple of 4) at byte addresses of the kernel's memory; at most 64 terms. */
  combine(to: number, terms: readonly ArrayTerm[], length: number): void;
  /** For each lane Σ_b Q_b, over all bonds or those along one direction (counted from 0). */
  totalTransfers(along?: number): number[];
}

/** A function of phase space for every bond, evaluated where a kernel's replicas stand. */
export interface CompiledFunction {
  /** Writes the function's present values to a byte address of the kernel's memory, [bond][lane]. */
  evaluate(to: number): void;
}

/** A function of phase space for every bond, as it can be compiled for the kernel of its model. */
export interface BondFunction<K extends TransferKernel> {
  /** Number of float64 that its tables need in the memory of a kernel of so many lanes: even, so that what lies behind begins at a multiple of 16 bytes. */
  length(lanes: number): number;
  /** @param address multiple of 16, from where `length` float64 are its own */
  compiled(kernel: K, address: number): CompiledFunction;
}

/** Number of float64 that several functions need one behind the other. */
export function functionsLength<K extends TransferKernel>(
  functions: readonly BondFunction<K>[],
  lanes: number,
): number {
  return functions.reduce((sum, f) => sum + f.length(lanes), 0);
}

/**
 * Several functions compiled for one kernel, their tables one behind the other.
 *
 * @param address multiple of 16, from where `functionsLength` float64 are theirs
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
