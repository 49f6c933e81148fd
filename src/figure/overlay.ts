import { kappaKinds } from '../estimate/wording.js';
import { kappaSymbol } from '../result/quantity.js';
import type { StudyResult } from '../result/result.js';
import type { Figure } from './figure.js';
import type { Drawn } from './drawing/marks.js';
import { seriesOf, type EpsilonSeries } from './series.js';
import { together, togetherDrawing, togetherRows } from './together.js';

/** κ(ε) of every series in one panel, best estimator only: how κ changes with temperature or noise. Empty for one series. */
export function overlayFigures(result: StudyResult): Figure[] {
  const series = seriesOf(result);
  if (series.length < 2) return [];
  const all = together(series, best);
  const symbol = kappaSymbol(result.points);
  return [
    {
      name: 'conductivity-together',
      title: 'Thermal conductivity κ(ε) of all series',
      caption: `Best estimator, ${symbol} in the standard convention; bars: one standard error; arrows: upper bounds; hollow: open, neither value nor bound.`,
      table: {
        name: 'conductivity-together',
        columns: [
          { name: 'series', meaning: 'label of the series', kind: 'text' },
          { name: 'epsilon', meaning: 'ε', kind: 'number' },
          { name: 'kind', meaning: kappaKinds, kind: 'text' },
          {
            name: 'kappa_standard',
            meaning: `${symbol}, standard convention`,
            kind: 'number',
          },
          { name: 'error', meaning: 'one standard error of kappa_standard', kind: 'number' },
        ],
        rows: togetherRows(all),
      },
      column: true,
      empty: all.some(({ points }) => points.length > 0) ? null : 'No point has a result yet.',
      svg: (document, style) =>
        togetherDrawing(document, style, all, {
          title: 'Thermal conductivity of all series',
          label: `${symbol} (standard convention)`,
        }),
    },
  ];
}

function best(series: EpsilonSeries): Drawn[] {
  return series.points.flatMap(({ epsilon, kappa }) =>
    kappa && epsilon > 0 ? [{ x: epsilon, value: kappa.standard, error: kappa.error, kind: kappa.kind }] : [],
  );
}
