import { Command } from 'commander';
import { infinities } from '../result/quantity.js';
import { resultsIn } from '../library/run-results.js';
import { resultTable } from './text/table.js';
import { lineWidth, warning, type Terminal } from './text/terminal.js';

/** `falloff show`: the results so far. */
export function showCommand({ out, err }: Terminal): Command {
  return new Command('show')
    .option('--json', 'one JSON object with everything')
    .action((path: string, { json }: { readonly json?: true }) => {
      const results = resultsIn(path, warning(err));
      out.write(
        json
          ? `${JSON.stringify(results.result, infinities, 2)}\n`
          : resultTable(results.result, lineWidth(out), results),
      );
    });
}
