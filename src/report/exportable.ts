import type { Frame } from '../math/frame.js';
import type { Exportable } from '../store/exportable.js';
import { temperatureText } from '../study/identity.js';
import type { PointResult, StudyResult } from '../study/result.js';
import { steadyTables } from './steady.js';
import { resultTables } from './tables.js';

/**
 * A study's result and its recorded series in the form that every export format takes. What was drawn for every site, which may be
 * millions of numbers, comes before the series as arrays under `point-<number of the point>`: see `disorder`.
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
    if (point.frequencies.length > 0) yield [`point-${String(number)}`, disorder(point)];
  }
  yield* series;
}

/** `frequencies` and, where there are any, `masses` as arrays [realisation, site], and `fields` as one [realisation, site, component]. */
function disorder({ epsilon, noise, temperature, frequencies, masses, fields }: PointResult): Frame {
  const drawn = Object.entries({ frequencies, masses, fields }).flatMap(
    ([name, lists]): [string, Nested][] => (lists === undefined ? [] : [[name, lists]]),
  );
  const shapes = Object.fromEntries(drawn.map(([name, lists]) => [name, shape(lists)]));
  return {
    head: { epsilon, noise, temperature: temperatureText(temperature), shapes },
    columns: Object.fromEntries(drawn.map(([name, lists]) => [name, Float64Array.from(numbers(lists))])),
  };
}

/** Lists of lists … of numbers, all of the same length. */
type Nested = readonly (number | Nested)[];

function shape(lists: Nested): number[] {
  const [first] = lists;
  return [lists.length, ...(typeof first === 'object' ? shape(first) : [])];
}

function* numbers(lists: Nested): Generator<number> {
  for (const one of lists) {
    if (typeof one === 'number') yield one;
    else yield* numbers(one);
  }
}
