import { kappaKinds } from '../estimate/wording.js';
import { kappaSymbol } from '../result/quantity.js';
import type { Kappa, PointResult, StudyResult } from '../result/result.js';
import type { Cell, Table } from '../data/table.js';
import { log10, logAxis, tenTo } from './drawing/axis.js';
import type { DrawingDocument } from './drawing/canvas.js';
import type { Figure } from './figure.js';
import { estimates, axisExtent, guideNames, guides, type Drawn } from './drawing/marks.js';
import { innerSize, panel } from './drawing/panel.js';
import { evenly, mostPanels } from './selection.js';
import { noiseInWords, seriesOf, type EpsilonSeries } from './series.js';
import { openSymbol, sheet, type LegendEntry } from './drawing/sheet.js';
import { isSteady } from '../result/steady-tables.js';
import { smaller, type Style } from './drawing/style.js';

/** κ(ε), log–log: the best estimator and the textbook one side by side, one panel for each series. */
export function conductivityFigure(result: StudyResult): Figure {
  const series = seriesOf(result);
  return {
    name: 'conductivity',
    title: 'Thermal conductivity κ(ε)',
    caption:
      `${isSteady(result) ? 'κ_N = J(N−1)/ΔT of the steady state between two baths' : `${kappaSymbol(result.points)} in the standard convention`} against ε, ${noiseInWords(result)}. Bars: one standard error. ` +
      marksInWords(series, isSteady(result)),
    table: table(series),
    column: true,
    empty: result.points.some((point) => point.kappa ?? point.textbook) ? null : 'No point has a result yet.',
    svg: (document, style) =>
      drawn(document, style, series, isSteady(result) ? 'steady state' : 'best estimator'),
  };
}

function estimate(point: PointResult, kappa: Kappa | null): Drawn[] {
  if (!kappa || !(point.epsilon > 0)) return [];
  return [{ x: point.epsilon, value: kappa.standard, error: kappa.error, kind: kappa.kind }];
}

const SLOPES = [2, 4, 6];

const best = (series: EpsilonSeries): Drawn[] =>
  series.points.flatMap((point) => estimate(point, point.kappa));
const textbook = (series: EpsilonSeries): Drawn[] =>
  series.points.flatMap((point) => estimate(point, point.textbook));

/**
 * What powers of ε are drawn through: the value of the largest ε, the best estimator's where both have one; nothing where there are bounds
 * only, or where all stand at one ε, through which any power would go.
 */
function anchorOf(series: EpsilonSeries): { readonly x: number; readonly y: number } | null {
  const all = [...best(series), ...textbook(series)];
  const value = all
    .filter((one) => one.kind === 'value' && one.value > 0)
    .reduce<Drawn | null>((first, one) => (first === null || one.x > first.x ? one : first), null);
  const several = new Set(all.map((one) => one.x)).size > 1;
  return value === null || !several ? null : { x: value.x, y: value.value };
}

/** Arrows, hollow marks, marks beside each other and dashes, as far as the figure has them. */
function marksInWords(series: readonly EpsilonSeries[], steady: boolean): string {
  const all = series.flatMap((one) => [...best(one), ...textbook(one)]);
  const has = (kind: Drawn['kind']): boolean => all.some((one) => one.kind === kind);
  return [
    ...(has('upper bound')
      ? [
          ` Arrows: upper bounds, where ${steady ? 'fewer than five replicas cannot show whether the flow is steady' : 'an estimator reached no plateau'}.`,
        ]
      : []),
    ...(has('open') ? [' Hollow: open, neither value nor bound.'] : []),
    ...(series.some((one) => textbook(one).length > 0)
      ? [' The textbook estimate stands a little to the right of its ε.']
      : []),
    ...(series.some((one) => anchorOf(one) !== null)
      ? [' Dashed: powers of ε through the value at the largest ε.']
      : []),
  ].join('');
}

