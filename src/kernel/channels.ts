import {
  compiledFunctions,
  functionsLength,
  type BondFunction,
  type CompiledFunction,
  type ArrayTerm,
  type TransferKernel,
} from './transfer-kernel.js';

/** The number of channels of every bond, given the number n of its dressing functions. */
export function channelCount(functions: number): number {
  return 1 + functions;
}

/**
 * Number of float64 in one sample of all channels: a multiple of 4, as `combine` requires, with room for one more bond,
 * because `combine` may write past the end of a channel.
 */
export function sampleLength(functions: number, bonds: number, lanes: number): number {
  return functions === 0 ? 0 : 4 * Math.ceil((channelCount(functions) * bonds * lanes) / 4) + 4;
}

/** Number of float64 that the channels need in their kernel's memory. */
export function channelsLength<K extends TransferKernel>(
  functions: readonly BondFunction<K>[],
  bonds: number,
  lanes: number,
): number {
  return sampleLength(functions.length, bonds, lanes) + functionsLength(functions, lanes);
}

/**
 * The observables of every bond b at a sampling time t, from the transfers and the dressing (energies, in model units):
 *
 *     Q̄_b,   Q_b(t) − Q̄_b + εu_b⁽¹⁾(t),   ε²u_b⁽²⁾(t), …, εⁿu_b⁽ⁿ⁾(t),
 *
 * Q̄_b is the mean of Q_b over the steps of the interval that ends at t; without a dressing Q̄_b is the only channel.
 * Every further channel stays bounded (the second by the energy passing in one interval), so any coefficients give the
 * same conductivity: they add [εu_b] to Q_b. The first m + 1 channels add up to the transfer dressed to order m. Q − Q̄
 * is not a channel of its own: without u⁽¹⁾ it only undoes the mean.
 */
export class Channels<K extends TransferKernel> {
  private readonly functions: readonly CompiledFunction[];
  private readonly bytes: number;
  private readonly length: number;

  /**
   * @param address multiple of 16; from there the kernel's memory holds `channelsLength` float64
   * @param functions εu⁽¹⁾ … εⁿu⁽ⁿ⁾ of every bond
   */
  constructor(
    private readonly kernel: K,
    private readonly address: number,
    functions: readonly BondFunction<K>[],
  ) {
    const { lattice, lanes } = kernel;
    this.bytes = 8 * lattice.bonds * lanes;
    this.length = 4 * Math.ceil((lattice.bonds * lanes) / 4);
    const tables = address + 8 * sampleLength(functions.length, lattice.bonds, lanes);
    this.functions = compiledFunctions(kernel, tables, functions);
  }

  /**
   * The current channels, `steps` steps after the sums were cleared, as a linear combination of arrays
   * [channel][bond][lane].
   */
  sample(steps: number): readonly ArrayTerm[] {
    const { kernel, address, bytes, length } = this;
    const mean: ArrayTerm = { coefficient: 1 / (4 * steps), address: kernel.at.sums };
    if (this.functions.length === 0) return [mean];
    // In the order of addresses: with two lanes and an odd number of bonds writing an array overwrites the start of the
    // next one.
    kernel.combine(address, [mean], length);
    this.functions.forEach((f, k) => {
      const to = address + (1 + k) * bytes;
      f.evaluate(to);
      if (k > 0) return;
      const present: ArrayTerm = { coefficient: 1 / 4, address: kernel.at.transfers };
      const past: ArrayTerm = { coefficient: -1 / (4 * steps), address: kernel.at.sums };
      kernel.combine(to, [present, past, { coefficient: 1, address: to }], length);
    });
    return [{ coefficient: 1, address }];
  }
}
