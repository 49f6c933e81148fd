import type { FileHandle } from 'node:fs/promises';
import {
  attributeMessage,
  datasetMessages,
  groupMessages,
  concatenated,
  NOWHERE,
  objectHeader,
  sealed,
  u16,
  u32,
  u64,
  utf8,
} from './hdf5-message.js';
import type { Values } from '../../data/values.js';

/** Attributes of a group or a dataset: a single value, or a list. */
export type Hdf5Attributes = Readonly<Record<string, Values | { readonly scalar: Values }>>;

const SUPERBLOCK = 48;
/** Bytes of a heap of texts; a longer text has one of its own. */
const HEAP = 16384;
/** Of a heap, and of a text in it. */
const HEAP_HEADER = 16;

const eighths = (length: number): number => Math.ceil(length / 8) * 8;

/**
 * Writes an HDF5 file from front to back: values go to the disk as they come, and no more than the links of open groups and one heap of
 * texts are kept. What is inside a group is written before the group, whose links are the addresses that `dataset` and `group` return;
 * `finish` takes that of the root. The file is of the format of HDF5 1.8 and later, and carries no times: the same content is the
 * same bytes. (The HDF5 library itself stamps every object, and h5wasm can neither stop it nor write an enumeration, which is what a bool is.)
 */
export class Hdf5Writer {
  private end = SUPERBLOCK;
  private heap = { address: 0, bytes: new Uint8Array(0), used: 0, count: 0 };

  constructor(private readonly file: FileHandle) {
    if (new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1) {
      throw new TypeError('invalid byte order; must be little-endian: big-endian');
    }
  }

  async dataset(values: Values, shape: readonly number[], attributes: Hdf5Attributes = {}): Promise<number> {
    const raw = await this.raw(values);
    const address = await this.append(raw);
    const messages = datasetMessages(values, shape, address, raw.length);
    return this.append(objectHeader(messages, ...(await this.attributes(attributes))));
  }

  async group(links: ReadonlyMap<string, number>, attributes: Hdf5Attributes = {}): Promise<number> {
    return this.append(objectHeader(groupMessages(links), ...(await this.attributes(attributes))));
  }

  /** Completes the file; it may be closed then. */
  async finish(root: number): Promise<void> {
    await this.closeHeap();
    const signature = Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a);
    // Version 2; addresses and lengths of eight bytes; no flags; base address 0; no extension.
    const head = concatenated(
      signature,
      Uint8Array.of(2, 8, 8, 0),
      u64(0),
      NOWHERE,
      u64(this.end),
      u64(root),
    );
    await this.write(sealed(head), 0);
  }

  private async attributes(attributes: Hdf5Attributes): Promise<Uint8Array[]> {
    const messages: Uint8Array[] = [];
    for (const [name, value] of Object.entries(attributes)) {
      const [values, shape] = 'scalar' in value ? [value.scalar, []] : [value, [value.length]];
      messages.push(attributeMessage(name, values, shape, await this.raw(values)));
    }
    return messages;
  }

  /** The values as they stand in the file; of a text its place in a heap. */
  private async raw(values: Values): Promise<Uint8Array> {
    if (ArrayBuffer.isView(values))
      return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const places: Uint8Array[] = [];
    for (const text of values) places.push(await this.place(utf8(text)));
    return concatenated(...places);
  }

  private async place(text: Uint8Array): Promise<Uint8Array> {
    if (text.length === 0) return new Uint8Array(16);
    const size = HEAP_HEADER + eighths(text.length);
    if (this.heap.used + size > this.heap.bytes.length) {
      await this.closeHeap();
      const length = Math.max(HEAP, HEAP_HEADER + size);
      const bytes = new Uint8Array(length);
      bytes.set(concatenated(utf8('GCOL'), Uint8Array.of(1, 0, 0, 0), u64(length)));
      this.heap = { address: this.reserve(length), bytes, used: HEAP_HEADER, count: 0 };
    }
    const { heap } = this;
    heap.count += 1;
    // The number of the text, one reference to it, and its length.
    heap.bytes.set(concatenated(u16(heap.count, 1), u32(0), u64(text.length), text), heap.used);
    heap.used += size;
    return concatenated(u32(text.length), u64(heap.address), u32(heap.count));
  }

  private async closeHeap(): Promise<void> {
    const { address, bytes, used } = this.heap;
    if (bytes.length === 0) return;
    // What is left is an object of number 0, which counts its own header.
    if (bytes.length - used >= HEAP_HEADER) bytes.set(u64(0, bytes.length - used), used);
    await this.write(bytes, address);
  }

  private reserve(length: number): number {
    const address = eighths(this.end);
    this.end = address + length;
    return address;
  }

  private async append(bytes: Uint8Array): Promise<number> {
    const address = this.reserve(bytes.length);
    await this.write(bytes, address);
    return address;
  }

  /** A write may stop half way where a disk fills up; the next one then says so. */
  private async write(bytes: Uint8Array, position: number): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await this.file.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
  }
}