function drawn(
  document: DrawingDocument,
  whole: Style,
  series: readonly EpsilonSeries[],
  name: string,
): string {
  const chosen = evenly(series, mostPanels(whole.columns));
  const shown = chosen.length > 0 ? chosen : [{ label: '', slug: '', points: [] }];
  const columns = whole.width < 400 ? 1 : Math.min(whole.columns, shown.length === 4 ? 2 : shown.length);
  const style = columns > 1 ? smaller(whole) : whole;
  const panelWidth = whole.width / columns;
  const panelHeight = panelWidth * (columns > 1 ? 1.05 : 0.68);
  const inner = innerSize(panelWidth, panelHeight, style, shown[0]?.label !== '');
  const all = shown.flatMap((one) => [...best(one), ...textbook(one)]);
  const symbol = kappaSymbol(shown.flatMap(({ points }) => points));
  const x = logAxis(
    all.map((one) => one.x),
    inner.width,
    0.08,
  );
  const y = logAxis(axisExtent(all), inner.height);
  const floor = y.domain[0];
  const decade = {
    x: inner.width / (log10(x.domain[1]) - log10(x.domain[0])),
    y: inner.height / (log10(y.domain[1]) - log10(y.domain[0])),
  };
  const panels = shown.map((one, i) => {
    const [bestOnes, textbookOnes] = [best(one), textbook(one)];
    const anchor = anchorOf(one);
    const beside = textbookOnes.map((at) => ({ ...at, x: at.x * tenTo((2.2 * style.radius) / decade.x) }));
    const empty = bestOnes.length + textbookOnes.length === 0 ? { empty: 'no point has a result yet' } : {};
    return panel(document, {
      width: panelWidth,
      height: panelHeight,
      title: one.label,
      style,
      x: { ...x, type: 'log', label: 'ε' },
      y: { ...y, type: 'log', label: i % columns === 0 ? `${symbol} (standard convention)` : '' },
      marks: [
        ...(anchor ? guides(x, y, anchor, SLOPES, style) : []),
        ...estimates(beside, floor, { colour: style.colours.textbook, shape: 'square', style }),
        ...estimates(bestOnes, floor, { colour: style.colours.best, shape: 'disc', style }),
        ...(anchor
          ? guideNames(x, y, anchor, SLOPES, { drawn: [...bestOnes, ...beside], decade }, style)
          : []),
      ],
      ...empty,
    });
  });
  return sheet(document, {
    title: 'Thermal conductivity against the strength of the anharmonic part',
    style: whole,
    legend: legend(shown, whole, name),
    panels,
    columns,
    panelWidth,
    panelHeight,
  });
}

/** Only what the figure shows. */
function legend(series: readonly EpsilonSeries[], style: Style, name: string): LegendEntry[] {
  const entries: LegendEntry[] = [];
  const add = (ones: readonly Drawn[], symbol: 'disc' | 'square', colour: string, name: string): void => {
    const has = (kind: Drawn['kind']): boolean => ones.some((one) => one.kind === kind);
    if (has('value')) entries.push({ symbol, colour, text: name });
    if (has('upper bound')) entries.push({ symbol: 'bound', colour, text: `${name}: upper bound` });
    if (has('open')) entries.push({ symbol: openSymbol(symbol), colour, text: `${name}: open` });
  };
  add(series.flatMap(best), 'disc', style.colours.best, name);
  add(series.flatMap(textbook), 'square', style.colours.textbook, 'textbook');
  return entries;
}

function table(series: readonly EpsilonSeries[]): Table {
  const symbol = kappaSymbol(series.flatMap(({ points }) => points));
  const rows = series.flatMap((one) =>
    one.points.flatMap((point) =>
      (
        [
          ['best', point.kappa],
          ['textbook', point.textbook],
        ] as const
      ).flatMap(([estimator, kappa]): Cell[][] =>
        kappa
          ? [
              [
                point.epsilon,
                point.noise,
                point.temperature,
                estimator,
                kappa.kind,
                kappa.standard,
                kappa.error,
                kappa.paper,
                kappa.time,
              ],
            ]
          : [],
      ),
    ),
  );
  return {
    name: 'conductivity',
    columns: [
      { name: 'epsilon', meaning: 'ε', kind: 'number' },
      { name: 'noise', meaning: "ε', flip rate", kind: 'number' },
      { name: 'temperature', meaning: 'T', kind: 'number' },
      { name: 'estimator', meaning: 'best or textbook', kind: 'text' },
      { name: 'kind', meaning: kappaKinds, kind: 'text' },
      { name: 'kappa_standard', meaning: `${symbol}, standard convention`, kind: 'number' },
      { name: 'error', meaning: 'one standard error of kappa_standard', kind: 'number' },
      { name: 'kappa_paper', meaning: `${symbol}, paper convention`, kind: 'number' },
      { name: 'time', meaning: 'time scale at which it was read', kind: 'number' },
    ],
    rows,
  };
}
