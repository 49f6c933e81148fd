import * as Plot from '@observablehq/plot';
import type { BandMean } from '../estimate/current-bands.js';
import type { GreenKubo } from '../estimate/green-kubo.js';
import type { CurvePoint, Kappa } from '../estimate/kappa.js';
import type { Cell, Table, TableColumn } from '../data/table.js';
import { linearAxis, logAxis, type LogAxis } from './drawing/axis.js';
import type { DrawingDocument, SvgNode } from './drawing/canvas.js';
import type { Figure } from './figure.js';
import { BEFORE, level, levelEntries } from './drawing/level.js';
import { axisExtent, estimates, type Drawn } from './drawing/marks.js';
import { innerSize, panel } from './drawing/panel.js';
import { evenly, mostPanels, selectionInWords } from './selection.js';
import { sheet, type LegendEntry } from './drawing/sheet.js';
import { pageWidth, smaller, type Style } from './drawing/style.js';

/** What is drawn of the current of one point. */
export interface CurrentPoint {
  /** Above its panel; empty where there is one alone. */
  readonly title: string;
  readonly current: GreenKubo | null;
  readonly kappa: Pick<Kappa, 'kind' | 'standard' | 'error' | 'time'> | null;
  readonly curve: readonly CurvePoint[];
  /** What names it in the tables. */
  readonly names: readonly Cell[];
}

export interface CurrentFigures {
  /** Added to the names of both figures: empty, or with a hyphen before it. */
  readonly suffix: string;
  /** Added to their titles: empty, or `T = 1`. */
  readonly label: string;
  /** What the y axis has: κ, or κ/β². */
  readonly symbol: string;
  /** Columns of the points' names. */
  readonly columns: readonly TableColumn[];
  readonly points: readonly CurrentPoint[];
  /** What the captions add on where the series are from. */
  readonly source: string;
}

/** The power spectrum of the total current, and the running Green–Kubo integral: a panel for each point. */
export function currentFigures(about: CurrentFigures): Figure[] {
  const { suffix, label, symbol, points, source } = about;
  const titled = (title: string): string => (label === '' ? title : `${title}, ${label}`);
  const selected = selectionInWords(points.length, mostPanels(pageWidth.columns));
  const common = {
    column: points.length === 1,
    empty: points.some(({ current }) => current !== null) ? null : 'No series is recorded yet.',
  };
  return [
    {
      ...common,
      name: `spectrum${suffix}`,
      title: titled('Power spectrum of the current'),
      caption:
        `The power spectrum S(ω) of the total current as a conductivity in the standard convention, whose limit at ω → 0 is ${symbol}; band: one standard error. ` +
        'Energy that only sloshes makes the peaks; what conducts is the floor to their left. Discs and squares: what windows of length t let through, at ω = 2π/t, of the best estimator, with the weights and the dressing that it has, and of the textbook, whose sharp ' +
        'ends let the peaks leak down as 1/t. Dashed: the frequency at which κ was read. ' +
        `Line to its left: κ, ${KINDS}. ${source}${selected}`,
      table: table(about, 'spectrum'),
      svg: (document, style) => drawn(document, style, about, spectrum),
    },
    {
      ...common,
      name: `integral${suffix}`,
      title: titled('Running Green–Kubo integral'),
      caption:
        `The integral of ⟨J(0)J(s)⟩ over s up to t, as a conductivity in the standard convention, which tends to ${symbol}; band: one standard error over replicas, which grows with t. ` +
        'What sloshes lifts it at first by far more than what conducts. Where the axis is logarithmic the curve has gaps at values that are not positive. ' +
        `Dashed: the time at which κ was read. Line to its right: κ, ${KINDS}. ${source}${selected}`,
      table: table(about, 'integral'),
      svg: (document, style) => drawn(document, style, about, integral(points)),
    },
  ];
}

const KINDS = 'a value with one standard error, dotted an upper bound, dash-dotted what is open';

