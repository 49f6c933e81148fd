import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { printable } from '../data/printable.js';
import { exportable } from '../report/export/exportable.js';
import { exportFormats, type FormatName } from '../store/export/export.js';
import { Refusal } from './failure.js';
import { outName } from './machine.js';
import { resultsIn } from '../library/run-results.js';
import { warning, type Terminal } from './text/terminal.js';

interface ExportFlags {
  readonly to: FormatName;
  readonly out?: string;
}

const formats = Object.values(exportFormats)
  .map(({ name, documentation }) => `${name}: ${documentation}`)
  .join('; ');

/** `falloff export`: every result and the recorded series, for other programs. */
export function exportCommand({ out, err }: Terminal): Command {
  return new Command('export')
    .addOption(new Option('--to <FORMAT>', formats).choices(Object.keys(exportFormats)).makeOptionMandatory())
    .option('--out <PATH>', 'file or folder to write (default: in the run directory)', outName)
    .action(async (path: string, flags: ExportFlags) => {
      if (flags.out !== undefined) checkKind(flags.out, flags.to);
      const { study, result, frames, directory } = resultsIn(path, warning(err));
      const content = exportable(study, result, frames, {
        pieces: (unit, frame) => directory.units.series(unit, frame),
        lost: warning(err),
      });
      const target = flags.out ?? join(path, exportFormats[flags.to].place);
      const files = await exportFormats[flags.to].write(content, target);
      // A folder of series may hold thousands of files.
      const [above, inside] = [
        files.filter((file) => !/[\\/]series[\\/]/u.test(file)),
        join(target, 'series'),
      ];
      for (const file of above) out.write(`${printable(file)}\n`);
      if (above.length < files.length)
        out.write(`${printable(inside)}: ${String(files.length - above.length)} files\n`);
    });
}

/**
 * Told before anything is done, not after gigabytes were written.
 *
 * @throws Refusal where a folder bears the name of what shall be one file, or a file that of a folder
 */
function checkKind(target: string, format: FormatName): void {
  const there = statSync(target, { throwIfNoEntry: false });
  if (there === undefined) return;
  const manyFiles = exportFormats[format].isFolder;
  if (!manyFiles && there.isDirectory())
    throw new Refusal('out', `is a folder, but ${format} is one file`, target);
  if (manyFiles && !there.isDirectory())
    throw new Refusal('out', `is a file, but ${format} is a folder of files`, target);
}
