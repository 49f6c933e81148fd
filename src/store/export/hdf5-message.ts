import { lookup3 } from './lookup3.js';
import { valueType, type Values } from '../../data/values.js';

/*
 * The pieces of an HDF5 file that say what lies where (HDF5 File Format Specification 3.0, sections II–IV). Addresses and lengths take
 * eight bytes; everything is little-endian.
 */

/** "Nowhere", as HDF5 spells it. */
export const NOWHERE = new Uint8Array(8).fill(0xff);

export function concatenated(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function u16(...numbers: readonly number[]): Uint8Array {
  return Uint8Array.from(numbers.flatMap((n) => [n & 255, n >>> 8]));
}

export function u32(...numbers: readonly number[]): Uint8Array {
  return Uint8Array.from(numbers.flatMap((n) => [0, 8, 16, 24].map((shift) => (n >>> shift) & 255)));
}

/** Whole numbers below 2⁵³. */
export function u64(...numbers: readonly number[]): Uint8Array {
  return concatenated(...numbers.map((n) => u32(n % 2 ** 32, Math.floor(n / 2 ** 32))));
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Everything so far, and its checksum. */
export function sealed(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = concatenated(...parts);
  return concatenated(whole, u32(lookup3(whole)));
}

/** Dataspace message, version 2: [] is a single value. */
export function dataspace(shape: readonly number[]): Uint8Array {
  return concatenated(Uint8Array.of(2, shape.length, 0, shape.length === 0 ? 0 : 1), u64(...shape));
}

/** Datatype class 0: an integer of `size` bytes. */
const integer = (size: number, signed: boolean): Uint8Array =>
  concatenated(Uint8Array.of(0x10, signed ? 8 : 0, 0, 0), u32(size), u16(0, 8 * size));

/** Datatype class 1: IEEE 754. */
const float = (size: number, mantissa: number, bias: number): Uint8Array =>
  concatenated(
    Uint8Array.of(0x11, 0x20, 8 * size - 1, 0),
    u32(size),
    u16(0, 8 * size),
    Uint8Array.of(mantissa, 8 * size - 1 - mantissa, 0, mantissa),
    u32(bias),
  );

/** Datatype message. Truths are the enumeration of FALSE and TRUE that h5py reads and writes as bool; texts are UTF-8 of variable length. */
export function datatype(values: Values): Uint8Array {
  switch (valueType(values)) {
    case 'float64':
      return float(8, 52, 1023);
    case 'float32':
      return float(4, 23, 127);
    case 'int32':
      return integer(4, true);
    case 'bool':
      return concatenated(
        Uint8Array.of(0x38, 2, 0, 0),
        u32(1),
        integer(1, true),
        utf8('FALSE\0TRUE\0'),
        Uint8Array.of(0, 1),
      );
    case 'text':
      return concatenated(Uint8Array.of(0x19, 1, 1, 0), u32(16), integer(1, false));
  }
}

const message = (type: number, body: Uint8Array): Uint8Array => {
  if (body.length > 0xffff)
    throw new RangeError(`invalid HDF5 message; not below 64 KiB: ${String(body.length)} bytes`);
  return concatenated(Uint8Array.of(type), u16(body.length), Uint8Array.of(0), body);
};

/** An object's header, version 2. Without times: they would make the same content other bytes. */
export function objectHeader(...messages: readonly Uint8Array[]): Uint8Array {
  const body = concatenated(...messages);
  return sealed(utf8('OHDR'), Uint8Array.of(2, 2), u32(body.length), body);
}

/** @param raw the values as they stand in the file */
export function attributeMessage(
  name: string,
  values: Values,
  shape: readonly number[],
  raw: Uint8Array,
): Uint8Array {
  const [spelt, type, space] = [
    concatenated(utf8(name), Uint8Array.of(0)),
    datatype(values),
    dataspace(shape),
  ];
  const sizes = u16(spelt.length, type.length, space.length);
  // Version 3, not shared; the name is UTF-8.
  return message(0x0c, concatenated(Uint8Array.of(3, 0), sizes, Uint8Array.of(1), spelt, type, space, raw));
}

/** The messages of a dataset whose values lie in one piece of `size` bytes at `address`. */
export function datasetMessages(
  values: Values,
  shape: readonly number[],
  address: number,
  size: number,
): Uint8Array {
  return concatenated(
    message(0x01, dataspace(shape)),
    message(0x03, datatype(values)),
    // Fill value, version 3, none: storage is allocated late and filled if one is set, as libraries have it.
    message(0x05, Uint8Array.of(3, 0x0a)),
    message(0x08, concatenated(Uint8Array.of(3, 1), size === 0 ? NOWHERE : u64(address), u64(size))),
  );
}

/** The messages of a group whose links all stand in its header. */
export function groupMessages(links: ReadonlyMap<string, number>): Uint8Array {
  return concatenated(
    message(0x02, concatenated(Uint8Array.of(0, 0), NOWHERE, NOWHERE)),
    message(0x0a, Uint8Array.of(0, 0)),
    ...Array.from(links, ([name, address]) => {
      const spelt = utf8(name);
      // Version 1; two bytes for the length of the name, which is UTF-8; a hard link.
      return message(0x06, concatenated(Uint8Array.of(1, 0x11, 1), u16(spelt.length), spelt, u64(address)));
    }),
  );
}