function table({ columns, points, symbol }: CurrentFigures, name: 'spectrum' | 'integral'): Table {
  const [at, meaning]: [TableColumn, string] =
    name === 'spectrum'
      ? [
          { name: 'frequency', meaning: 'ω, the middle of a band', kind: 'number', unit: '1/time' },
          `power spectrum of J as ${symbol}, mean over the band, standard convention`,
        ]
      : [
          { name: 'time', meaning: 't, the middle of a band', kind: 'number', unit: 'time' },
          `running integral as ${symbol}, mean over the band, standard convention`,
        ];
  const value: TableColumn = { name, meaning, kind: 'number', unit: '1/time' };
  const error: TableColumn = {
    name: 'error',
    meaning: `one standard error of ${name}, over replicas`,
    kind: 'number',
    unit: '1/time',
  };
  return {
    name,
    columns: [...columns, at, value, error],
    rows: points.flatMap(({ current, names }) => {
      const bands = current === null ? [] : name === 'spectrum' ? current.spectrum : current.running;
      return bands.map((one): Cell[] => [...names, one.at, one.value, one.error]);
    }),
  };
}

interface Picture {
  readonly title: string;
  readonly legend: (style: Style) => LegendEntry[];
  readonly panel: (
    point: CurrentPoint & { readonly current: GreenKubo },
    style: Style,
    size: { readonly width: number; readonly height: number },
  ) => { readonly x: LogAxis; readonly y: LogAxis; readonly marks: Plot.Markish[] };
  readonly x: string;
  readonly y: (symbol: string) => string;
  readonly scale: 'log' | 'linear';
}

function drawn(
  document: DrawingDocument,
  whole: Style,
  { points: all, symbol }: CurrentFigures,
  picture: Picture,
): string {
  const points = evenly(all, mostPanels(whole.columns));
  const columns = Math.min(whole.columns, Math.max(1, points.length));
  const style = columns > 1 ? smaller(whole) : whole;
  const width = whole.width / columns;
  const height = columns > 1 ? Math.min(width * 0.95, 300) : Math.min(width * 0.62, 400);
  const panels = points.map(({ current, ...point }, i): SvgNode => {
    const inner = innerSize(width, height, style, point.title !== '');
    const shown = picture.panel({ ...point, current: current ?? NOTHING }, style, inner);
    return panel(document, {
      width,
      height,
      title: point.title,
      style,
      x: { ...shown.x, type: 'log', label: picture.x },
      y: { ...shown.y, type: picture.scale, label: i % columns === 0 ? picture.y(symbol) : '' },
      marks: current === null ? [] : shown.marks,
      ...(current === null ? { empty: 'no series yet' } : {}),
    });
  });
  return sheet(document, {
    title: picture.title,
    style: whole,
    legend: [
      ...picture.legend(whole),
      ...levelEntries(
        points.map(({ kappa }) => kappa?.kind),
        whole,
      ),
    ],
    panels,
    columns,
    panelWidth: width,
    panelHeight: height,
  });
}

const NOTHING: GreenKubo = { spectrum: [], running: [], replicas: 0 };

/** The colour of the current itself, beside those of the estimators. */
const currentColour = ({ colours }: Style): string => colours.series[2] as string;

/** Means over bands as a line in a band of one standard error, with gaps where they are not above `floor`. */
function ribbon(bands: readonly BandMean[], floor: number, style: Style): Plot.Markish[] {
  const above = (value: number): number => (value > floor ? value : NaN);
  const shown = bands.map(({ at, value, error }) => ({
    at,
    value: above(value),
    low: Math.max(value - (error ?? 0), floor),
    high: above(value + (error ?? 0)),
  }));
  const colour = currentColour(style);
  return [
    Plot.areaY(shown, { x: 'at', y1: 'low', y2: 'high', fill: colour, fillOpacity: 0.3 }),
    Plot.line(shown, { x: 'at', y: 'value', stroke: colour, strokeWidth: style.stroke }),
  ];
}

/** The means that a logarithmic axis has. */
function drawnBands(bands: readonly BandMean[]): Drawn[] {
  return bands.flatMap(({ at, value, error }) =>
    value > 0 ? [{ x: at, value, error: error ?? 0, kind: 'value' }] : [],
  );
}

function readingLine(at: number, y: LogAxis, style: Style): Plot.Markish {
  const look = { stroke: style.colours.guide, strokeWidth: 0.8, strokeDasharray: '5 3' };
  const [low, high] = y.domain;
  return Plot.ruleX([{ at, low, high }], { x: 'at', y1: 'low', y2: 'high', ...look });
}

const TURN = 2 * Math.PI;

