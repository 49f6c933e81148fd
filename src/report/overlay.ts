import { kappaSymbol } from '../study/quantity.js';
import type { StudyResult } from '../study/result.js';
import type { Cell } from '../store/table.js';
import { logAxis } from './axis.js';
import type { DrawingDocument } from './canvas.js';
import type { Figure } from './figure.js';
import { estimates, extent, type Drawn } from './marks.js';
import { innerSize, panel } from './panel.js';
import { seriesOf, type Series } from './series.js';
import { sheet, type LegendEntry } from './sheet.js';
import type { Style } from './style.js';

/** κ(ε) of every series in one panel, best estimator only: how κ changes with temperature or noise. Empty for one series. */
export function overlayFigures(result: StudyResult): Figure[] {
  const series = seriesOf(result);
  if (series.length < 2) return [];
  return [
    {
      name: 'conductivity-together',
      title: 'Thermal conductivity κ(ε) of all series',
      caption: `Best estimator, ${kappaSymbol(result.points)} in the standard convention; bars: one standard error; arrows: upper bounds.`,
      table: {
        name: 'conductivity-together',
        columns: [
          { name: 'series', meaning: 'label of the series', kind: 'text' },
          { name: 'epsilon', meaning: 'ε', kind: 'number' },
          { name: 'kind', meaning: 'value or upper bound', kind: 'text' },
          {
            name: 'kappa_standard',
            meaning: `${kappaSymbol(result.points)}, standard convention`,
            kind: 'number',
          },
          { name: 'error', meaning: 'one standard error of kappa_standard', kind: 'number' },
        ],
        rows: series.flatMap((one) =>
          best(one).map(({ x, value, error, bound }): Cell[] => [
            one.label,
            x,
            bound ? 'upper bound' : 'value',
            value,
            error,
          ]),
        ),
      },
      column: true,
      empty: series.some((one) => best(one).length > 0) ? null : 'No point has a result yet.',
      svg: (document, style) => drawn(document, style, series),
    },
  ];
}

function best(series: Series): Drawn[] {
  return series.points.flatMap(({ epsilon, kappa }) =>
    kappa && epsilon > 0
      ? [{ x: epsilon, value: kappa.standard, error: kappa.error, bound: kappa.kind === 'upper bound' }]
      : [],
  );
}

function drawn(document: DrawingDocument, style: Style, series: readonly Series[]): string {
  const all = series.flatMap(best);
  const width = style.width;
  const height = width * 0.68;
  const inner = innerSize(width, height, style, false);
  const x = logAxis(
    all.map((one) => one.x),
    inner.width,
    0.08,
  );
  const y = logAxis(extent(all), inner.height);
  const colours = style.colours.series;
  const colour = (i: number): string => colours[i % colours.length] as string;
  const legend = series.map((one, i): LegendEntry => ({
    symbol: 'disc',
    colour: colour(i),
    text: one.label,
  }));
  if (all.some((one) => one.bound))
    legend.push({ symbol: 'bound', colour: style.colours.ink, text: 'upper bound' });
  const one = panel(document, {
    width,
    height,
    title: '',
    style,
    x: { ...x, type: 'log', label: 'ε' },
    y: {
      ...y,
      type: 'log',
      label: `${kappaSymbol(series.flatMap(({ points }) => points))} (standard convention)`,
    },
    marks: series.flatMap((each, i) =>
      estimates(best(each), y.domain[0], { colour: colour(i), shape: 'disc', style }),
    ),
    ...(all.length === 0 ? { empty: 'no point has a result yet' } : {}),
  });
  return sheet(document, {
    title: 'Thermal conductivity of all series',
    style,
    legend,
    panels: [one],
    columns: 1,
    panelWidth: width,
    panelHeight: height,
  });
}
