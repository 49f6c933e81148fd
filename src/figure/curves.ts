import * as Plot from '@observablehq/plot';
import { kappaSymbol } from '../result/quantity.js';
import type { CurvePoint, Kappa, PointResult, StudyResult } from '../result/result.js';
import { logAxis } from './drawing/axis.js';
import type { DrawingDocument, SvgNode } from './drawing/canvas.js';
import type { Figure } from './figure.js';
import { BEFORE, level, levelEntries } from './drawing/level.js';
import { estimates, axisExtent, guides, type Drawn } from './drawing/marks.js';
import { plain } from '../result/numbers.js';
import { panel } from './drawing/panel.js';
import { evenly, mostPanels, selectionInWords, sheetsOf } from './selection.js';
import { seriesOf, type EpsilonSeries } from './series.js';
import { sheet, type LegendEntry } from './drawing/sheet.js';
import { pageWidth, smaller, type Style } from './drawing/style.js';
import { curves } from '../result/tables.js';
import { readingInWords } from './reading.js';

/** κ(t) over the time scales, textbook against best, one panel for each point: one figure for each series. */
export function curveFigures(result: StudyResult): Figure[] {
  const most = mostPanels(pageWidth.columns);
  return seriesOf(result).map((series) => ({
    name: series.slug === '' ? 'curves' : `curves-${series.slug}`,
    title:
      series.label === '' ? 'Estimates against time scale' : `Estimates against time scale, ${series.label}`,
    caption:
      `${kappaSymbol(series.points) === 'κ' ? 'κ(t)' : 'κ(t)/β²'} in the standard convention against the time scale t; bars: one standard error. ${readingInWords(series.points)} ` +
      'Circle: where κ was read, on the curve that it was read from; none where that is the curve of uniform weights, which is not drawn. Line and band: a value and one standard error, from where its plateau begins at the latest, a quarter of the time at which it was read. Dotted: an upper bound; dash-dotted: what is open. ' +
      'The textbook curve sheds its boundary term as 1/t.' +
      selectionInWords(series.points.length, most),
    table: { ...curves(result, new Set(series.points)), name: 'curves' },
    column: false,
    empty: series.points.some((point) => point.curve.length > 0) ? null : 'No point has a curve yet.',
    svg: (document, style) =>
      drawn(document, style, { ...series, points: evenly(series.points, mostPanels(style.columns)) }),
    sheets: sheetsOf(series.points, most).map(({ name, points }) => ({
      name,
      svg: (document, style) => drawn(document, style, { ...series, points }),
    })),
  }));
}

function textbook(curve: readonly CurvePoint[]): Drawn[] {
  return curve.flatMap(({ time, textbook: value, textbookError: error }) =>
    value === null ? [] : [{ x: time, value, error: error ?? 0, kind: 'value' }],
  );
}

function best(curve: readonly CurvePoint[]): Drawn[] {
  return curve.flatMap(({ time, best: value, bestError: error }) =>
    value === null ? [] : [{ x: time, value, error: error ?? 0, kind: 'value' }],
  );
}

function drawn(document: DrawingDocument, style: Style, series: EpsilonSeries): string {
  const small = smaller(style);
  const columns = Math.min(style.columns, Math.max(1, series.points.length));
  const panelWidth = style.width / columns;
  const panelHeight = Math.min(panelWidth * 0.95, 300);
  const points = series.points;
  const panels = points.map((point, i) =>
    curvePanel(document, point, small, panelWidth, panelHeight, i % columns === 0),
  );
  return sheet(document, {
    title: 'Estimates of the conductivity against time scale',
    style,
    legend: legend(series, style),
    panels,
    columns,
    panelWidth,
    panelHeight,
  });
}

function curvePanel(
  document: DrawingDocument,
  point: PointResult,
  style: Style,
  width: number,
  height: number,
  leftmost: boolean,
): SvgNode {
  const { curve, kappa } = point;
  const [textbookOnes, bestOnes] = [textbook(curve), best(curve)];
  const all = [...textbookOnes, ...bestOnes];
  const x = logAxis(
    all.map((one) => one.x),
    width - 6 * style.fontSize,
  );
  const y = logAxis([...axisExtent(all), ...(kappa ? [kappa.standard] : [])], height - 5 * style.fontSize);
  const floor = y.domain[0];
  const { colours } = style;
  const first = textbookOnes.find((one) => one.value > 0);
  const line = (ones: readonly Drawn[], stroke: string): Plot.Markish =>
    Plot.line(
      ones.filter((one) => one.value > 0),
      { x: 'x', y: 'value', stroke, strokeWidth: style.stroke * 0.7, strokeOpacity: 0.6 },
    );
  return panel(document, {
    width,
    height,
    title: `ε = ${plain(point.epsilon)}`,
    style,
    x: { ...x, type: 'log', label: 'time scale t' },
    y: {
      ...y,
      type: 'log',
      label: leftmost ? (kappaSymbol([point]) === 'κ' ? 'κ(t) (standard)' : 'κ(t)/β² (standard)') : '',
    },
    marks: [
      ...(kappa ? level(kappa, levelSpan(kappa, x.domain), floor, style) : []),
      ...(first ? guides(x, y, { x: first.x, y: first.value }, [-1], style) : []),
      line(textbookOnes, colours.textbook),
      line(bestOnes, colours.best),
      ...estimates(textbookOnes, floor, { colour: colours.textbook, shape: 'square', style }),
      ...estimates(bestOnes, floor, { colour: colours.best, shape: 'disc', style }),
      ...reading(point, floor, style),
    ],
    ...(all.length === 0 ? { empty: 'no result yet' } : {}),
  });
}

/** From where κ is drawn to the end of the axis: a value from its plateau on, a bound and what is open from where they were read. */
function levelSpan({ kind, time }: Kappa, [start, end]: readonly [number, number]): [number, number] {
  const from = kind === 'value' ? time / BEFORE : time;
  return [Math.min(Math.max(from, start), end), end];
}

/** Where κ was read, on the curve that it was read from; the curve of uniform weights is not drawn. */
function readAt({ curve, kappa }: PointResult): Drawn[] {
  if (kappa === null || kappa.candidate === 'uniform') return [];
  return (kappa.candidate === 'textbook' ? textbook(curve) : best(curve)).filter(({ x }) => x === kappa.time);
}

/** A circle around the point at which κ was read. */
function reading(point: PointResult, floor: number, style: Style): Plot.Markish[] {
  return [
    Plot.dot(
      readAt(point)
        .filter(({ value }) => value > floor)
        .map(({ x, value }) => ({ x, y: value })),
      { x: 'x', y: 'y', r: 2.1 * style.radius, fill: 'none', stroke: style.colours.ink, strokeWidth: 1 },
    ),
  ];
}

function legend(series: EpsilonSeries, style: Style): LegendEntry[] {
  const entries: LegendEntry[] = [
    { symbol: 'disc', colour: style.colours.best, text: 'best estimator' },
    { symbol: 'square', colour: style.colours.textbook, text: 'textbook' },
  ];
  if (series.points.some((point) => point.curve.length > 0)) {
    entries.push({ symbol: 'dashes', colour: style.colours.guide, text: '∝ 1/t' });
  }
  entries.push(
    ...levelEntries(
      series.points.map((point) => point.kappa?.kind),
      style,
    ),
  );
  if (series.points.some((point) => readAt(point).length > 0))
    entries.push({ symbol: 'ring', colour: style.colours.ink, text: 'read here' });
  return entries;
}