const spectrum: Picture = {
  title: 'Power spectrum of the current',
  x: 'frequency ω',
  y: (symbol) => `S(ω) as ${symbol} (standard)`,
  scale: 'log',
  legend: (style) => [
    { symbol: 'line', colour: currentColour(style), text: 'spectrum of the current' },
    { symbol: 'square', colour: style.colours.textbook, text: 'textbook, ω = 2π/t' },
    { symbol: 'disc', colour: style.colours.best, text: 'best estimator, ω = 2π/t' },
    { symbol: 'dashes', colour: style.colours.guide, text: 'κ was read here' },
  ],
  panel: ({ current, kappa, curve }, style, size) => {
    const textbook = curve.flatMap(({ time, textbook: value, textbookError: error }) =>
      left(time, value, error),
    );
    const best = curve.flatMap(({ time, best: value, bestError: error }) => left(time, value, error));
    const reading = kappa === null ? [] : [TURN / kappa.time];
    const x = logAxis(
      [...current.spectrum, ...textbook.map(({ x: at }) => ({ at }))].map(({ at }) => at),
      size.width,
    );
    const y = logAxis(
      [
        ...axisExtent([...drawnBands(current.spectrum), ...textbook, ...best]),
        ...(kappa === null ? [] : [kappa.standard]),
      ],
      size.height,
    );
    const [floor] = y.domain;
    const [start, end] = x.domain;
    const to = kappa === null ? start : (TURN / kappa.time) * (kappa.kind === 'value' ? BEFORE : 1);
    return {
      x,
      y,
      marks: [
        ...(kappa ? level(kappa, [start, Math.min(Math.max(to, start), end)], floor, style) : []),
        ...reading.filter((at) => at > start && at < end).map((at) => readingLine(at, y, style)),
        ...ribbon(current.spectrum, floor, style),
        ...estimates(textbook, floor, { colour: style.colours.textbook, shape: 'square', style }),
        ...estimates(best, floor, { colour: style.colours.best, shape: 'disc', style }),
      ],
    };
  },
};

function left(time: number, value: number | null, error: number | null): Drawn[] {
  return value === null ? [] : [{ x: TURN / time, value, error: error ?? 0, kind: 'value' }];
}

/** κ may be so far below the highest value that only a logarithmic axis shows both. */
const FAR_BELOW = 10;

function isFarBelow({ current, kappa }: CurrentPoint): boolean {
  const highest = (current?.running ?? []).reduce((most, { value }) => Math.max(most, value), 0);
  return kappa !== null && kappa.standard > 0 && kappa.standard < highest / FAR_BELOW;
}

function integral(points: readonly CurrentPoint[]): Picture {
  const scale = points.some(isFarBelow) ? 'log' : 'linear';
  return {
    title: 'Running Green–Kubo integral',
    x: 'time t',
    y: (symbol) => `integral up to t as ${symbol} (standard)`,
    scale,
    legend: (style) => [
      { symbol: 'line', colour: currentColour(style), text: 'running integral' },
      { symbol: 'band', colour: currentColour(style), text: 'one standard error' },
      { symbol: 'dashes', colour: style.colours.guide, text: 'κ was read here' },
    ],
    panel: ({ current, kappa }, style, size) => {
      const x = logAxis(
        [...current.running.map(({ at }) => at), ...(kappa === null ? [] : [kappa.time])],
        size.width,
      );
      const y = integralAxis(current.running, kappa, scale, size.height);
      const [floor] = y.domain;
      const end = x.domain[1];
      const from = kappa === null ? end : kappa.time / (kappa.kind === 'value' ? BEFORE : 1);
      return {
        x,
        y,
        marks: [
          ...(scale === 'linear' ? [Plot.ruleY([0], { stroke: style.colours.guide, strokeWidth: 0.6 })] : []),
          ...(kappa === null ? [] : [readingLine(kappa.time, y, style)]),
          ...ribbon(current.running, floor, style),
          ...(kappa ? level(kappa, [Math.max(from, x.domain[0]), end], floor, style) : []),
        ],
      };
    },
  };
}

function integralAxis(
  running: readonly BandMean[],
  kappa: CurrentPoint['kappa'],
  scale: Picture['scale'],
  pixels: number,
): LogAxis {
  const own = kappa === null ? [] : [kappa.standard];
  if (scale === 'linear')
    return linearAxis(
      [...running.flatMap(({ value, error }) => [value - (error ?? 0), value + (error ?? 0)]), 0, ...own],
      0.06,
    );
  return logAxis([...axisExtent(drawnBands(running)), ...own], pixels);
}
