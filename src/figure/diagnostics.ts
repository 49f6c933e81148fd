import * as Plot from '@observablehq/plot';
import type { PointResult, StudyResult } from '../result/result.js';
import type { Cell, Table } from '../data/table.js';
import { linearAxis, logAxis } from './drawing/axis.js';
import type { DrawingDocument, SvgNode } from './drawing/canvas.js';
import type { Figure } from './figure.js';
import { panel } from './drawing/panel.js';
import { seriesOf, type EpsilonSeries } from './series.js';
import { sheet } from './drawing/sheet.js';
import { smaller, type Style } from './drawing/style.js';
import { LIMITS } from '../estimate/limits.js';

/** How good the Gibbs samples and the integration are: five small panels against ε, limits of trust dashed. */
export function diagnosticsFigure(result: StudyResult): Figure {
  const series = seriesOf(result);
  return {
    name: 'diagnostics',
    title: 'Sampling and integration',
    caption:
      'Worst case over realisations against ε. Dashed: beyond this line the report warns ' +
      '(acceptance and effective size below, split R-hat and energy error above).',
    table: table(series),
    column: false,
    empty: result.points.some((point) => point.diagnostics !== null || point.energyError !== null)
      ? null
      : 'Nothing recorded yet.',
    svg: (document, style) => drawn(document, style, series),
  };
}

interface Quantity {
  readonly label: string;
  readonly of: (point: PointResult) => number | null;
  readonly limit: number | null;
  readonly type: 'log' | 'linear';
  /** Always in sight. */
  readonly include: readonly number[];
}

/** Diagnostics of a Markov chain: none where replicas are drawn from the measure at once. */
const chain = ({ diagnostics }: PointResult): PointResult['diagnostics'] =>
  diagnostics?.exact ? null : diagnostics;

const QUANTITIES: readonly Quantity[] = [
  {
    label: 'acceptance',
    of: (p) => chain(p)?.acceptance ?? null,
    limit: LIMITS.acceptance,
    type: 'linear',
    include: [0, 1],
  },
  {
    label: 'autocorrelation τ',
    of: (p) => chain(p)?.autocorrelation ?? null,
    limit: null,
    type: 'linear',
    include: [0, 1],
  },
  {
    label: 'effective size',
    of: (p) => chain(p)?.effectiveSize ?? null,
    limit: LIMITS.effectiveSize,
    type: 'log',
    include: [],
  },
  {
    label: 'split R-hat',
    of: (p) => chain(p)?.splitRhat ?? null,
    limit: LIMITS.splitRhat,
    type: 'linear',
    include: [1],
  },
  {
    label: 'energy error',
    of: (p) => p.energyError,
    limit: LIMITS.energyError,
    type: 'log',
    include: [],
  },
];

function drawn(document: DrawingDocument, style: Style, series: readonly EpsilonSeries[]): string {
  const small = smaller(style);
  const columns = style.columns;
  const panelWidth = style.width / columns;
  const panelHeight = panelWidth * 0.8;
  const colours = style.colours.series;
  const colour = (i: number): string =>
    series.length > 1 ? (colours[i % colours.length] as string) : style.colours.best;
  const panels = QUANTITIES.map((quantity): SvgNode => {
    const all = series.flatMap((one, i) =>
      one.points.flatMap((point) => {
        const value = quantity.of(point);
        const drawable = value !== null && (quantity.type === 'linear' || value > 0);
        return drawable && point.epsilon > 0 ? [{ x: point.epsilon, y: value, colour: colour(i) }] : [];
      }),
    );
    const shown = [
      ...all.map((one) => one.y),
      ...quantity.include,
      ...(quantity.limit === null ? [] : [quantity.limit]),
    ];
    const x = logAxis(
      series.flatMap((one) => one.points.map((point) => point.epsilon)),
      panelWidth - 6 * small.fontSize,
      0.08,
    );
    const y =
      quantity.type === 'log' ? logAxis(shown, panelHeight - 5 * small.fontSize, 0.1) : linearAxis(shown);
    return panel(document, {
      width: panelWidth,
      height: panelHeight,
      title: '',
      style: small,
      x: { ...x, type: 'log', label: 'ε' },
      y: { ...y, type: quantity.type, label: quantity.label },
      marks: [
        ...(quantity.limit === null || all.length === 0
          ? []
          : [Plot.ruleY([quantity.limit], { stroke: style.colours.guide, strokeDasharray: '5 3' })]),
        Plot.dot(all, { x: 'x', y: 'y', r: small.radius, fill: 'colour', stroke: 'none' }),
      ],
      ...(all.length === 0 ? { empty: 'not recorded' } : {}),
    });
  });
  const legend = series.map((each, i) => ({ symbol: 'disc' as const, colour: colour(i), text: each.label }));
  return sheet(document, {
    title: 'Diagnostics of sampling and integration',
    style,
    legend: series.length > 1 ? legend : [],
    panels,
    columns,
    panelWidth,
    panelHeight,
  });
}

function table(series: readonly EpsilonSeries[]): Table {
  return {
    name: 'diagnostics',
    columns: [
      { name: 'epsilon', meaning: 'ε', kind: 'number' },
      { name: 'noise', meaning: "ε', flip rate", kind: 'number' },
      { name: 'temperature', meaning: 'T', kind: 'number' },
      { name: 'acceptance', meaning: 'accepted share of trajectories', kind: 'number' },
      { name: 'autocorrelation', meaning: 'of the potential energy, in trajectories', kind: 'number' },
      { name: 'effective_size', meaning: 'effective number of independent samples', kind: 'number' },
      { name: 'split_rhat', meaning: 'split R-hat', kind: 'number' },
      { name: 'energy_error', meaning: 'largest relative energy error', kind: 'number' },
    ],
    rows: series.flatMap((one) =>
      one.points.map((point): Cell[] => [
        point.epsilon,
        point.noise,
        point.temperature,
        ...QUANTITIES.map((quantity) => quantity.of(point)),
      ]),
    ),
  };
}
