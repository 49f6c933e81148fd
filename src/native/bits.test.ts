import { describe, expect, test } from 'vitest';
import { schemes } from '../kernel/scheme.js';
import type { LaneKernel, LaneLayout } from '../kernel/lane-kernel.js';
import { Kernel, type KernelOptions } from '../kernel/splitting/kernel.js';
import type { Lanes } from '../kernel/transfer-kernel.js';
import { torus, type Torus } from '../lattice/torus.js';
import { RandomSequence } from '../math/random.js';
import { RotorKernel } from '../models/rotors/kernel/kernel.js';
import { SpinKernel } from '../models/spins/kernel/kernel.js';
import { spinSchemes } from '../models/spins/kernel/scheme.js';
import { smoothPotential } from '../potential/potential.js';
import { stored, written } from '../kernel/program/testing/functions.js';
import { both, compiler } from './testing/printed.js';

/** Uniform numbers of one sequence. */
function numbers(member: number): () => number {
  const sequence = new RandomSequence({ seed: 7, stream: 'synthetic', member });
  return () => sequence.drawUniform();
}

type Options = Omit<KernelOptions, 'lattice' | 'lanes'>;
const QUARTIC = [0, 0, 0, 0, 1 / 4];
const CHAIN = [0, 0, 0.5, 0, 0.025];

function splitting(lattice: Torus, lanes: Lanes, options: Options, rest: boolean): () => Uint8Array {
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
function left(kernel: LaneKernel<LaneLayout> & { energies(): unknown }): Uint8Array {
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

const scheme = schemes.ABA864;
const kernels: readonly (readonly [string, (lanes: Lanes) => () => Uint8Array])[] = [
  ...[torus(1, 9), torus(2, 4), torus(3, 3)].map(
    (lattice) =>
      [
        `oscillators, d = ${String(lattice.dimension)}`,
        (lanes: Lanes) => splitting(lattice, lanes, { scheme, coupling: QUARTIC, pinning: [] }, false),
      ] as const,
  ),
  [
    'oscillators of a potential with many powers, pinned',
    (lanes) =>
      splitting(
        torus(1, 8),
        lanes,
        { scheme, coupling: [0, 0, 0.3, 0.1, 0.2, 0, 0.1], pinning: QUARTIC },
        false,
      ),
  ],
  ...[torus(1, 9), torus(2, 3), torus(3, 3)].map(
    (lattice) =>
      [
        `oscillators of no polynomials, d = ${String(lattice.dimension)}`,
        (lanes: Lanes) =>
          splitting(
            lattice,
            lanes,
            {
              scheme,
              coupling: smoothPotential('sqrt(1 + r^2) - cos(r)', 'r'),
              pinning: smoothPotential('q*tanh(q) - exp(-q^2) + log(2 + sin(q)) + q*atan(q)', 'q'),
            },
            false,
          ),
      ] as const,
  ),
  [
    'oscillators of no polynomials between baths',
    (lanes) =>
      splitting(
        torus(1, 7),
        lanes,
        { scheme, coupling: smoothPotential('r^4/(1 + r^2)', 'r'), pinning: QUARTIC, baths: true },
        false,
      ),
  ],
  [
    'quartic',
    (lanes) => splitting(torus(1, 8), lanes, { scheme, coupling: QUARTIC, pinning: QUARTIC }, true),
  ],
  ['chain', (lanes) => splitting(torus(1, 8), lanes, { scheme, coupling: CHAIN, pinning: QUARTIC }, false)],
  [
    'chain with masses',
    (lanes) =>
      splitting(
        torus(1, 6),
        lanes,
        { scheme, coupling: CHAIN, pinning: [], masses: Float64Array.of(1, 2, 1.5, 0.7, 1, 3) },
        false,
      ),
  ],
  [
    'chain between baths',
    (lanes) =>
      splitting(torus(1, 7), lanes, { scheme, coupling: CHAIN, pinning: QUARTIC, baths: true }, false),
  ],
  ...Object.entries(schemes).map(
    ([name, one]) =>
      [
        `oscillators, ${name}`,
        (lanes: Lanes) =>
          splitting(torus(1, 5), lanes, { scheme: one, coupling: QUARTIC, pinning: [] }, false),
      ] as const,
  ),
  ...Object.entries(spinSchemes).map(
    ([name, one]) =>
      [
        `spins, ${name}`,
        (lanes: Lanes) => (): Uint8Array => {
          const lattice = torus(1, 8);
          const kernel = new SpinKernel({ lattice, scheme: one, lanes });
          const draw = numbers(lanes);
          kernel.spins.forEach((_, i) => (kernel.spins[i] = draw() - 0.5));
          kernel.tune(Float64Array.from({ length: 3 * lattice.sites }, draw), 0.2, 0.3);
          for (let turn = 0; turn < 4; turn++) kernel.run(1 + Math.floor(9 * draw()));
          return left(kernel);
        },
      ] as const,
  ),
  ...[torus(1, 7), torus(2, 3), torus(3, 3)].map(
    (lattice) =>
      [
        `rotors, d = ${String(lattice.dimension)}`,
        (lanes: Lanes) => (): Uint8Array => {
          const kernel = new RotorKernel({ lattice, scheme, lanes });
          const draw = numbers(lanes);
          kernel.positions.forEach((_, i) => (kernel.positions[i] = draw() - 0.5));
          kernel.momenta.forEach((_, i) => (kernel.momenta[i] = draw() - 0.5));
          kernel.tune(0.4, 0.13);
          for (let turn = 0; turn < 4; turn++) kernel.run(1 + Math.floor(9 * draw()));
          return left(kernel);
        },
      ] as const,
  ),
];

describe.skipIf(compiler === null).each(kernels)('%s', (_, kernel) => {
  test.each([
    [2, 2],
    [4, 2],
    [4, 4],
    [8, 4],
    [8, 8],
    [16, 4],
    [16, 8],
  ] as const)('%i lanes in registers of %i: the whole memory, byte for byte', (lanes, width) => {
    const { wasm, native } = both(width, kernel(lanes));
    expect(Buffer.compare(native, wasm)).toBe(0);
    // Something has happened to compare.
    expect(wasm.some((byte) => byte !== 0)).toBe(true);
  });
});

describe.skipIf(compiler === null).each(written)('%s', (_, f, from, to) => {
  test.each([
    [2, 2],
    [4, 2],
    [4, 4],
    [8, 8],
    [16, 4],
  ] as const)('%i lanes in registers of %i: the same bits', (lanes, width) => {
    const { wasm, native } = both(width, () => stored(f, from, to, lanes));
    expect(native).toEqual(wasm);
    expect(new Set(wasm).size).toBeGreaterThan(100);
  });
});
