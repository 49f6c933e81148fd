import type { Frame } from '../../data/frame.js';
import type { SeriesPiece } from '../../data/unit-run.js';
import type { Attributes, ExportArray } from '../../data/values.js';
import { pointPlan } from '../../plan/point-plan.js';
import { seriesPlan, type SeriesPlan } from '../../plan/series-plan.js';
import { DamagedFrame } from '../../store/frame.js';
import type { Study } from '../../study/study.js';
import type { Unit } from '../../study/unit.js';

/** Where recorded series are read. */
export interface SeriesSource {
  /** The pieces of a finished unit's series, in the order of time. Throws DamagedFrame where one cannot be used. */
  pieces(unit: string, result: Frame): Iterable<SeriesPiece>;
  /** Told why the series of a unit is left out. */
  lost(text: string): void;
}

/**
 * The series that a unit recorded, as one array: `series_current` [replica, time] or `series_transfers` [replica, time, bond]; none where it recorded
 * none, or where a piece of it is damaged, which is told.
 */
export function seriesArrays(study: Study, unit: Unit, result: Frame, source: SeriesSource): ExportArray[] {
  try {
    return wholeSeries(study, unit, result, source);
  } catch (error) {
    if (!(error instanceof DamagedFrame)) throw error;
    source.lost(
      `unit ${unit.id}: ${error.message}; its series is left out, and without this file the next run does the unit again`,
    );
    return [];
  }
}

function wholeSeries(study: Study, unit: Unit, result: Frame, source: SeriesSource): ExportArray[] {
  const plan = seriesPlan(study, pointPlan(study, unit.point), unit.replicas);
  if (plan === null) return [];
  const { rows, width, pieceRows } = plan;
  const values = new Float64Array(unit.replicas * rows * width);
  for (const { number, frame } of source.pieces(unit.id, result)) {
    const piece = frame.columns['series'] as Float64Array;
    const rowLength = unit.replicas * width;
    for (let row = 0; row < piece.length / rowLength; row++) {
      for (let r = 0; r < unit.replicas; r++) {
        const from = row * rowLength + r * width;
        const time = number * pieceRows + row;
        values.set(piece.subarray(from, from + width), (r * rows + time) * width);
      }
    }
  }
  const shape = plan.series === 'current' ? [unit.replicas, rows] : [unit.replicas, rows, width];
  return [{ name: `series_${plan.series}`, values, shape, attributes: attributes(study, plan) }];
}

function attributes({ direction }: Study, { series, interval, every }: SeriesPlan): Attributes {
  const facts = { interval, every };
  if (series === 'transfers') {
    const meaning = 'Q_b, energy that passed through bond b during each interval, from its tail to its head';
    return { axes: ['replica', 'time', 'bond'], unit: 'energy', meaning, ...facts };
  }
  const bonds = direction === 'all' ? 'all bonds' : `the bonds along e_${String(direction)}`;
  const meaning = `J, total energy current of ${bonds}: its mean over each interval, not its value at a moment`;
  return { axes: ['replica', 'time'], unit: 'energy*distance/time', meaning, ...facts };
}
