import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Column, Frame, Json } from '../data/frame.js';
import { checksum } from './checksum.js';
import { DamagedFrame, decoded, encoded, jsonText, NewerFrame } from './frame.js';

const seed = 20240602;

const bytesOf = (column: Column): Uint8Array =>
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength).slice();

const column: fc.Arbitrary<Column> = fc.oneof(
  fc.float64Array({ maxLength: 9 }),
  fc.float32Array({ maxLength: 9 }),
  fc.int32Array({ maxLength: 9 }),
  fc.uint32Array({ maxLength: 9 }),
  fc.uint8Array({ maxLength: 9 }),
);
const frames: fc.Arbitrary<Frame> = fc.record({
  head: fc.dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<Json>),
  columns: fc.dictionary(fc.string(), column),
});

const example: Frame = {
  head: { step: 12, minusZero: -0, small: 5e-324, label: 'ε = 0.1', nested: [1, { a: null }] },
  columns: {
    q: Float64Array.of(1, -0, NaN, Infinity),
    flips: Uint32Array.of(1, 2, 3),
    none: new Int32Array(0),
  },
};

test('a frame comes back with the same bits, and so do its bytes', () => {
  fc.assert(
    fc.property(frames, (frame) => {
      const bytes = encoded(frame);
      const back = decoded(bytes);
      expect(jsonText(back.head)).toBe(jsonText(frame.head));
      expect(Object.keys(back.columns)).toEqual(Object.keys(frame.columns));
      for (const [name, original] of Object.entries(frame.columns)) {
        const copy = back.columns[name] as Column;
        expect(copy.constructor).toBe(original.constructor);
        expect(bytesOf(copy)).toEqual(bytesOf(original));
      }
      expect(encoded(back)).toEqual(bytes);
    }),
    { seed, numRuns: 300 },
  );
});

test('−0 in the head stays −0; a column may be a part of a larger array', () => {
  expect(decoded(encoded(example)).head['minusZero']).toBe(-0);
  const part = Float64Array.of(1, 2, 3, 4).subarray(1, 3);
  expect(decoded(encoded({ head: {}, columns: { part } })).columns['part']).toEqual(Float64Array.of(2, 3));
});

test('bytes that do not begin at a multiple of 8 are read all the same', () => {
  const bytes = encoded(example);
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  expect(encoded(decoded(shifted.subarray(3)))).toEqual(bytes);
});

test('every single flipped bit is noticed', () => {
  const bytes = encoded(example);
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const flipped = bytes.slice();
    flipped[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
    expect(() => decoded(flipped), `bit ${String(bit)}`).toThrow(DamagedFrame);
  }
});

test('many flipped bits at random are noticed', () => {
  fc.assert(
    fc.property(frames, fc.array(fc.nat(), { minLength: 1, maxLength: 40 }), (frame, places) => {
      const bytes = encoded(frame);
      for (const bit of new Set(places.map((place) => place % (8 * bytes.length)))) {
        bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
      }
      expect(() => decoded(bytes)).toThrow(DamagedFrame);
    }),
    { seed, numRuns: 300 },
  );
});

test('every truncation, and bytes too many, are noticed', () => {
  const bytes = encoded(example);
  for (let length = 0; length < bytes.length; length++) {
    expect(() => decoded(bytes.slice(0, length))).toThrow(DamagedFrame);
  }
  const longer = new Uint8Array(bytes.length + 8);
  longer.set(bytes);
  expect(() => decoded(longer)).toThrow(DamagedFrame);
});

test('an intact frame of a newer version is told from a damaged one', () => {
  const bytes = encoded(example);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, 2, true);
  const [first, second] = checksum(bytes.subarray(16));
  view.setUint32(8, first, true);
  view.setUint32(12, second, true);
  expect(() => decoded(bytes)).toThrow(NewerFrame);
});

test.each([NaN, Infinity, -Infinity])('a head that JSON cannot hold is refused: %d', (value) => {
  expect(() => encoded({ head: { a: [value] }, columns: {} })).toThrow(
    'invalid head; numbers must be finite',
  );
});

/** The bytes of an example whose JSON text is replaced by another of the same length or less, with the right checksum. */
function retold(text: string): Uint8Array {
  const bytes = encoded(example);
  const view = new DataView(bytes.buffer);
  const length = view.getUint32(20, true);
  bytes.set(new TextEncoder().encode(text.padEnd(length)), 32);
  const [first, second] = checksum(bytes.subarray(16));
  view.setUint32(8, first, true);
  view.setUint32(12, second, true);
  return bytes;
}

test.each([
  'no JSON',
  'null',
  '5',
  '{}',
  '{"head":{},"columns":5}',
  '{"head":null,"columns":[]}',
  '{"head":{},"columns":[["q","f99",1]]}',
  '{"head":{},"columns":[["q","f64",1e9]]}',
  '{"head":{},"columns":[["q","f64",-1]]}',
  '{"head":{},"columns":[null]}',
])('a frame with the right checksum and a wrong content is damaged: %s', (text) => {
  expect(() => decoded(retold(text))).toThrow(DamagedFrame);
  expect(() => decoded(retold(text))).toThrow(
    /^invalid frame; must hold a head and columns of numbers: [^\n]+$/,
  );
});
