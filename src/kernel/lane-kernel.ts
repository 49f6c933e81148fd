import type { Torus } from '../lattice/torus.js';
import { compiled } from './assembler.js';
import { kernelMemory } from './memory.js';
import type { Program } from './program/statement.js';
import type { ArrayTerm, Lanes, TransferKernel } from './transfer-kernel.js';

/** The byte addresses common to the kernels of all models. */
export interface LaneLayout {
  /** Bytes of one element's lanes. */
  readonly stride: number;
  /** 4·Q_b. */
  readonly transfers: number;
  /** Sum of 4·Q_b over the steps since it was last cleared. */
  readonly sums: number;
  /** Terms of a linear combination: (float64 coefficient, int32 address, int32 0). */
  readonly terms: number;
  /** Two numbers for each lane. */
  readonly lanesOut: number;
  readonly extra: number;
  readonly bytes: number;
}

interface Exports {
  run(steps: number): void;
  combine(to: number, terms: number, bytes: number): void;
  total(from: number, step: number, end: number): void;
  energies(): void;
}

/**
 * The common part of the kernels of all models: one memory, arrays laid out [element][lane], and the bonds' transfers.
 */
export abstract class LaneKernel<At extends LaneLayout> implements TransferKernel {
  /** Holds every array of `at`; modules made for the same kernel share it. */
  readonly memory: WebAssembly.Memory;
  protected readonly exports: Exports;
  private readonly scaledTransfers: Float64Array;
  private readonly termList: DataView;
  private readonly laneList: Float64Array;

  /** @throws Invalid if the arrays need more than 4 GiB */
  protected constructor(
    readonly lattice: Torus,
    readonly lanes: Lanes,
    readonly at: At,
    readonly program: Program,
  ) {
    const memory = kernelMemory(at.bytes);
    this.memory = memory;
    this.exports = compiled(program, memory) as unknown as Exports;
    this.scaledTransfers = this.numbers(at.transfers, lattice.bonds * lanes);
    this.termList = new DataView(memory.buffer, at.terms);
    this.laneList = this.numbers(at.lanesOut, 2 * lanes);
  }

  /** `length` float64 at a byte address of the kernel's memory, as a view. */
  numbers(address: number, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, address, length);
  }

  /**
   * Q_b of one bond and lane: the energy that passed from tail to head since the transfers were cleared, in model
   * units.
   */
  transfer(bond: number, lane: number): number {
    return (this.scaledTransfers[bond * this.lanes + lane] as number) / 4;
  }

  /** Every Q_b, [bond][lane]; a copy. */
  get transfers(): Float64Array {
    return this.scaledTransfers.map((q) => q / 4);
  }

  set transfers(values: Float64Array) {
    this.scaledTransfers.set(values.map((q) => q * 4));
  }

  /** Sets the sums over steps to zero. */
  clearSums(): void {
    this.numbers(this.at.sums, this.lattice.bonds * this.lanes).fill(0);
  }

  /**
   * to ← Σ_j c_j x_j for arrays of `length` float64 (a multiple of 4) at byte addresses of the kernel's memory; at most
   * 64 terms.
   */
  combine(to: number, terms: readonly ArrayTerm[], length: number): void {
    for (let j = 0; j < terms.length; j++) {
      const { coefficient, address } = terms[j] as ArrayTerm;
      this.termList.setFloat64(16 * j, coefficient, true);
      this.termList.setUint32(16 * j + 8, address, true);
    }
    this.exports.combine(to, 16 * terms.length, 8 * length);
  }

  /** For each lane Σ_b Q_b, over all bonds or those along one direction (counted from 0). */
  totalTransfers(along?: number): number[] {
    const { dimension, bonds } = this.lattice;
    const { stride, transfers } = this.at;
    this.exports.total(
      transfers + (along ?? 0) * stride,
      (along === undefined ? 1 : dimension) * stride,
      transfers + bonds * stride,
    );
    const totals: number[] = [];
    for (let lane = 0; lane < this.lanes; lane++) totals.push((this.laneList[lane] as number) / 4);
    return totals;
  }

  /** The two parts of H of every lane, summed by the program of the model. */
  protected energyParts(): readonly (readonly [number, number])[] {
    this.exports.energies();
    const out = this.laneList;
    return Array.from({ length: this.lanes }, (_, lane) => [
      out[lane] as number,
      out[this.lanes + lane] as number,
    ]);
  }

  /** A copy of one lane of an array laid out [element][lane]. */
  lane(array: Float64Array, lane: number): Float64Array {
    const { lanes } = this;
    const result = new Float64Array(array.length / lanes);
    for (let i = 0, j = lane; j < array.length; i++, j += lanes) result[i] = array[j] as number;
    return result;
  }
}
