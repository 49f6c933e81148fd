import * as Plot from '@observablehq/plot';
import type { Table } from '../data/table.js';
import type { PointResult, StudyResult } from '../result/result.js';
import { linearAxis } from './drawing/axis.js';
import type { DrawingDocument, SvgNode } from './drawing/canvas.js';
import type { Figure } from './figure.js';
import { plain } from '../result/numbers.js';
import { panel } from './drawing/panel.js';
import { evenly, mostPanels, selectionInWords, sheetsOf } from './selection.js';
import { seriesOf, type EpsilonSeries } from './series.js';
import { sheet, type LegendEntry } from './drawing/sheet.js';
import { pageWidth, smaller, type Style } from './drawing/style.js';
import { CAP } from './drawing/symbols.js';
import { steadyCurrents, steadyProfiles, isSteady } from '../result/steady-tables.js';

/** What a steady state looks like along the chain: its temperatures, and the flow through every bond. None without baths. */
export function steadyFigures(result: StudyResult): Figure[] {
  if (!isSteady(result)) return [];
  return seriesOf(result).flatMap((series) => [
    figure(result, series, {
      name: 'profile',
      title: 'Temperature profile',
      caption: 'T = ⟨p²⟩/m at every site; bars: one standard error. Dashed: the temperatures of the baths.',
      table: steadyProfiles(result, new Set(series.points)),
      draw: profilePanel,
      legend: (style) => [
        { symbol: 'disc', colour: style.colours.best, text: 'temperature of a site' },
        { symbol: 'dashes', colour: style.colours.guide, text: 'baths' },
      ],
    }),
    figure(result, series, {
      name: 'flow',
      title: 'Flow of energy along the chain',
      caption:
        'Flow through every bond, and through both baths at the ends; bars: one standard error. Band: J, the mean over bonds, and one ' +
        'standard error. In a steady state all are the same.',
      table: steadyCurrents(result, new Set(series.points)),
      draw: flowPanel,
      legend: (style) => [
        { symbol: 'disc', colour: style.colours.best, text: 'bonds' },
        { symbol: 'square', colour: style.colours.textbook, text: 'baths' },
        { symbol: 'band', colour: style.colours.best, text: 'J ± error' },
      ],
    }),
  ]);
}

interface Drawing {
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  readonly table: Table;
  readonly draw: (
    result: StudyResult,
    point: PointResult,
    style: Style,
    leftmost: boolean,
  ) => Omit<Parameters<typeof panel>[1], 'width' | 'height' | 'style' | 'title'>;
  readonly legend: (style: Style) => LegendEntry[];
}

function figure(result: StudyResult, series: EpsilonSeries, drawing: Drawing): Figure {
  const { name, title, caption, table } = drawing;
  const most = mostPanels(pageWidth.columns);
  return {
    name: series.slug === '' ? name : `${name}-${series.slug}`,
    title: series.label === '' ? title : `${title}, ${series.label}`,
    caption: caption + selectionInWords(series.points.length, most),
    table,
    column: false,
    empty: series.points.some((point) => point.profile) ? null : 'No point has a result yet.',
    svg: (document, style) =>
      drawn(document, style, result, evenly(series.points, mostPanels(style.columns)), drawing),
    sheets: sheetsOf(series.points, most).map((one) => ({
      name: one.name,
      svg: (document, style) => drawn(document, style, result, one.points, drawing),
    })),
  };
}

function drawn(
  document: DrawingDocument,
  style: Style,
  result: StudyResult,
  points: readonly PointResult[],
  { title, draw, legend }: Drawing,
): string {
  const columns = Math.min(style.columns, Math.max(1, points.length));
  const panelWidth = style.width / columns;
  const panelHeight = columns === 1 ? Math.min(panelWidth * 0.6, 380) : Math.min(panelWidth * 0.95, 300);
  const small = columns === 1 ? style : smaller(style);
  const panels = points.map((point, i): SvgNode =>
    panel(document, {
      width: panelWidth,
      height: panelHeight,
      style: small,
      title: `ε = ${plain(point.epsilon)}`,
      ...draw(result, point, small, i % columns === 0),
      ...(point.profile ? {} : { empty: 'no result yet' }),
    }),
  );
  return sheet(document, { title, style, legend: legend(style), panels, columns, panelWidth, panelHeight });
}

