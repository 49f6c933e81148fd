import type { LaneKernel, LaneLayout } from '../../kernel/lane-kernel.js';
import { Kernel, type KernelOptions } from '../../kernel/splitting/kernel.js';
import type { Lanes } from '../../kernel/transfer-kernel.js';
import type { Torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';

/** Uniform numbers of one sequence. */
export function numbers(member: number): () => number {
  const sequence = new RandomSequence({ seed: 7, stream: 'synthetic', member });
  return () => sequence.drawUniform();
}

export type Options = Omit<KernelOptions, 'lattice' | 'lanes'>;
export const QUARTIC = [0, 0, 0, 0, 1 / 4];
export const CHAIN = [0, 0, 0.5, 0, 0.025];

/** What a kernel of oscillators leaves after some runs with flips, and baths where it has them. */
export function splitting(lattice: Torus, lanes: Lanes, options: Options, rest = false): () => Uint8Array {
  return () => {
    const kernel = new Kernel({ ...options, lattice, lanes });
    const draw = numbers(lanes);
    kernel.positions.forEach((_, i) => (kernel.positions[i] = draw() - 0.5));
    kernel.momenta.forEach((_, i) => (kernel.momenta[i] = draw() - 0.5));
    const omega = Float64Array.from({ length: lattice.sites }, () => (rest ? 0 : 1 + draw()));
    kernel.tune(omega, 0.3, 0.15, options.baths === true ? { left: 2, right: 1, friction: 1 } : undefined);
    for (let turn = 0; turn < 4; turn++) {
      const steps = 1 + Math.floor(9 * draw());
      if (options.baths === true) kernel.gaussians.forEach((_, i) => (kernel.gaussians[i] = draw() - 0.5));
      const count = 5;
      kernel.run(steps, {
        count,
        steps: Int32Array.from({ length: count }, () => 1 + Math.floor(steps * draw())).sort(),
        elements: Int32Array.from({ length: count }, () => Math.floor(lattice.sites * lanes * draw())),
      });
    }
    return left(kernel);
  };
}

/** Everything that is in a kernel's memory when its other routines have run too. */
export function left(kernel: LaneKernel<LaneLayout> & { energies(): unknown }): Uint8Array {
  kernel.energies();
  kernel.totalTransfers();
  kernel.combine(
    kernel.at.sums,
    [
      { coefficient: 0.3, address: kernel.at.sums },
      { coefficient: -1.7, address: kernel.at.transfers },
    ],
    4 * Math.floor((kernel.lattice.bonds * kernel.lanes) / 4),
  );
  return new Uint8Array(kernel.memory.buffer.slice(0));
}
