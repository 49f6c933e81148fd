import { join } from 'node:path';
import { Command } from 'commander';
import { printable } from '../../data/printable.js';
import { studyIdentity } from '../../plan/identity.js';
import { unionSettings } from '../../plan/union.js';
import { units } from '../../plan/units.js';
import { checkFamily, claimedDirectory, openDirectory } from '../../store/run-directory.js';
import { mergeInto } from '../../store/merge.js';
import type { Study } from '../../study/study.js';
import { outName } from '../machine.js';
import { studyFile } from '../study/study-file.js';
import { warning, type Terminal } from '../text/terminal.js';

interface MergeFlags {
  readonly out: string;
  readonly json?: true;
}

/** `falloff merge`: joins directories of studies that differ in ε, T, realisations or replicas only. */
export function mergeCommand({ out, err }: Terminal): Command {
  return new Command('merge')
    .requiredOption('--out <DIR>', 'where they are joined: new, empty, or the run of such a study', outName)
    .option('--json', 'one JSON object')
    .action((paths: readonly string[], flags: MergeFlags) => {
      const sources = paths.map(openDirectory);
      const [first] = sources as [(typeof sources)[number]];
      for (const { path, identity } of sources) checkFamily(path, identity, first.identity);
      const studies = paths.map((path) => studyFile(join(path, 'study.yaml')).study);
      const merged = studyFile(join(first.path, 'study.yaml'), unionSettings(studies as [Study, ...Study[]]));
      const { study, text } = merged;
      const identity = { ...studyIdentity(study), text, program: first.identity.program };
      const claim = claimedDirectory(flags.out, identity);
      try {
        mergeInto({ path: flags.out, identity, units: claim.units }, sources, warning(err));
        claim.begin();
      } catch (error) {
        if (claim.loss === null) claim.abandon();
        throw error;
      } finally {
        claim.release();
      }
      const all = units(study);
      const done = all.filter(({ id }) => claim.units.has(id, 'result')).length;
      const found = { id: identity.id, directory: flags.out, units: { done, total: all.length } };
      if (flags.json === true) out.write(`${JSON.stringify(found)}\n`);
      else out.write(mergedText(found));
    });
}

function mergedText(found: {
  readonly id: string;
  readonly directory: string;
  readonly units: { readonly done: number; readonly total: number };
}): string {
  const { done, total } = found.units;
  const directory = printable(found.directory);
  const next =
    done < total
      ? `To do the others: falloff run ${join(directory, 'study.yaml')} --out ${directory}`
      : `To see them: falloff show ${directory}`;
  return `Study ${found.id} in ${directory}: ${String(done)} of ${String(total)} units done.\n${next}\n`;
}