interface Spot {
  readonly x: number;
  readonly value: number;
  readonly error: number;
}

const spots = (pairs: readonly (readonly [number, number])[], first: number): Spot[] =>
  pairs.map(([value, error], i) => ({ x: first + i, value, error }));

/** Values with error bars on linear axes; many of them get smaller discs. */
function bars(
  all: readonly Spot[],
  colour: string,
  style: Style,
  shape: 'disc' | 'square' = 'disc',
): Plot.Markish[] {
  const line = { stroke: colour, strokeWidth: style.stroke * (all.length > 40 ? 0.6 : 1) };
  const radius = style.radius * Math.min(1, Math.max(0.35, 24 / all.length));
  const ends = all.flatMap(({ x, value, error }) => [
    { x, y: value - error },
    { x, y: value + error },
  ]);
  const shown = all.map(({ x, value }) => ({ x, y: value }));
  return [
    Plot.ruleX(
      all.map(({ x, value, error }) => ({ x, y1: value - error, y2: value + error })),
      { x: 'x', y1: 'y1', y2: 'y2', ...line },
    ),
    Plot.dot(ends, { x: 'x', y: 'y', symbol: CAP, r: radius * 0.8, ...line }),
    shape === 'disc'
      ? Plot.dot(shown, { x: 'x', y: 'y', r: radius, fill: colour })
      : Plot.dot(shown, {
          x: 'x',
          y: 'y',
          r: style.radius,
          symbol: 'square',
          fill: style.colours.paper,
          ...line,
        }),
  ];
}

const reach = (all: readonly Spot[]): number[] =>
  all.flatMap(({ value, error }) => [value - error, value + error]);

function profilePanel(
  { study }: StudyResult,
  { profile }: PointResult,
  style: Style,
  leftmost: boolean,
): ReturnType<Drawing['draw']> {
  // From 0, as in the CSV beside it and in the JSON.
  const all = spots(profile ?? [], 0);
  const { left, right } = study['baths'] as { readonly left: number; readonly right: number };
  const y = linearAxis([...reach(all), left, right], 0.06);
  const x = linearAxis([-1, ...all.map((one) => one.x), all.length]);
  return {
    x: { ...x, type: 'linear', label: 'site, from 0' },
    y: { ...y, type: 'linear', label: leftmost ? 'temperature' : '' },
    marks: [
      Plot.ruleY([left, right], { stroke: style.colours.guide, strokeDasharray: '5 3', strokeWidth: 0.8 }),
      ...bars(all, style.colours.best, style),
    ],
  };
}

function flowPanel(
  _: StudyResult,
  { flow, steady }: PointResult,
  style: Style,
  leftmost: boolean,
): ReturnType<Drawing['draw']> {
  const bonds = spots(steady?.currents ?? [], 0.5);
  const ends: Spot[] = steady
    ? [
        { x: -0.5, ...steady.left },
        { x: bonds.length + 0.5, ...steady.right },
      ]
    : [];
  const y = linearAxis([...reach(bonds), ...reach(ends), 0], 0.06);
  const x = linearAxis([-1, bonds.length + 1]);
  const { value, error } = flow ?? { value: 0, error: 0 };
  return {
    x: { ...x, type: 'linear', label: 'site, from 0' },
    y: { ...y, type: 'linear', label: leftmost ? 'flow of energy' : '' },
    marks: [
      Plot.rect([{ y1: value - error, y2: value + error, x1: x.domain[0], x2: x.domain[1] }], {
        x1: 'x1',
        x2: 'x2',
        y1: 'y1',
        y2: 'y2',
        fill: style.colours.best,
        fillOpacity: 0.2,
      }),
      Plot.ruleY([0], { stroke: style.colours.guide, strokeWidth: 0.6 }),
      ...bars(bonds, style.colours.best, style),
      ...bars(ends, style.colours.textbook, style, 'square'),
    ],
  };
}
