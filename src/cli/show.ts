import { Command } from 'commander';
import { resultsIn } from './results.js';
import { resultTable } from './table.js';
import { lineWidth, type Terminal } from './terminal.js';

/** `falloff show`: the results so far. */
export function showCommand({ out, err }: Terminal): Command {
  return new Command('show')
    .description('show the results so far')
    .argument('<DIR>', 'run directory')
    .option('--json', 'one JSON object with everything')
    .action((path: string, { json }: { readonly json?: true }) => {
      const { result, damages } = resultsIn(path);
      for (const text of damages) err.write(`Warning: ${text}\n`);
      out.write(json ? `${JSON.stringify(result, null, 2)}\n` : resultTable(result, lineWidth(out)));
    });
}
