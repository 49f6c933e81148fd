import { statSync } from 'node:fs';
import { Command } from 'commander';
import { referenceBibtex, referenceText } from '../../data/references/reference.js';
import { citations } from '../../plan/citation.js';
import type { Study } from '../../study/study.js';
import { setOption, studyFile } from './study-file.js';
import { studyIn } from '../../library/run-results.js';
import { openDirectory } from '../../store/run-directory.js';
import { lineWidth, wrappedText, type Terminal } from '../text/terminal.js';
import { version } from '../../library/version.js';

interface CiteFlags {
  readonly bibtex?: true;
  readonly set?: readonly string[];
}

/** falloff itself; the version is the one that is running. */
const PROGRAM = `@misc{falloff,
  author = {{The falloff authors}},
  title = {{falloff: thermal conductivity of disordered, weakly anharmonic lattices}},
  year = {2026},
  note = {version ${version}},
}`;

/** `falloff cite`: what to cite for a study, as text and as BibTeX. */
export function citeCommand({ out }: Terminal): Command {
  return new Command('cite')
    .option('--bibtex', 'BibTeX alone, for a .bib file')
    .option(...setOption)
    .action((path: string, { bibtex, set }: CiteFlags) => {
      const found = citations(studyAt(path, set));
      const references = [...new Set(found.flatMap((one) => one.references))];
      const entries = [...references.map(referenceBibtex), PROGRAM];
      if (bibtex !== true) {
        const lines = found.flatMap(({ use, references: own }) => [
          `${use.charAt(0).toUpperCase()}${use.slice(1)}`,
          ...own.map((one) => wrappedText(`  ${referenceText(one)}`, lineWidth(out), '    ')),
        ]);
        out.write(`${lines.join('\n')}\nThe program\n  falloff ${version}\n\n`);
      }
      out.write(`${entries.join('\n\n')}\n`);
    });
}

/** The study of a file or of a run directory. */
function studyAt(path: string, settings?: readonly string[]): Study {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return studyIn(openDirectory(path));
  return studyFile(path, settings).study;
}
