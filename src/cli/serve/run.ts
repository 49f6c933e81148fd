import type { Json } from '../../data/frame.js';
import { resultsIn, studyIn } from '../../library/run-results.js';
import { infinities } from '../../result/quantity.js';
import type { ServedRun } from '../../serve/answer.js';
import { openDirectory } from '../../store/run-directory.js';
import { runStamp } from '../../store/stamp.js';
import { currentsIn, reportExtras } from '../report.js';
import { statusOf } from '../run/status.js';

/** What was last read of a run directory, and what its files were then. */
interface Reading {
  readonly stamp: string;
  readonly json: string;
  readonly extras: Json;
}

/** A run directory for the lab. It is read again when its files have changed. */
export function servedRun(path: string): ServedRun {
  let last: Reading | null = null;
  const reading = (): Reading => {
    // Taken before the files are read: what changes meanwhile is read the next time.
    const stamp = runStamp(path);
    return last?.stamp === stamp ? last : (last = readingOf(path, stamp));
  };
  return {
    path,
    row: () => {
      const { title } = studyIn(openDirectory(path));
      const { units, coreHours, id } = statusOf(path);
      return { title, id, units, coreHours };
    },
    result: () => reading().json,
    extras: () => reading().extras,
  };
}

function readingOf(path: string, stamp: string): Reading {
  const remarks: string[] = [];
  const warn = (text: string): unknown => remarks.push(text);
  const results = resultsIn(path, warn);
  // Series may be far larger than results: of a run that goes on they are not read again and again.
  const currents = results.result.complete ? currentsIn(results, warn) : [];
  const extras = { ...reportExtras(results), currents, remarks };
  return {
    stamp,
    json: `${JSON.stringify(results.result, infinities, 2)}\n`,
    extras: JSON.parse(JSON.stringify(extras)) as Json,
  };
}
