import { LEVEL_FILTER } from '../../math/decimation.js';
import { whiteNorm } from '../pyramid.js';
import type { BlockRecord, BondGraph, RealisationRecord, ScaleRecord, WindowKind } from '../record.js';
import { tapers } from '../window.js';

/** The increments in a window, and the most windows kept per replica and level. */
const LENGTH = 16;
const MOST_WINDOWS = 64;

/**
 * One replica's series: means over sampling intervals for every (channel, bond), and the total transfer at
 * interval ends.
 */
export interface Series {
  /** [channel·bonds + bond][interval]. */
  readonly means: readonly Float64Array[];
  /** Σ_b aim_b Q_b at times 0, Δ, 2Δ, …. */
  readonly total: Float64Array;
}

/**
 * Where windows of M increments start in a level of `points` means: half-overlapping, thinned evenly if too
 * many.
 */
function windowStarts(points: number): number[] {
  const last = points - 1 - LENGTH;
  if (last < 0) return [];
  const halves = Math.floor(last / (LENGTH / 2)) + 1;
  if (halves <= MOST_WINDOWS) return Array.from({ length: halves }, (_, i) => (i * LENGTH) / 2);
  const count = Math.min(MOST_WINDOWS, Math.floor(last / LENGTH) + 1);
  return Array.from({ length: count }, (_, i) => Math.floor((i * last) / (count - 1)));
}

/** A plain twin of the sampling pyramid: from series to the record of a realisation. */
export function sampledRecord(
  graph: BondGraph,
  series: readonly Series[],
  options: { interval: number; channels?: number; windows: readonly WindowKind[]; prefactor: number },
): RealisationRecord {
  const { interval, channels = 1, windows } = options;
  const bonds = graph.tails.length;
  const family = tapers(windows, LENGTH);
  const scales: ScaleRecord[] = [];
  let levels = series.map(({ means }) => means);
  for (let level = 0; (levels[0]?.[0]?.length ?? 0) > LENGTH; level++) {
    const starts = windowStarts(levels[0]?.[0]?.length as number);
    const replicas = levels.map((means) => {
      const kept = new Float32Array(starts.length * family.length * channels * bonds);
      let at = 0;
      for (const start of starts) {
        for (const { values } of family) {
          for (let k = 0; k < channels * bonds; k++, at++) {
            const x = means[k] as Float64Array;
            let y = 0;
            values.forEach((h, s) => (y += h * ((x[start + s + 1] as number) - (x[start + s] as number))));
            kept[at] = y;
          }
        }
      }
      return kept;
    });
    scales.push({
      time: LENGTH * interval * 2 ** level,
      norms: family.map((taper) => whiteNorm(taper, level, interval)),
      windows: starts.length,
      replicas,
    });
    levels = levels.map((means) =>
      means.map((x) =>
        Float64Array.from({ length: Math.max(0, Math.floor((x.length - 5) / 2) + 1) }, (_, s) =>
          LEVEL_FILTER.reduce((sum, f, j) => sum + f * (x[2 * s + j] as number), 0),
        ),
      ),
    );
  }
  const blocks: BlockRecord[] = [];
  const points = (series[0] as Series).total.length;
  for (let stride = 4; stride < points; stride *= 2) {
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
  return {
    graph,
    tapers: family.map(({ kind, order }) => ({ kind, order })),
    channels,
    scales,
    blocks,
    prefactor: options.prefactor,
    quantiles: null,
  };
}
