import { open } from 'node:fs/promises';
import { Zip, ZipPassThrough } from 'fflate';
import { Invalid } from '../../data/invalid.js';
import { describedTables, headText, pathPart, type Exportable, type ExportFormat } from './exportable.js';
import { writeAside } from '../files.js';
import { npy } from './npy.js';
import { columnArrays } from '../../data/table.js';
import { checked, type ExportArray } from '../../data/values.js';

/** A zip archive without 64-bit extensions ends here, and NumPy's readers expect none from this writer. */
const LARGEST = 0xffffffff;

/**
 * One archive that `numpy.load` opens: `study` (JSON text), `<table>/<column>` for every table, `series/<group>/<array>`
 * for the arrays, `_head` beside them the group's facts and the attributes of its arrays (JSON text). Numbers that are missing are NaN, texts
 * that are missing are empty. Entries are stored uncompressed, as `numpy.savez` does.
 */
async function writeNpz(content: Exportable, path: string): Promise<string[]> {
  const file = await writeAside(path, async (aside) => {
    const handle = await open(aside, 'w');
    try {
      const pieces: Uint8Array[] = [];
      let size = 0;
      const zip = new Zip((error, piece) => {
        if (error) throw error;
        pieces.push(piece);
      });
      const flush = async (): Promise<void> => {
        for (const piece of pieces.splice(0)) {
          size += piece.length;
          if (size > LARGEST)
            throw new Invalid('export', 'an npz holds at most 4 GiB (h5 has no limit)', path);
          // Not `write`, which may stop half way through a piece where a disk fills up.
          await handle.appendFile(piece);
        }
      };
      const add = async (name: string, array: readonly Uint8Array[]): Promise<void> => {
        const entry = new ZipPassThrough(`${name}.npy`);
        // A fixed date: the same study gives the same file.
        entry.mtime = new Date(1980, 0, 1, 12);
        zip.add(entry);
        for (const [i, piece] of array.entries()) entry.push(piece, i === array.length - 1);
        await flush();
      };
      const addAll = async (group: string, arrays: readonly ExportArray[]): Promise<void> => {
        for (const array of arrays) {
          const { name, values, shape } = checked(array);
          await add(`${group}/${pathPart(name)}`, npy(values, shape));
        }
      };
      await add('study', npy([JSON.stringify(content.facts)], []));
      for (const table of describedTables(content)) await addAll(table.name, columnArrays(table));
      for await (const [id, group] of content.series) {
        await add(`series/${pathPart(id)}/_head`, npy([headText(group)], []));
        await addAll(`series/${pathPart(id)}`, group.arrays);
      }
      zip.end();
      await flush();
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
