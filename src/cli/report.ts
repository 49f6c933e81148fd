import { Command } from 'commander';
import { printable } from '../data/printable.js';
import { kindOf } from '../models/models.js';
import type { ReportExtras } from '../report/page/page.js';
import { recordedCurrents } from '../report/recorded-currents.js';
import { sessionsIn } from '../store/sessions.js';
import { sweepDirectory } from '../store/sweep.js';
import { listed } from '../study/listed.js';
import { warnOfPng } from './text/png-warning.js';
import { resultsIn, type Results } from '../library/run-results.js';
import { warning, type Terminal } from './text/terminal.js';

/** `falloff report`: figures and the page, written into the run directory. */
export function reportCommand({ out, err }: Terminal): Command {
  return new Command('report').action(async (path: string) => {
    warnOfPng(err);
    const results = resultsIn(path, warning(err));
    // The last job of many, which do not look at all names.
    sweepDirectory(path);
    for (const file of await writtenReport(results, warning(err))) out.write(`${printable(file)}\n`);
  });
}

/**
 * Writes the report of a run into its directory; the files, the page last.
 *
 * @param warn called for every unit whose recorded series cannot be used
 */
export async function writtenReport(
  results: Results,
  warn: (text: string) => void,
): Promise<readonly string[]> {
  // Drawing needs large libraries, which no other command should wait for.
  const { writeReport } = await import('../report/report.js');
  const extras = { ...reportExtras(results), currents: currentsIn(results, warn) };
  return writeReport(results.directory.path, results.result, extras);
}

/** What the report of a run says beside its results. */
export function reportExtras({ directory, study }: Results): ReportExtras {
  return {
    studyText: directory.identity.text,
    hypotheses: kindOf(study.model)
      .verdicts(study)
      .map(({ name, equation, holds, reason, fails }) => ({
        statement: `${name}: ${equation}`,
        holds,
        detail:
          fails.length === 0 || fails.length === study.epsilon.length
            ? reason
            : `${reason} (at ε = ${listed(fails)})`,
      })),
    command: 'falloff run study.yaml',
    sessions: sessionsIn(directory.path),
  };
}

/**
 * Spectrum and running integral of the current of every point of a run, read from the recorded series.
 *
 * @param warn called for every unit whose series cannot be used
 */
export function currentsIn(
  { directory, study, frames }: Results,
  warn: (text: string) => void,
): NonNullable<ReportExtras['currents']> {
  return recordedCurrents(study, frames, {
    pieces: (unit, frame) => directory.units.series(unit, frame),
    lost: warn,
  });
}
