import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { describedTables, headText, pathPart, type Exportable, type ExportFormat } from './exportable.js';
import { writeAside } from '../files.js';
import { npy } from './npy.js';
import { columnArrays } from '../../data/table.js';
import { checked, type ExportArray } from '../../data/values.js';

/**
 * One archive that `numpy.load` opens: `study` (JSON text), `<table>/<column>` for every table, `series/<group>/<array>`
 * for the arrays, `_head` beside them the group's facts and the attributes of its arrays (JSON text). Numbers that are missing are NaN, texts
 * that are missing are empty. Entries are stored uncompressed, as `numpy.savez` does; of more than 4 GiB the
 * archive has the 64-bit extensions that NumPy reads.
 */
async function writeNpz(content: Exportable, path: string): Promise<string[]> {
  const file = await writeAside(path, async (aside) => {
    const handle = await open(aside, 'w');
    try {
      const archive = new Archive(handle);
      const addAll = async (group: string, arrays: readonly ExportArray[]): Promise<void> => {
        for (const array of arrays) {
          const { name, values, shape } = checked(array);
          await archive.add(`${group}/${pathPart(name)}`, npy(values, shape));
        }
      };
      await archive.add('study', npy([JSON.stringify(content.facts)], []));
      for (const table of describedTables(content)) await addAll(table.name, columnArrays(table));
      for await (const [id, group] of content.series) {
        await archive.add(`series/${pathPart(id)}/_head`, npy([headText(group)], []));
        await addAll(`series/${pathPart(id)}`, group.arrays);
      }
      await archive.end();
    } finally {
      await handle.close();
    }
  });
  return [file];
}

export const npzFormat: ExportFormat = {
  name: 'npz',
  documentation: 'NumPy archive, for numpy.load',
  place: 'results.npz',
  isFolder: false,
  layout: {
    tables: '`TABLE/COLUMN`',
    arrays: '`series/GROUP/ARRAY`',
    facts: '`series/GROUP/_head`',
    study: '`study`',
  },
  write: writeNpz,
};

/** Bytes that are handed on at once. */
const PIECE = 1 << 24;

/** A zip archive that is written to a file as its entries are added, so that memory holds one array at a time. */
class Archive {
  private readonly zip = new ZipFile();
  private readonly written: Promise<void>;

  constructor(file: FileHandle) {
    this.written = this.write(file);
    // Whoever adds an entry, or ends the archive, is told; nobody else waits.
    this.written.catch(() => undefined);
  }

  private async write(file: FileHandle): Promise<void> {
    // Not `write`, which may stop half way through a piece where a disk fills up.
    for await (const piece of this.zip.outputStream) await file.appendFile(piece);
  }

  async add(name: string, array: readonly Uint8Array[]): Promise<void> {
    const source = Readable.from(pieces(array), { objectMode: false });
    const added = new Promise((done, failed) => {
      source.once('end', done).once('error', failed);
    });
    this.zip.addReadStream(source, `${name}.npy`, {
      compress: false,
      size: array.reduce((sum, { byteLength }) => sum + byteLength, 0),
      // A fixed date, that of this machine's clock face: the same study gives the same file.
      mtime: new Date(1980, 0, 1, 12),
      forceDosTimestamp: true,
      mode: 0o100644,
    });
    await Promise.race([added, this.written]);
  }

  async end(): Promise<void> {
    this.zip.end();
    await this.written;
  }
}

function* pieces(array: readonly Uint8Array[]): Generator<Buffer> {
  for (const { buffer, byteOffset, byteLength } of array) {
    for (let at = 0; at < byteLength; at += PIECE)
      yield Buffer.from(buffer, byteOffset + at, Math.min(PIECE, byteLength - at));
  }
}
