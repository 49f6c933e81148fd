import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checksum } from './checksum.js';

const seed = 20240601;
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Bit by bit, from the definition. */
function naive(polynomial: number, bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? polynomial : 0);
  }
  return ~crc >>> 0;
}

test('the published check values of CRC-32 and CRC-32C', () => {
  expect(checksum(ascii('123456789'))).toEqual([0xcbf43926, 0xe3069283]);
});

test('agrees with division bit by bit, at every length modulo 4', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      expect(checksum(bytes)).toEqual([naive(0xedb88320, bytes), naive(0x82f63b78, bytes)]);
    }),
    { seed },
  );
});

test('every burst of up to 64 bits changes it', () => {
  const burst = fc.tuple(fc.nat(500), fc.bigInt(1n, (1n << 64n) - 1n));
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 80, maxLength: 80 }), burst, (bytes, [at, pattern]) => {
      const other = bytes.slice();
      for (let i = 0; i < 64; i++) {
        if ((pattern >> BigInt(i)) & 1n)
          other[(at + i) >> 3] = (other[(at + i) >> 3] as number) ^ (1 << ((at + i) & 7));
      }
      expect(checksum(other)).not.toEqual(checksum(bytes));
    }),
    { seed, numRuns: 500 },
  );
});
