/** Lookup tables of a cyclic redundancy check, four bytes at a time: `[byte + 256·distance]`. */
function tables(polynomial: number): Uint32Array {
  const table = new Uint32Array(256 * 4);
  for (let byte = 0; byte < 256; byte++) {
    let remainder = byte;
    for (let bit = 0; bit < 8; bit++) remainder = (remainder >>> 1) ^ (remainder & 1 ? polynomial : 0);
    table[byte] = remainder;
  }
  for (let i = 256; i < table.length; i++) {
    const before = table[i - 256] as number;
    table[i] = (before >>> 8) ^ (table[before & 255] as number);
  }
  return table;
}

/** The reflected polynomials of CRC-32 (IEEE 802.3) and of CRC-32C (Castagnoli). */
const IEEE = tables(0xedb88320);
const CASTAGNOLI = tables(0x82f63b78);

/** One whole word, low byte first. */
function afterWord(table: Uint32Array, word: number): number {
  return (
    (table[768 + (word & 255)] as number) ^
    (table[512 + ((word >>> 8) & 255)] as number) ^
    (table[256 + ((word >>> 16) & 255)] as number) ^
    (table[word >>> 24] as number)
  );
}

function afterByte(table: Uint32Array, crc: number, byte: number): number {
  return (crc >>> 8) ^ (table[(crc ^ byte) & 255] as number);
}

/**
 * Two checksums of the same bytes: CRC-32 (IEEE 802.3) and CRC-32C (Castagnoli).
 *
 * The two polynomials have no common factor, so the pair is one cyclic code with a 64-bit check: it detects
 * every burst of up to 64 bits (one flipped bit, a torn word), and misses other damage with probability 2⁻⁶⁴.
 * It guards against accidents, not against forgers. Check values of "123456789": CBF43926 and E3069283.
 * Needs a little-endian machine, as `frame.ts` checks.
 */
export function checksum(bytes: Uint8Array): readonly [number, number] {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
  let ieee = -1;
  let castagnoli = -1;
  for (const word of words) {
    ieee = afterWord(IEEE, ieee ^ word);
    castagnoli = afterWord(CASTAGNOLI, castagnoli ^ word);
  }
  for (const byte of aligned.subarray(4 * words.length)) {
    ieee = afterByte(IEEE, ieee, byte);
    castagnoli = afterByte(CASTAGNOLI, castagnoli, byte);
  }
  return [~ieee >>> 0, ~castagnoli >>> 0];
}
