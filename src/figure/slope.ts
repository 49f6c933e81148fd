import * as Plot from '@observablehq/plot';
import type { StudyResult } from '../result/result.js';
import type { Cell, Table } from '../data/table.js';
import { linearAxis, logAxis } from './drawing/axis.js';
import type { DrawingDocument } from './drawing/canvas.js';
import type { Figure } from './figure.js';
import { estimates, type Drawn } from './drawing/marks.js';
import { panel } from './drawing/panel.js';
import { seriesOf, type EpsilonSeries } from './series.js';
import { sheet, type LegendEntry } from './drawing/sheet.js';
import type { Style } from './drawing/style.js';

/** The local slope d ln κ / d ln ε against ε, one colour for each series, with levels at 2, 4 and 6. */
export function slopeFigure(result: StudyResult): Figure {
  const series = seriesOf(result);
  return {
    name: 'slope',
    title: 'Local slope of κ(ε)',
    caption:
      `d ln κ / d ln ε from neighbouring values; bars: one standard error. ${result.points.some(({ slope }) => slope?.kind === 'lower bound') ? ARROWS : ''}` +
      'A fall-off faster than any power has a slope that grows without limit as ε → 0.',
    table: table(series),
    column: true,
    empty: result.points.some((point) => point.slope)
      ? null
      : 'A slope needs a value of κ, and a value or a bound at another ε.',
    svg: (document, style) => drawn(document, style, series),
  };
}

const ARROWS =
  'Arrows: lower bounds, from an upper bound of κ and the nearest value at a larger ε, that value lowered by two of its errors. ';

function slopes(series: EpsilonSeries): Drawn[] {
  return series.points.flatMap(({ epsilon, slope }) =>
    slope && epsilon > 0 ? [{ x: epsilon, value: slope.value, error: slope.error, kind: slope.kind }] : [],
  );
}

const LEVELS = [2, 4, 6];

function drawn(document: DrawingDocument, style: Style, series: readonly EpsilonSeries[]): string {
  const all = series.flatMap(slopes);
  const width = style.width;
  const height = Math.min(width * 0.62, 340);
  const x = logAxis(
    all.length > 0
      ? all.map((one) => one.x)
      : series.flatMap((one) => one.points.map((point) => point.epsilon)),
    width - 6 * style.fontSize,
    0.08,
  );
  const y = linearAxis([0, 6.5, ...all.flatMap((one) => reach(one))]);
  const colours = style.colours.series;
  const colour = (i: number): string =>
    series.length > 1 ? (colours[i % colours.length] as string) : style.colours.best;
  const one = panel(document, {
    width,
    height,
    title: '',
    style,
    x: { ...x, type: 'log', label: 'ε' },
    y: { ...y, type: 'linear', label: 'd ln κ / d ln ε' },
    marks: [
      Plot.ruleY(all.length > 0 ? LEVELS : [], {
        stroke: style.colours.guide,
        strokeWidth: 0.8,
        strokeDasharray: '5 3',
      }),
      ...series.flatMap((each, i) =>
        estimates(slopes(each), y.domain[0], { colour: colour(i), shape: 'disc', style }),
      ),
    ],
    ...(all.length === 0 ? { empty: 'a slope needs a value of κ, and a value or a bound at another ε' } : {}),
  });
  const legend: LegendEntry[] =
    series.length > 1
      ? series.map((each, i) => ({ symbol: 'disc', colour: colour(i), text: each.label }))
      : [];
  if (all.some(({ kind }) => kind === 'lower bound')) {
    if (series.length === 1 && all.some(({ kind }) => kind === 'value'))
      legend.push({ symbol: 'disc', colour: colour(0), text: 'between values' });
    legend.push({
      symbol: 'lower bound',
      colour: series.length > 1 ? style.colours.ink : colour(0),
      text: 'lower bound, from a value and an upper bound',
    });
  }
  return sheet(document, {
    title: 'Local slope of the conductivity',
    style,
    legend,
    panels: [one],
    columns: 1,
    panelWidth: width,
    panelHeight: height,
  });
}

/** What a slope claims of the axis: its bar, but not one of 50, which would hide all others; an arrow upwards. */
function reach({ value, error, kind }: Drawn): number[] {
  if (kind === 'lower bound') return [value, value + 1];
  const bar = Math.min(Number.isFinite(error) ? error : 0, Math.abs(value) + 4);
  return [value - bar, value + bar];
}

function table(series: readonly EpsilonSeries[]): Table {
  return {
    name: 'slope',
    columns: [
      { name: 'epsilon', meaning: 'ε', kind: 'number' },
      { name: 'noise', meaning: "ε', flip rate", kind: 'number' },
      { name: 'temperature', meaning: 'T', kind: 'number' },
      { name: 'kind', meaning: 'value or lower bound', kind: 'text' },
      { name: 'slope', meaning: 'd ln κ / d ln ε', kind: 'number' },
      { name: 'error', meaning: 'one standard error of slope', kind: 'number' },
    ],
    rows: series.flatMap((one) =>
      one.points.flatMap((point): Cell[][] =>
        point.slope
          ? [
              [
                point.epsilon,
                point.noise,
                point.temperature,
                point.slope.kind,
                point.slope.value,
                point.slope.error,
              ],
            ]
          : [],
      ),
    ),
  };
}
