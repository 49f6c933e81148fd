import { LEVEL_FILTER } from '../math/decimation.js';
import { whiteNorm, type PathSampling } from './pyramid.js';
import type { BlockRecord, BondGraph, RealisationRecord, ScaleRecord } from './record.js';
import type { Taper, WindowKind } from './window.js';
import { tapers } from './window.js';

/** The increments in a window. */
export const WINDOW_INCREMENTS = 16;

/** One replica's energy transfers. */
export interface Series {
  /**
   * Q of every (channel, bond), [channel·bonds + bond][point]: means over sampling intervals, or values at their ends,
   * from time 0 on.
   */
  readonly paths: readonly Float64Array[];
  /** Σ_b aim_b Q_b at times 0, Δ, 2Δ, …. */
  readonly total: Float64Array;
}

export interface SamplingOptions {
  /** Δ, the sampling interval. */
  readonly interval: number;
  /** 1 if there are no control variates. */
  readonly channels?: number;
  readonly windows: readonly WindowKind[];
  /** Converts a current's spectral density to κ_standard: see `RealisationRecord`. */
  readonly prefactor: number;
  /** What the paths hold. Default: means over the intervals. */
  readonly sampling?: PathSampling;
  /** The largest number of windows kept for each replica and time scale. Default 64. */
  readonly keep?: number;
}

/**
 * The starts of the windows in a level with the given number of points: half-overlapping; if there are more than
 * `keep`, thinned evenly, without overlap if that is enough.
 */
function windowStarts(points: number, keep: number): number[] {
  const last = points - 1 - WINDOW_INCREMENTS;
  if (last < 0) return [];
  const halves = Math.floor(last / (WINDOW_INCREMENTS / 2)) + 1;
  if (halves <= keep) return Array.from({ length: halves }, (_, i) => (i * WINDOW_INCREMENTS) / 2);
  const count = Math.min(keep, Math.floor(last / WINDOW_INCREMENTS) + 1);
  return Array.from({ length: count }, (_, i) => Math.floor((i * last) / (count - 1)));
}

/** Every second point of a path, filtered: the next level of the pyramid. */
function decimated(path: Float64Array): Float64Array {
  return Float64Array.from({ length: Math.max(0, Math.floor((path.length - 5) / 2) + 1) }, (_, s) =>
    LEVEL_FILTER.reduce((sum, f, j) => sum + f * (path[2 * s + j] as number), 0),
  );
}

/** Windows of one level, [window][taper][path]. */
function windowed(
  paths: readonly Float64Array[],
  starts: readonly number[],
  family: readonly Taper[],
): Float32Array {
  const kept = new Float32Array(starts.length * family.length * paths.length);
  let at = 0;
  for (const start of starts) {
    for (const { values } of family) {
      for (const x of paths) {
        let y = 0;
        for (let s = 0; s < values.length; s++)
          y += (values[s] as number) * ((x[start + s + 1] as number) - (x[start + s] as number));
        kept[at++] = y;
      }
    }
  }
  return kept;
}

/** The squares of the total transfer over windows of 1, 2, 4, … intervals. */
function blocksOf(series: readonly Series[], interval: number): BlockRecord[] {
  const blocks: BlockRecord[] = [];
  const points = (series[0] as Series).total.length;
  for (let stride = 1; stride < points; stride *= 2) {
    const count = Math.floor((points - 1) / stride);
    blocks.push({
      time: stride * interval,
      windows: count,
      sums: Float64Array.from(series, ({ total }) => {
        let sum = 0;
        for (let w = 0; w < count; w++)
          sum += ((total[(w + 1) * stride] as number) - (total[w * stride] as number)) ** 2;
        return sum;
      }),
    });
  }
  return blocks;
}

/**
 * The record of a realisation from the series of its replicas, the same as the pyramid of a running kernel produces. At
 * level l the paths are filtered and decimated l times (`LEVEL_FILTER`), and windows have M = 16 increments of length
 * 2^l Δ.
 *
 * @param series of at least one replica, all of the same length; with fewer than 17 points they give blocks only
 */
export function sampledRecord(
  graph: BondGraph,
  series: readonly Series[],
  options: SamplingOptions,
): RealisationRecord {
  const { interval, channels = 1, windows, prefactor, sampling = 'means', keep = 64 } = options;
  const family = tapers(windows, WINDOW_INCREMENTS);
  const shapes: { readonly level: number; readonly starts: readonly number[] }[] = [];
  let points = series[0]?.paths[0]?.length ?? 0;
  for (let level = 0; points > WINDOW_INCREMENTS; level++) {
    shapes.push({ level, starts: windowStarts(points, keep) });
    points = Math.max(0, Math.floor((points - 5) / 2) + 1);
  }
  // Replica by replica, so that only the filtered paths of one are in memory at a time.
  const replicas = series.map(({ paths }) => {
    let level = paths;
    return shapes.map(({ starts }, l) => {
      if (l > 0) level = level.map(decimated);
      return windowed(level, starts, family);
    });
  });
  const scales = shapes.map(({ level, starts }): ScaleRecord => ({
    time: WINDOW_INCREMENTS * interval * 2 ** level,
    norms: family.map((taper) => whiteNorm(taper, level, interval, sampling)),
    windows: starts.length,
    replicas: replicas.map((levels) => levels[level] as Float32Array),
  }));
  return {
    graph,
    tapers: family.map(({ kind, order }) => ({ kind, order })),
    channels,
    scales,
    blocks: blocksOf(series, interval),
    prefactor,
    quantiles: null,
  };
}
