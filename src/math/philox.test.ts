import fc from 'fast-check';
import { expect, test } from 'vitest';
import { philox, type Words } from './philox.js';

const output = (counter: Words, key: [number, number]): number[] => {
  const out = new Uint32Array(4);
  philox(counter, key, out);
  return [...out];
};

/** Philox4x32-10 as the paper writes it, with big integers. */
function naive(counter: Words, key: [number, number]): number[] {
  const mask = 0xffffffffn;
  let x = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k0, k1] = key.map(BigInt) as [bigint, bigint];
  for (let round = 0; round < 10; round++) {
    const [a, b] = [0xd2511f53n * x[0], 0xcd9e8d57n * x[2]];
    x = [(b >> 32n) ^ x[1] ^ k0, b & mask, (a >> 32n) ^ x[3] ^ k1, a & mask];
    [k0, k1] = [(k0 + 0x9e3779b9n) & mask, (k1 + 0xbb67ae85n) & mask];
  }
  return x.map(Number);
}

const F = 0xffffffff;

// Random123 1.14, tests/kat_vectors, lines `philox4x32 10`.
test.each<[string, Words, [number, number], Words]>([
  ['0', [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
  ['f', [F, F, F, F], [F, F], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]],
  [
    'the digits of π',
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
])('known answer of the authors: %s', (_name, counter, key, expected) => {
  expect(output(counter, key)).toEqual(expected);
});

test('equals the definition in big integers for 500 counters and keys', () => {
  const word = fc.oneof(
    fc.integer({ min: 0, max: F }),
    fc.constantFrom(0, 1, F - 1, F, 0x80000000, 0xffff, 0x10000),
  );
  fc.assert(
    fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
      expect(output(counter, key)).toEqual(naive(counter, key));
    }),
    { seed: 9, numRuns: 500 },
  );
});
