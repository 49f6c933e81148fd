import * as Plot from '@observablehq/plot';
import { exp } from '../math/elementary.js';
import type { TailSurvey } from '../proof/resonance/tail.js';
import type { Table } from '../data/table.js';
import { linearAxis, logAxis } from './drawing/axis.js';
import type { DrawingDocument } from './drawing/canvas.js';
import type { Figure } from './figure.js';
import { estimates, axisExtent, type Drawn } from './drawing/marks.js';
import { panel } from './drawing/panel.js';
import { sheet, type LegendEntry } from './drawing/sheet.js';
import type { Style } from './drawing/style.js';

/** The clusters of many realisations at one choice of α and c, and how to call it. */
export interface NamedSurvey {
  /** Such as `δ = 0.05`. */
  readonly name: string;
  readonly survey: TailSurvey;
}

/** The exponential tail (14): P(ℓ(C(b)) = m) against m on a logarithmic scale, with the envelopes C e^{−c'm}. */
export function tailFigure(surveys: readonly NamedSurvey[]): Figure {
  const winding = surveys.filter(({ survey }) => survey.winding > 0).map(({ name }) => name);
  return {
    name: 'tail',
    title: 'Lengths of clusters of resonant bonds',
    caption:
      'The probability that a bond lies in a cluster whose longest self-avoiding path has m bonds, against m. Bars: one standard error, ' +
      'over realisations. Dashed: the envelopes C exp(−c′m) of (14).' +
      (winding.length > 0
        ? ` In some realisations a cluster winds around the torus for ${winding.join(', ')}.`
        : ''),
    table: tailTable(surveys),
    column: true,
    empty: surveys.some(({ survey }) => survey.lengths.length > 0) ? null : 'No bond is resonant.',
    svg: (document, style) => drawn(document, style, surveys),
  };
}

function tailTable(surveys: readonly NamedSurvey[]): Table {
  return {
    name: 'tail',
    columns: [
      { name: 'set', meaning: 'the choice of α and c', kind: 'text' },
      { name: 'length', meaning: 'm, the longest self-avoiding path in bonds', kind: 'number' },
      { name: 'probability', meaning: 'P(ℓ(C(b)) = m)', kind: 'number' },
      { name: 'error', meaning: 'standard error of the probability', kind: 'number' },
      { name: 'envelope', meaning: 'C exp(−c′m)', kind: 'number' },
    ],
    rows: surveys.flatMap(({ name, survey }) =>
      survey.lengths.map(({ length, probability, error }) => [
        name,
        length,
        probability,
        error,
        envelope(survey, length),
      ]),
    ),
  };
}

function envelope({ envelope: found }: TailSurvey, length: number): number | null {
  return found === null ? null : found.factor * exp(-found.c * length);
}

function drawn(document: DrawingDocument, style: Style, surveys: readonly NamedSurvey[]): string {
  const [width, height] = [style.width, 0.66 * style.width];
  const series = surveys.map(({ name, survey }, i) => ({
    name,
    survey,
    colour: style.colours.series[i % style.colours.series.length] ?? style.colours.ink,
    points: survey.lengths
      .filter(({ probability }) => probability > 0)
      .map(({ length, probability, error }): Drawn => ({
        x: length,
        value: probability,
        error,
        kind: 'value',
      })),
  }));
  const all = series.flatMap(({ points }) => points);
  const x = linearAxis([0, ...all.map((point) => point.x)]);
  const y = logAxis(axisExtent(all), height - 5 * style.fontSize);
  const line = ({ survey, points, colour }: (typeof series)[number]): Plot.Markish[] => {
    const ends = [points[0], points.at(-1)].flatMap((point) => {
      const value = point === undefined ? null : envelope(survey, point.x);
      return point === undefined || value === null ? [] : [{ x: point.x, value }];
    });
    return [
      Plot.line(ends, {
        x: 'x',
        y: 'value',
        stroke: colour,
        strokeWidth: 0.9,
        strokeDasharray: '5 3',
        clip: true,
      }),
    ];
  };
  const picture = panel(document, {
    width,
    height,
    title: '',
    style,
    x: { ...x, type: 'linear', label: 'longest self-avoiding path m' },
    y: { ...y, type: 'log', label: 'P(ℓ(C(b)) = m)' },
    marks: series.flatMap((one) => [
      ...line(one),
      ...estimates(one.points, y.domain[0], { colour: one.colour, shape: 'disc', style }),
    ]),
    ...(all.length === 0 ? { empty: 'no bond is resonant' } : {}),
  });
  const legend = series.map(({ name, survey, colour }): LegendEntry => ({
    symbol: 'disc',
    colour,
    text: survey.winding > 0 ? `${name}, some wind around the torus` : name,
  }));
  return sheet(document, {
    title: 'Lengths of clusters of resonant bonds',
    style,
    legend,
    panels: [picture],
    columns: 1,
    panelWidth: width,
    panelHeight: height,
  });
}
