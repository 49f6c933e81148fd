import type { Expansion } from '../../data/expansion.js';
import { HornerKernel, hornerLength, type HornerSum, type Variables } from '../horner.js';
import type { Kernel } from './kernel.js';
import type { BondFunction, CompiledFunction } from '../transfer-kernel.js';
import { load, spread, times, uniform, wordAt } from '../program/expression.js';
import { set } from '../program/statement.js';

/** Of every place the table holds an int32 byte offset of the site's lanes, an int32 0, and a float64 ω. */
const PLACE_BYTES = 16;

function sumOf(f: Expansion, scale: number): HornerSum {
  return {
    tree: f.tree,
    bonds: f.bonds,
    placeBytes: PLACE_BYTES,
    parts: 1,
    coefficient: (term, bond) => scale * (f.coefficients[term * f.bonds + bond] as number),
    wanted: f.parity === 'symmetric' ? 'real' : 'imaginary',
  };
}

/** Number of float64 that a function's tables need in its kernel's memory. */
export function dressingLength(f: Expansion, lanes: number): number {
  return hornerLength(sumOf(f, 1), lanes);
}

/** z = ωq + ip of one site. */
const variables =
  (kernel: Kernel): Variables =>
  ({ place, element, re, im }) => {
    const omega = uniform('omega');
    return [
      set(element, wordAt(place, 0)),
      set(omega, spread(place, 8)),
      set(re, times(omega, load(element, kernel.at.positions))),
      set(im, load(element, kernel.at.momenta)),
    ];
  };

/** c·f_b of every bond and lane: one function of phase space, compiled for one kernel. */
export class DressingKernel implements CompiledFunction {
  private readonly sum: HornerKernel;

  /**
   * @param kernel whose memory, from byte address `address` (a multiple of 16) on, holds `dressingLength` float64
   * @param scale c
   */
  constructor(kernel: Kernel, address: number, f: Expansion, scale: number) {
    this.sum = new HornerKernel(
      kernel,
      address,
      sumOf(f, scale),
      variables(kernel),
      (view, byte, local, bond) => {
        view.setInt32(byte, (f.sites[local * f.bonds + bond] as number) * kernel.at.stride, true);
        view.setFloat64(byte + 8, f.frequencies[local * f.bonds + bond] as number, true);
      },
    );
  }

  /** Writes c·f_b of the present positions and momenta to a byte address of the kernel's memory, [bond][lane]. */
  evaluate(to: number): void {
    this.sum.evaluate(to);
  }
}

/** c·f_b as a function of the oscillators' phase space. */
export function dressingFunction(f: Expansion, scale: number): BondFunction<Kernel> {
  return {
    length: (lanes) => dressingLength(f, lanes),
    compiled: (kernel, address) => new DressingKernel(kernel, address, f, scale),
  };
}
