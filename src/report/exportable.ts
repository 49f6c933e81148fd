import type { Frame } from '../math/frame.js';
import type { Exportable } from '../store/export.js';
import type { StudyResult } from '../study/result.js';
import { resultTables } from './tables.js';

/** A study's result and its recorded series in the form that every export format takes. */
export function exportable(
  result: StudyResult,
  series: Iterable<readonly [string, Frame]> | AsyncIterable<readonly [string, Frame]>,
): Exportable {
  const { study, id, complete, provenance } = result;
  return { facts: { study, id, complete, provenance }, tables: resultTables(result), series };
}
