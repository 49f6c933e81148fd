import { kindOf } from '../models/models.js';
import { pointPlan, type PointPlan } from './point-plan.js';
import type { SeriesRecord, Study } from '../study/study.js';

/** Bytes of a piece that is kept at once: what a process that is killed has to record again is at most this, and no file is large. */
export const PIECE_BYTES = 1 << 22;

/** What a unit records of its replicas over all of its time, and the pieces that it is kept in. */
export interface SeriesPlan extends SeriesRecord {
  /** Time from one row to the next. */
  readonly interval: number;
  /** Complete intervals; samples behind the last one are not recorded. */
  readonly rows: number;
  /** Numbers of each replica in a row: one current, or the transfers of all bonds. */
  readonly width: number;
  /** Rows of every piece but the last: they do not depend on the time, so that a longer series begins with the same pieces. */
  readonly pieceRows: number;
  readonly pieces: number;
}

/** Numbers of one replica in each row of its series; the ring's last bond is not there between baths. */
export function seriesWidth({ model, baths }: Study, { series }: SeriesRecord): number {
  if (series === 'current') return 1;
  const { bonds } = kindOf(model).lattice(model);
  return baths ? bonds - 1 : bonds;
}

/** The series of a unit of so many replicas; null where the study records none. */
export function seriesPlan(
  study: Study,
  { samples, sampling, step }: Pick<PointPlan, 'samples' | 'sampling' | 'step'>,
  replicas: number,
): SeriesPlan | null {
  const { record } = study;
  if (record === undefined) return null;
  const width = seriesWidth(study, record);
  const rows = Math.floor(samples / record.every);
  const pieceRows = Math.max(1, Math.floor(PIECE_BYTES / (8 * width * replicas)));
  const interval = record.every * sampling * step;
  return { ...record, interval, rows, width, pieceRows, pieces: Math.ceil(rows / pieceRows) };
}

/** The rule that `every` breaks at a point, for a message; null where at least one interval fits into the time. */
export function everyProblem(study: Study, point: number): string | null {
  if (study.record === undefined) return null;
  const { samples, point: at } = pointPlan(study, point);
  return study.record.every <= samples ? null : tooFewSamples(samples, at.epsilon);
}

export function tooFewSamples(samples: number, epsilon: number): string {
  const count = samples === 1 ? 'the one sample' : `the ${String(samples)} samples`;
  return `above ${count} that fit into time at epsilon ${String(epsilon)}`;
}
