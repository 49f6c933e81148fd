import { Command } from 'commander';
import { studySchema } from '../../plan/file/json-schema.js';
import type { Terminal } from '../text/terminal.js';

/** `falloff schema`: the JSON Schema of a study file, for editors and for programs that write study files. */
export function schemaCommand({ out }: Terminal): Command {
  return new Command('schema').action(() => {
    out.write(`${JSON.stringify(studySchema(), null, 2)}\n`);
  });
}
