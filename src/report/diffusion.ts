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

/** D(ε), the diffusion constant of energy, where the model's kind gives it: all series in one panel. */
export function diffusionFigures(result: StudyResult): Figure[] {
  if (!result.points.some(({ diffusion }) => diffusion)) return [];
  const series = seriesOf(result);
  return [
    {
      name: 'diffusion',
      title: 'Diffusion constant D(ε) of energy',
      caption:
        'D = κ T²/χ against ε, κ in the standard convention and χ = Var(H)/N; bars: one standard error; arrows: upper bounds.',
      table: {
        name: 'diffusion',
        columns: [
          { name: 'series', meaning: 'label of the series', kind: 'text' },
          { name: 'epsilon', meaning: 'ε', kind: 'number' },
          { name: 'kind', meaning: 'value or upper bound', kind: 'text' },
          { name: 'diffusion', meaning: 'D', kind: 'number' },
          { name: 'error', meaning: 'one standard error of diffusion', kind: 'number' },
        ],
        rows: series.flatMap((one) =>
          drawnOf(one).map(({ x, value, error, bound }): Cell[] => [
            one.label,
            x,
            bound ? 'upper bound' : 'value',
            value,
            error,
          ]),
        ),
      },
      column: true,
      empty: null,
      svg: (document, style) => drawn(document, style, series),
    },
  ];
}

function drawnOf(series: Series): Drawn[] {
  return series.points.flatMap(({ epsilon, diffusion }) =>
    diffusion && epsilon > 0
      ? [
          {
            x: epsilon,
            value: diffusion.value,
            error: diffusion.error,
            bound: diffusion.kind === 'upper bound',
          },
        ]
      : [],
  );
}

function drawn(document: DrawingDocument, style: Style, series: readonly Series[]): string {
  const all = series.flatMap(drawnOf);
  const width = style.width;
  const height = width * 0.68;
  const inner = innerSize(width, height, style, false);
  const x = logAxis(
    all.map((one) => one.x),
    inner.width,
    0.08,
  );
  const y = logAxis(extent(all), inner.height);
  const several = series.length > 1;
  const colour = (i: number): string =>
    several ? (style.colours.series[i % style.colours.series.length] as string) : style.colours.best;
  const legend: LegendEntry[] = several
    ? series.map((one, i) => ({ symbol: 'disc', colour: colour(i), text: one.label }))
    : [];
  if (all.some((one) => one.bound))
    legend.push({ symbol: 'bound', colour: style.colours.ink, text: 'upper bound' });
  const one = panel(document, {
    width,
    height,
    title: '',
    style,
    x: { ...x, type: 'log', label: 'ε' },
    y: { ...y, type: 'log', label: 'D' },
    marks: series.flatMap((each, i) =>
      estimates(drawnOf(each), y.domain[0], { colour: colour(i), shape: 'disc', style }),
    ),
  });
  return sheet(document, {
    title: 'Diffusion constant of energy against the strength of the exchange',
    style,
    legend,
    panels: [one],
    columns: 1,
    panelWidth: width,
    panelHeight: height,
  });
}
