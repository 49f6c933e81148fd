import { describe, expect, test } from 'vitest';
import { schemes } from '../kernel/scheme.js';
import { torus } from '../lattice/torus.js';
import { CHAIN, QUARTIC, splitting, type Options } from './testing/left.js';
import { both, bothBodies, compiler } from './testing/printed.js';

const scheme = schemes.ABA864;
const kinds: readonly (readonly [string, (sites: number) => Options])[] = [
  ['a ring', () => ({ scheme, coupling: QUARTIC, pinning: [] })],
  ['a pinned ring', () => ({ scheme, coupling: CHAIN, pinning: QUARTIC })],
  [
    'a ring with masses',
    (sites) => ({
      scheme,
      coupling: CHAIN,
      pinning: QUARTIC,
      masses: Float64Array.from({ length: sites }, (_, x) => 1 + (x % 5) / 3),
    }),
  ],
  ['an open chain', () => ({ scheme, coupling: CHAIN, pinning: [], open: true })],
  ['a chain between baths', () => ({ scheme, coupling: CHAIN, pinning: QUARTIC, baths: true })],
];
const sizes = Array.from({ length: 38 }, (_, i) => 3 + i);

describe.each(sizes)('%i sites', (sites) => {
  test('kernels for many registers leave the bytes of those for few: every kind, 2 to 16 lanes', () => {
    for (const [, options] of kinds)
      for (const lanes of [2, 4, 8, 16] as const) {
        const { narrow, wide } = bothBodies(splitting(torus(1, sites), lanes, options(sites)));
        expect(Buffer.compare(wide, narrow)).toBe(0);
      }
  });

  test.skipIf(compiler === null)('as C they leave the bytes of WebAssembly', () => {
    const [, options] = kinds[sites % kinds.length] as (typeof kinds)[number];
    const [lanes, width] = (
      [
        [2, 2],
        [2, 4],
        [4, 4],
        [8, 8],
      ] as const
    )[sites % 4] as [2, 2];
    const { wasm, native } = both(width, splitting(torus(1, sites), lanes, options(sites)));
    expect(Buffer.compare(native, wasm)).toBe(0);
  });
});
