import { bestCurve } from '../../estimate/weights/crossfit.js';
import { energyOrder, ordered } from '../../estimate/order.js';
import type { RealisationRecord } from '../../estimate/record.js';
import type { Frame } from '../../data/frame.js';
import type { Exportable, ExportGroup } from '../../store/export/exportable.js';
import { pointFacts, pointName, points, realisationName } from '../../study/point.js';
import { realisationRecord } from '../../result/record.js';
import type { PointResult, StudyResult } from '../../result/result.js';
import type { Unit } from '../../study/unit.js';
import { steadyRecord } from '../../result/steady-record.js';
import type { Study } from '../../study/study.js';
import { unitsOf } from '../../plan/units.js';
import { seriesArrays, type SeriesSource } from './series-arrays.js';
import { estimateArrays } from './estimate-arrays.js';
import { latticeArrays, siteArrays } from './lattice-arrays.js';
import { steadyTables } from '../../result/steady-tables.js';
import { resultTables } from '../../result/tables.js';
import { steadyUnitArrays, unitArrays } from './unit-arrays.js';

/**
 * A study's result and its recorded series in the form that every export format takes. Beside the tables there are groups of arrays:
 * `lattice`; for every point `point-e0.1-t1`, …, what was drawn for its sites; for every realisation `estimate-e0.1-t1-r000`, …, how its curve was made; and
 * every finished unit by its id, `e0.1-t1-r000-b0000`, …. The curves are cross-fitted once more, a realisation at a time, as their groups are asked for.
 *
 * @param frames of the finished units, by id
 * @param source of the recorded series, which are read a unit at a time
 */
export function exportable(
  study: Study,
  result: StudyResult,
  frames: ReadonlyMap<string, Frame>,
  source?: SeriesSource,
): Exportable {
  const { id, complete, provenance } = result;
  return {
    facts: { study: result.study, id, complete, provenance },
    tables: [...resultTables(result), ...steadyTables(result)],
    series: groups(study, result, frames, source),
  };
}

function* groups(
  study: Study,
  result: StudyResult,
  frames: ReadonlyMap<string, Frame>,
  source: SeriesSource | undefined,
): Generator<readonly [string, ExportGroup]> {
  for (const point of result.points) {
    const arrays = siteArrays(point);
    if (arrays.length > 0) yield [`point-${pointName(point)}`, { facts: pointFacts(point), arrays }];
  }
  const batches = batchesOf(study, frames);
  let lattice = false;
  for (const { own, results, record } of batches) {
    if (record && !lattice) {
      lattice = true;
      yield ['lattice', { facts: {}, arrays: latticeArrays(record.graph) }];
    }
    const [{ point, realisation }] = own as [Unit];
    if (record) {
      const facts = { point, realisation, ...pointFacts(result.points[point] as PointResult) };
      const replicas = own.flatMap(({ firstReplica, replicas: count }) =>
        Array.from({ length: count }, (_, lane) => firstReplica + lane),
      );
      const rows = energyOrder(record, replicas.length);
      const inOrder = ordered(record, replicas.length);
      const numbers = rows.map((row) => replicas[row] as number);
      const arrays = estimateArrays(inOrder, bestCurve(inOrder), numbers, rows);
      yield [
        `estimate-${realisationName(result.points[point] as PointResult, realisation)}`,
        { facts, arrays },
      ];
    }
    for (const [i, unit] of own.entries()) {
      const frame = results[i] as Frame;
      const own = Object.entries(frame.head).filter(([key]) => key !== 'shapes');
      const facts = { ...Object.fromEntries(own), point };
      const arrays = record
        ? unitArrays(frame, record)
        : steadyUnitArrays(frame, steadyRecord([frame]).times);
      if (source) arrays.push(...seriesArrays(study, unit, frame, source));
      yield [unit.id, { facts, arrays }];
    }
  }
}

interface Batch {
  readonly own: readonly Unit[];
  readonly results: readonly Frame[];
  /** What the estimators saw; none between baths. */
  readonly record: RealisationRecord | null;
}

/** The finished units, one realisation of one point after the other. */
function* batchesOf(study: Study, frames: ReadonlyMap<string, Frame>): Generator<Batch> {
  for (const { index } of points(study)) {
    const finished = unitsOf(study, index).filter(({ id }) => frames.has(id));
    for (let realisation = 0; realisation < study.realisations; realisation++) {
      const own = finished.filter((unit) => unit.realisation === realisation);
      if (own.length === 0) continue;
      const results = own.map(({ id }) => frames.get(id) as Frame);
      yield { own, results, record: study.baths ? null : realisationRecord(study, index, results) };
    }
  }
}
