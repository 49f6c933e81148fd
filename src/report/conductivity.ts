import { kappaSymbol } from '../study/quantity.js';
import type { Kappa, PointResult, StudyResult } from '../study/result.js';
import type { Cell, Table } from '../store/table.js';
import { log10, logAxis } from './axis.js';
import type { DrawingDocument } from './canvas.js';
import type { Figure } from './figure.js';
import { estimates, extent, guideNames, guides, type Drawn } from './marks.js';
import { innerSize, panel } from './panel.js';
import { noiseInWords, seriesOf, type Series } from './series.js';
import { sheet, type LegendEntry } from './sheet.js';
import { isSteady } from './steady.js';
import { smaller, type Style } from './style.js';

/** κ(ε), log–log: the best estimator and the textbook one side by side, one panel for each series. */
export function conductivityFigure(result: StudyResult): Figure {
  const series = seriesOf(result);
  return {
    name: 'conductivity',
    title: 'Thermal conductivity κ(ε)',
    caption:
      `${isSteady(result) ? 'κ_N = J(N−1)/ΔT of the steady state between two baths' : `${kappaSymbol(result.points)} in the standard convention`} against ε, ${noiseInWords(result)}. Bars: one standard error. ` +
      `Arrows: upper bounds, where ${isSteady(result) ? 'fewer than five replicas do not show whether the flow is steady' : 'an estimator reached no plateau'}. Dashed: powers of ε through the point of the largest ε.`,
    table: table(series),
    column: true,
    empty: result.points.some((point) => point.kappa ?? point.textbook) ? null : 'No point has a result yet.',
    svg: (document, style) =>
      drawn(document, style, series, isSteady(result) ? 'steady state' : 'best estimator'),
  };
}

function estimate(point: PointResult, kappa: Kappa | null): Drawn[] {
  if (!kappa || !(point.epsilon > 0)) return [];
  return [
    { x: point.epsilon, value: kappa.standard, error: kappa.error, bound: kappa.kind === 'upper bound' },
  ];
}

const SLOPES = [2, 4, 6];

const best = (series: Series): Drawn[] => series.points.flatMap((point) => estimate(point, point.kappa));
const textbook = (series: Series): Drawn[] =>
  series.points.flatMap((point) => estimate(point, point.textbook));

const valuesOf = (ones: readonly Drawn[]): Drawn[] => ones.filter((one) => !one.bound);
const boundsOf = (ones: readonly Drawn[]): Drawn[] => ones.filter((one) => one.bound);

function drawn(document: DrawingDocument, whole: Style, series: readonly Series[], name: string): string {
  const shown = series.length > 0 ? series : [{ label: '', slug: '', points: [] }];
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
  const y = logAxis(extent(all), inner.height);
  const floor = y.domain[0];
  const decade = {
    x: inner.width / (log10(x.domain[1]) - log10(x.domain[0])),
    y: inner.height / (log10(y.domain[1]) - log10(y.domain[0])),
  };
  const panels = shown.map((one, i) => {
    const [bestOnes, textbookOnes] = [best(one), textbook(one)];
    const first = [...bestOnes, ...textbookOnes].find((at) => at.value > 0);
    const anchor = first && { x: first.x, y: first.value };
    // Through a single point a power law says nothing.
    const several = new Set([...bestOnes, ...textbookOnes].map((at) => at.x)).size > 1;
    const empty = bestOnes.length + textbookOnes.length === 0 ? { empty: 'no point has a result yet' } : {};
    return panel(document, {
      width: panelWidth,
      height: panelHeight,
      title: one.label,
      style,
      x: { ...x, type: 'log', label: 'ε' },
      y: { ...y, type: 'log', label: i % columns === 0 ? `${symbol} (standard convention)` : '' },
      marks: [
        ...(anchor && several ? guides(x, y, anchor, SLOPES, style) : []),
        ...estimates(valuesOf(textbookOnes), floor, {
          colour: style.colours.textbook,
          shape: 'square',
          style,
        }),
        ...estimates(bestOnes, floor, { colour: style.colours.best, shape: 'disc', style }),
        // On top, so that no disc hides an arrow and makes a bound look like an error bar.
        ...estimates(boundsOf(textbookOnes), floor, {
          colour: style.colours.textbook,
          shape: 'square',
          style,
        }),
        ...(anchor && several
          ? guideNames(x, y, anchor, SLOPES, { drawn: [...bestOnes, ...textbookOnes], decade }, style)
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
function legend(series: readonly Series[], style: Style, name: string): LegendEntry[] {
  const entries: LegendEntry[] = [];
  const add = (ones: readonly Drawn[], symbol: 'disc' | 'square', colour: string, name: string): void => {
    if (ones.some((one) => !one.bound)) entries.push({ symbol, colour, text: name });
    if (ones.some((one) => one.bound))
      entries.push({ symbol: 'bound', colour, text: `${name}: upper bound` });
  };
  add(series.flatMap(best), 'disc', style.colours.best, name);
  add(series.flatMap(textbook), 'square', style.colours.textbook, 'textbook');
  return entries;
}

function table(series: readonly Series[]): Table {
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
      { name: 'kind', meaning: 'value or upper bound', kind: 'text' },
      { name: 'kappa_standard', meaning: `${symbol}, standard convention`, kind: 'number' },
      { name: 'error', meaning: 'one standard error of kappa_standard', kind: 'number' },
      { name: 'kappa_paper', meaning: `${symbol}, paper convention`, kind: 'number' },
      { name: 'time', meaning: 'time scale at which it was read', kind: 'number' },
    ],
    rows,
  };
}
