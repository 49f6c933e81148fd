import { describe, expect, test } from 'vitest';
import { schemes } from '../kernel/scheme.js';
import type { Lanes } from '../kernel/transfer-kernel.js';
import { torus } from '../lattice/torus.js';
import { RotorKernel } from '../models/rotors/kernel/kernel.js';
import { SpinKernel } from '../models/spins/kernel/kernel.js';
import { spinSchemes } from '../models/spins/kernel/scheme.js';
import { stored, written } from '../kernel/program/testing/functions.js';
import { smoothPotential } from '../potential/potential.js';
import { CHAIN, left, numbers, QUARTIC, splitting } from './testing/left.js';
import { both, compiler } from './testing/printed.js';

const scheme = schemes.ABA864;
const kernels: readonly (readonly [string, (lanes: Lanes) => () => Uint8Array])[] = [
  ...[torus(1, 9), torus(2, 4), torus(3, 3)].map(
    (lattice) =>
      [
        `oscillators, d = ${String(lattice.dimension)}`,
        (lanes: Lanes) => splitting(lattice, lanes, { scheme, coupling: QUARTIC, pinning: [] }),
      ] as const,
  ),
  [
    'oscillators of a potential with many powers, pinned',
    (lanes) =>
      splitting(torus(1, 8), lanes, { scheme, coupling: [0, 0, 0.3, 0.1, 0.2, 0, 0.1], pinning: QUARTIC }),
  ],
  ...[torus(1, 9), torus(1, 14), torus(2, 3), torus(3, 3)].map(
    (lattice) =>
      [
        `oscillators of no polynomials, d = ${String(lattice.dimension)}, N = ${String(lattice.size)}`,
        (lanes: Lanes) =>
          splitting(lattice, lanes, {
            scheme,
            coupling: smoothPotential('sqrt(1 + r^2) - cos(r)', 'r'),
            pinning: smoothPotential('q*tanh(q) - exp(-q^2) + log(2 + sin(q)) + q*atan(q)', 'q'),
          }),
      ] as const,
  ),
  [
    'oscillators of no polynomials between baths',
    (lanes) =>
      splitting(torus(1, 7), lanes, {
        scheme,
        coupling: smoothPotential('r^4/(1 + r^2)', 'r'),
        pinning: QUARTIC,
        baths: true,
      }),
  ],
  [
    'quartic',
    (lanes) => splitting(torus(1, 8), lanes, { scheme, coupling: QUARTIC, pinning: QUARTIC }, true),
  ],
  ['chain', (lanes) => splitting(torus(1, 8), lanes, { scheme, coupling: CHAIN, pinning: QUARTIC })],
  [
    'chain with masses',
    (lanes) =>
      splitting(torus(1, 6), lanes, {
        scheme,
        coupling: CHAIN,
        pinning: [],
        masses: Float64Array.of(1, 2, 1.5, 0.7, 1, 3),
      }),
  ],
  [
    'chain between baths',
    (lanes) => splitting(torus(1, 7), lanes, { scheme, coupling: CHAIN, pinning: QUARTIC, baths: true }),
  ],
  ...Object.entries(schemes).map(
    ([name, one]) =>
      [
        `oscillators, ${name}`,
        (lanes: Lanes) => splitting(torus(1, 5), lanes, { scheme: one, coupling: QUARTIC, pinning: [] }),
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
