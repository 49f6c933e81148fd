import type { Frame } from '../data/frame.js';
import { greenKubo, type GreenKubo } from '../estimate/green-kubo.js';
import type { RealisationRecord } from '../estimate/record.js';
import { pointPlan } from '../plan/point-plan.js';
import { seriesPlan, type SeriesPlan } from '../plan/series-plan.js';
import { unitsOf } from '../plan/units.js';
import { realisationRecord } from '../result/record.js';
import { DamagedFrame } from '../store/frame.js';
import { points } from '../study/point.js';
import type { Study } from '../study/study.js';
import type { Unit } from '../study/unit.js';
import type { SeriesSource } from './export/series-arrays.js';

/**
 * The spectrum and the running integral of the recorded current, of every point of a study: means over all replicas of finished units, of all
 * realisations. Null for a point without a recorded series; for all of them between baths, where J is no fluctuation about 0.
 */
export function recordedCurrents(
  study: Study,
  frames: ReadonlyMap<string, Frame>,
  source: SeriesSource,
): (GreenKubo | null)[] {
  return points(study).map(({ index }) => {
    const [first] = unitsOf(study, index).filter(({ id }) => frames.has(id));
    if (first === undefined || study.record === undefined || study.baths) return null;
    const record = realisationRecord(study, index, [frames.get(first.id) as Frame]);
    const { interval } = seriesPlan(study, pointPlan(study, index), first.replicas) as SeriesPlan;
    return greenKubo(currents(study, index, frames, record, source), {
      interval,
      prefactor: record.prefactor,
    });
  });
}

/** J of every replica of a point's finished units, one after the other; a unit whose series is damaged is left out and told. */
function* currents(
  study: Study,
  point: number,
  frames: ReadonlyMap<string, Frame>,
  { graph }: RealisationRecord,
  source: SeriesSource,
): Generator<Float64Array> {
  for (const unit of unitsOf(study, point)) {
    const frame = frames.get(unit.id);
    if (frame === undefined) continue;
    let own: Float64Array[] = [];
    try {
      own = unitCurrents(study, unit, source.pieces(unit.id, frame), graph.aims);
    } catch (error) {
      if (!(error instanceof DamagedFrame)) throw error;
      source.lost(`unit ${unit.id}: ${error.message}; the figures of the current are without it`);
    }
    yield* own;
  }
}

/** J of the replicas of one unit: as recorded, or the sum of its bonds' transfers over the interval. */
function unitCurrents(
  study: Study,
  unit: Unit,
  pieces: ReturnType<SeriesSource['pieces']>,
  aims: Float64Array,
): Float64Array[] {
  const { series, width, rows, pieceRows, interval } = seriesPlan(
    study,
    pointPlan(study, unit.point),
    unit.replicas,
  ) as SeriesPlan;
  const own = Array.from({ length: unit.replicas }, () => new Float64Array(rows));
  for (const { number, frame } of pieces) {
    const values = frame.columns['series'] as Float64Array;
    for (let at = 0, row = number * pieceRows; at < values.length; row++) {
      for (const current of own) {
        let sum = 0;
        for (let b = 0; b < width; b++, at++) sum += (aims[b] as number) * (values[at] as number);
        current[row] = series === 'current' ? (values[at - 1] as number) : sum / interval;
      }
    }
  }
  return own;
}
