import { join } from 'node:path';
import { greenKubo, type GreenKubo } from '../../estimate/green-kubo.js';
import type { SeriesEstimate } from '../../estimate/own-series.js';
import { makeDirectory } from '../../store/files.js';
import type { FileSeries } from './series.js';

interface Facts {
  readonly interval: number;
  readonly temperature: number;
  readonly sites: number;
  /** d of the transfers' torus. */
  readonly dimension: number;
}

/** Writes the figures of a series' current into a folder, each as SVG, as PNG where that can be drawn, and as CSV; the names of the files. */
export async function writtenFigures(
  folder: string,
  series: FileSeries,
  found: SeriesEstimate,
  facts: Facts,
): Promise<readonly string[]> {
  // Drawing needs large libraries, loaded only for it.
  const { currentFigures } = await import('../../figure/current.js');
  const { writeFigure } = await import('../../report/figure-file.js');
  const { pngHindrance } = await import('../../report/png.js');
  const figures = currentFigures({
    suffix: '',
    label: '',
    symbol: 'κ',
    columns: [],
    points: [
      {
        title: '',
        current: currentOf(series, found, facts),
        kappa: found.kappa,
        curve: found.curve,
        names: [],
      },
    ],
    source:
      found.segments === 1
        ? ''
        : `Replicas are the ${String(found.segments * found.replicas)} parts in time that they were cut into.`,
  });
  makeDirectory(folder);
  return figures.flatMap((figure) => {
    const [svg = '', table = ''] = writeFigure(join(folder, `${figure.name}.svg`), figure);
    const png =
      pngHindrance() === null ? writeFigure(join(folder, `${figure.name}.png`), figure).slice(0, 1) : [];
    return [svg, ...png, table];
  });
}

function currentOf(
  series: FileSeries,
  { segments }: SeriesEstimate,
  { interval, temperature, sites, dimension }: Facts,
): GreenKubo | null {
  const directions = 2 * (series.kind === 'transfers' ? dimension : 1);
  const prefactor = 1 / (temperature * temperature * directions * sites);
  return greenKubo(parts(series, segments, interval), { interval, prefactor });
}

/** J of every replica, or of the parts in time that stand for replicas where those are few. */
function* parts(series: FileSeries, segments: number, interval: number): Generator<Float64Array> {
  for (const replica of series.replicas) {
    const current = series.kind === 'currents' ? replica : totals(replica, series.bonds, interval);
    const length = Math.floor(current.length / segments);
    for (let k = 0; k < segments; k++) yield current.subarray(k * length, (k + 1) * length);
  }
}

/** The mean of J over each interval, from transfers [time][bond]. */
function totals(transfers: Float64Array, bonds: number, interval: number): Float64Array {
  return Float64Array.from({ length: transfers.length / bonds }, (_, s) => {
    let sum = 0;
    for (let b = 0; b < bonds; b++) sum += transfers[s * bonds + b] as number;
    return sum / interval;
  });
}
