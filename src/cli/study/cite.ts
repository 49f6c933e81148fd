import { existsSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { Command } from 'commander';
import { referenceBibtex, referenceText } from '../../data/references/reference.js';
import { huveneers2013 } from '../../data/references/references.js';
import { catalogue } from '../../paper/catalogue.js';
import type { NamedStudy, StudyPart } from '../../paper/named-study.js';
import { citations, type Citation } from '../../plan/citation.js';
import { studyFrom } from '../../plan/file/schema.js';
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
      const found = citationsAt(path, set);
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

/** What is to be cited for a study file, a run directory, or the directory of a named study. */
function citationsAt(path: string, settings?: readonly string[]): readonly Citation[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true)
    return citations(studyFile(path, settings).study);
  const named = namedStudyAt(path);
  return named === null ? citations(studyIn(openDirectory(path))) : namedCitations(named);
}

/** The named study whose directory this is: it bears its name, and holds the folder of a part. */
function namedStudyAt(path: string): NamedStudy | null {
  const study = catalogue.find(({ name }) => name === basename(resolve(path)));
  const parts = study === undefined ? [] : [...study.parts('reduced'), ...study.parts('full')];
  return parts.some(({ name }) => existsSync(join(path, name))) ? (study ?? null) : null;
}

/** What a named study rests on, and the studies among its parts, each use once. */
function namedCitations(named: NamedStudy): readonly Citation[] {
  const { name, references = [] } = named;
  const studies = named.parts('reduced').filter((part): part is StudyPart => part.kind === 'study');
  const all: readonly Citation[] = [
    { use: 'the paper', references: [huveneers2013] },
    ...(references.length === 0 ? [] : [{ use: `the named study ${name}`, references }]),
    ...studies.flatMap((part) => citations(studyFrom(part.text, part.name))),
  ];
  return [...new Map(all.map((one) => [one.use, one])).values()];
}
