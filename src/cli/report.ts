import { Command } from 'commander';
import { kindOf } from '../study/kinds.js';
import { resultsIn, type Results } from './results.js';
import { warning, type Terminal } from './terminal.js';

/** `falloff report`: figures and the page, written into the run directory. */
export function reportCommand({ out, err }: Terminal): Command {
  return new Command('report')
    .description('draw the figures (SVG, PNG, and CSV beside each) and write report.html')
    .argument('<DIR>', 'run directory')
    .action(async (path: string) => {
      for (const file of await writtenReport(resultsIn(path, warning(err)))) out.write(`${file}\n`);
    });
}

/** Writes the report of a run into its directory; the files, the page last. */
export async function writtenReport({ directory, study, result }: Results): Promise<readonly string[]> {
  // Drawing needs large libraries, which no other command should wait for.
  const { writeReport } = await import('../report/report.js');
  return writeReport(directory.path, result, {
    studyText: directory.identity.text,
    hypotheses: kindOf(study.model)
      .verdicts(study)
      .map(({ name, equation, holds, reason, fails }) => ({
        statement: `${name}: ${equation}`,
        holds,
        detail:
          fails.length === 0 || fails.length === study.epsilon.length
            ? reason
            : `${reason} (at ε = ${fails.join(', ')})`,
      })),
    command: 'falloff run study.yaml',
  });
}
