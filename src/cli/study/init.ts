import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { notOneOf } from '../../data/nearest.js';
import { printable } from '../../data/printable.js';
import { isKind, modelKinds } from '../../models/models.js';
import { starterText } from '../../plan/file/starter.js';
import { Refusal } from '../failure.js';
import { outName } from '../machine.js';
import type { Terminal } from '../text/terminal.js';

/** The schema as this installation has it. */
const SCHEMA = new URL('../../../studies/study.schema.json', import.meta.url);

interface InitFlags {
  readonly out?: string;
  readonly schema: string;
}

/** `falloff init`: a commented study file of a kind of model. */
export function initCommand({ out }: Terminal): Command {
  return new Command('init')
    .option('--out <FILE>', 'file to write, which must not exist yet (default: standard output)', outName)
    .option('--schema <URL>', 'where editors find the JSON Schema', SCHEMA.href)
    .addHelpText('after', () => {
      const width = Math.max(...Object.keys(modelKinds).map((kind) => kind.length));
      const kinds = Object.values(modelKinds).map(
        ({ kind, documentation }) => `  ${kind.padEnd(width)}  ${documentation}`,
      );
      return `\nKinds:\n${kinds.join('\n')}\n\nThe schema of this installation is ${fileURLToPath(SCHEMA)}.`;
    })
    .action((kind: string, flags: InitFlags) => {
      if (!isKind(kind)) throw new Refusal('KIND', notOneOf(Object.keys(modelKinds), kind), kind);
      const text = starterText(kind, flags.schema);
      if (flags.out === undefined) {
        out.write(text);
        return;
      }
      writeNew(flags.out, text);
      out.write(`${printable(flags.out)}\n`);
    });
}

/** @throws Refusal where something stands there already */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new Refusal('out', 'exists already', file);
    throw error;
  }
}
