import * as Plot from '@observablehq/plot';
import type { Finding, FindingAxis, FindingPanel, FindingSeries, FindingPoint } from '../result/finding.js';
import { linearAxis, log10, logAxis, tenTo, type LogAxis } from './drawing/axis.js';
import type { DrawingDocument, SvgNode } from './drawing/canvas.js';
import type { Figure } from './figure.js';
import { estimates, axisExtent } from './drawing/marks.js';
import { innerSize, panel } from './drawing/panel.js';
import { openSymbol, sheet, type LegendEntry } from './drawing/sheet.js';
import { smaller, type Style } from './drawing/style.js';

/** The figure of a named study's finding; series of the same name share a colour over all panels. */
export function findingFigure(name: string, title: string, finding: Finding): Figure {
  return {
    name,
    title,
    caption: [...finding.shown, ...finding.notShown.map((text) => `Not shown: ${text}`)].join(' '),
    table: finding.table,
    column: false,
    empty: finding.panels.some(({ series }) => series.some(({ points }) => points.length > 0))
      ? null
      : 'Nothing was measured.',
    svg: (document, style) => drawn(document, style, title, finding.panels),
  };
}

function drawn(
  document: DrawingDocument,
  whole: Style,
  title: string,
  panels: readonly FindingPanel[],
): string {
  const columns = Math.min(whole.columns, panels.length === 4 ? 2 : panels.length);
  const style = columns > 1 ? smaller(whole) : whole;
  const panelWidth = whole.width / columns;
  const panelHeight = panelWidth * (columns > 2 ? 1.1 : columns > 1 ? 0.85 : 0.62);
  const names = [...new Set(panels.flatMap(({ series }) => series.map(({ name, like }) => like ?? name)))];
  const colour = (series: FindingSeries): string =>
    style.colours.series[names.indexOf(series.like ?? series.name) % style.colours.series.length] ??
    style.colours.ink;
  return sheet(document, {
    title,
    style: whole,
    legend: legend(panels, colour),
    panels: panels.map((one) => picture(document, one, { style, panelWidth, panelHeight }, colour)),
    columns,
    panelWidth,
    panelHeight,
  });
}

function picture(
  document: DrawingDocument,
  { title, x, y, series }: FindingPanel,
  {
    style,
    panelWidth,
    panelHeight,
  }: { readonly style: Style; readonly panelWidth: number; readonly panelHeight: number },
  colour: (series: FindingSeries) => string,
): SvgNode {
  const inner = innerSize(panelWidth, panelHeight, style, title !== '');
  const points = series.flatMap((one) => one.points);
  const horizontal = axis(
    x,
    points.map((point) => point.x),
    inner.width,
  );
  const shownValues = y.scale === 'log' ? axisExtent(points) : linearExtent(points);
  const vertical = axis(y, shownValues, inner.height);
  const measuredAt = new Set(
    series.flatMap((one) => (one.look === 'disc' ? one.points.map((point) => point.x) : [])),
  );
  // Squares that would cover a disc, or be covered, stand beside it.
  const beside = (squares: readonly FindingPoint[]): FindingPoint[] =>
    squares.map((point) => {
      if (x.scale !== 'log' || !measuredAt.has(point.x)) return { ...point };
      const decade = inner.width / (log10(horizontal.domain[1]) - log10(horizontal.domain[0]));
      return { ...point, x: point.x * tenTo((2.2 * style.radius) / decade) };
    });
  const marks = series.flatMap((one): Plot.Markish[] => {
    if (one.look === 'line' || one.look === 'dashes') {
      const shown = one.points.filter(({ value }) => y.scale === 'linear' || value > 0);
      return [
        Plot.line(shown, {
          x: 'x',
          y: 'value',
          stroke: colour(one),
          strokeWidth: style.stroke,
          ...(one.look === 'dashes' ? { strokeDasharray: '5 3' } : {}),
        }),
      ];
    }
    if (one.look === 'bars') {
      const bars = one.points.map(({ x: at, value, error }) => ({
        x1: at - 0.5,
        x2: at + 0.5,
        y1: value - error,
        y2: value + error,
      }));
      return [Plot.rect(bars, { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', fill: colour(one) })];
    }
    const shown = one.look === 'square' ? beside(one.points) : one.points;
    return estimates(shown, vertical.domain[0], { colour: colour(one), shape: one.look, style });
  });
  return panel(document, {
    width: panelWidth,
    height: panelHeight,
    title,
    style,
    x: { ...horizontal, type: x.scale, label: x.label },
    y: { ...vertical, type: y.scale, label: y.label },
    marks,
    ...(points.length === 0 ? { empty: 'nothing was measured' } : {}),
  });
}

/** Bars, and room for the arrows of bounds, a sixth of what the numbers span. */
function linearExtent(points: readonly FindingPoint[]): number[] {
  const bars = points.flatMap(({ value, error, kind }) =>
    kind === 'lower bound' || kind === 'upper bound' ? [value] : [value - error, value + error],
  );
  const room = (Math.max(...bars) - Math.min(...bars)) / 6;
  return [
    ...bars,
    ...points.flatMap(({ value, kind }) =>
      kind === 'lower bound' ? [value + room] : kind === 'upper bound' ? [value - room] : [],
    ),
  ];
}

function axis({ scale }: FindingAxis, values: readonly number[], pixels: number): LogAxis {
  return scale === 'log' ? logAxis(values, pixels, 0.08) : linearAxis(values, 0.08);
}

/** Each name once, with the symbols that it is drawn with; bounds and what is open apart. */
function legend(panels: readonly FindingPanel[], colour: (series: FindingSeries) => string): LegendEntry[] {
  const symbols = { disc: 'disc', square: 'square', line: 'line', dashes: 'dashes', bars: 'bars' } as const;
  const entries = new Map<string, LegendEntry>();
  for (const series of panels.flatMap((one) => one.series)) {
    const { name, look, points, unlisted } = series;
    if (unlisted === true) continue;
    const add = (symbol: LegendEntry['symbol'], text: string): void => {
      entries.set(`${symbol} ${text}`, { symbol, colour: colour(series), text });
    };
    const has = (kind: FindingPoint['kind']): boolean => points.some((point) => point.kind === kind);
    if (has('value')) add(symbols[look], name);
    if (has('upper bound')) add('bound', `${name}: upper bound`);
    if (has('lower bound')) add('lower bound', `${name}: lower bound`);
    if (has('open')) add(openSymbol(look === 'square' ? 'square' : 'disc'), `${name}: open`);
  }
  return [...entries.values()];
}
