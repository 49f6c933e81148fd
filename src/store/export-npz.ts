import { open } from 'node:fs/promises';
import { Zip, ZipPassThrough } from 'fflate';
import { Invalid } from '../math/invalid.js';
import { doubles, pathPart, shapeOf, writeAside, type Exportable } from './exportable.js';
import { npy, npyText } from './npy.js';
import { cells } from './table.js';

/** A zip archive without 64-bit extensions ends here, and NumPy's readers expect none from this writer. */
const LARGEST = 0xffffffff;

/**
 * One archive that `numpy.load` opens: `study` (JSON text), `<table>/<column>` for every table, `series/<unit>/<column>`
 * for the series, `_head` beside them the frame's facts (JSON text). Numbers that are missing are NaN. Entries are stored uncompressed, as `numpy.savez` does.
 */
export async function writeNpz(content: Exportable, path: string): Promise<string[]> {
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
      const add = async (name: string, array: Uint8Array): Promise<void> => {
        const entry = new ZipPassThrough(`${name}.npy`);
        // A fixed date: the same study gives the same file.
        entry.mtime = new Date(1980, 0, 1, 12);
        zip.add(entry);
        entry.push(array, true);
        await flush();
      };
      await add('study', npyText([JSON.stringify(content.facts)], []));
      for (const table of content.tables) {
        for (const [i, column] of table.columns.entries()) {
          const values = cells(table, i);
          const array =
            column.kind === 'text'
              ? npyText(
                  values.map((value) => (value === null ? '' : String(value))),
                  [values.length],
                )
              : npy(doubles(values), [values.length]);
          await add(`${table.name}/${column.name}`, array);
        }
      }
      for await (const [id, frame] of content.series) {
        await add(`series/${pathPart(id)}/_head`, npyText([JSON.stringify(frame.head)], []));
        for (const [name, column] of Object.entries(frame.columns)) {
          await add(`series/${pathPart(id)}/${pathPart(name)}`, npy(column, shapeOf(frame, name)));
        }
      }
      zip.end();
      await flush();
    } finally {
      await handle.close();
    }
  });
  return [file];
}
