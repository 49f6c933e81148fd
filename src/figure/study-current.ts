import type { GreenKubo } from '../estimate/green-kubo.js';
import { kappaSymbol } from '../result/quantity.js';
import type { StudyResult } from '../result/result.js';
import { plain } from '../result/numbers.js';
import { POINT, prefix } from '../result/tables.js';
import { currentFigures } from './current.js';
import type { Figure } from './figure.js';
import { seriesOf } from './series.js';

/**
 * The figures of the current of a study that recorded it, two for each series of points; none where nothing is recorded.
 *
 * @param currents of every point, in the order of the result's
 */
export function studyCurrentFigures(result: StudyResult, currents: readonly (GreenKubo | null)[]): Figure[] {
  if (currents.every((current) => current === null)) return [];
  const several = Number(result.study['realisations']) > 1;
  return seriesOf(result).flatMap(({ slug, label, points }) =>
    currentFigures({
      suffix: slug === '' ? '' : `-${slug}`,
      label,
      symbol: kappaSymbol(points),
      columns: POINT,
      points: points.map((point) => {
        const number = result.points.indexOf(point);
        return {
          title: `ε = ${plain(point.epsilon)}`,
          current: currents[number] ?? null,
          kappa: point.kappa,
          curve: point.curve,
          names: prefix(point, number),
        };
      }),
      source: several
        ? 'From the recorded series: means over all replicas and realisations, where κ combines realisations in series, which is lower.'
        : 'From the recorded series of all replicas.',
    }),
  );
}
