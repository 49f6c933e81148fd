import type { Frame } from '../math/frame.js';
import type { Exportable } from '../store/exportable.js';
import type { PointResult, StudyResult } from '../study/result.js';
import { steadyTables } from './steady.js';
import { resultTables } from './tables.js';

/**
 * A study's result and its recorded series in the form that every export format takes. The frequencies, which may be
 * millions, come before the series as arrays [realisation, site] under `point-<number of the point>`.
 */
export function exportable(
  result: StudyResult,
  series: Iterable<readonly [string, Frame]> | AsyncIterable<readonly [string, Frame]>,
): Exportable {
  const { study, id, complete, provenance } = result;
  return {
    facts: { study, id, complete, provenance },
    tables: [...resultTables(result), ...steadyTables(result)],
    series: joined(result, series),
  };
}

async function* joined(
  result: StudyResult,
  series: Iterable<readonly [string, Frame]> | AsyncIterable<readonly [string, Frame]>,
): AsyncGenerator<readonly [string, Frame]> {
  for (const [number, point] of result.points.entries()) {
    if (point.frequencies.length > 0) yield [`point-${String(number)}`, frequencies(point)];
  }
  yield* series;
}

function frequencies(point: PointResult): Frame {
  const { epsilon, noise, temperature } = point;
  const rows = point.frequencies;
  const sites = rows[0]?.length ?? 0;
  const column = new Float64Array(rows.length * sites);
  rows.forEach((row, realisation) => {
    column.set(row, realisation * sites);
  });
  return {
    head: { epsilon, noise, temperature, shapes: { frequencies: [rows.length, sites] } },
    columns: { frequencies: column },
  };
}
