import type { Cell } from '../data/table.js';
import { logAxis } from './drawing/axis.js';
import type { DrawingDocument } from './drawing/canvas.js';
import { estimates, axisExtent, type Drawn } from './drawing/marks.js';
import { innerSize, panel } from './drawing/panel.js';
import type { EpsilonSeries } from './series.js';
import { sheet, type LegendEntry } from './drawing/sheet.js';
import type { Style } from './drawing/style.js';

/** The estimates of one series by its label. */
export interface Together {
  readonly label: string;
  readonly points: readonly Drawn[];
}

export function together(
  series: readonly EpsilonSeries[],
  estimatesOf: (series: EpsilonSeries) => Drawn[],
): Together[] {
  return series.map((one) => ({ label: one.label, points: estimatesOf(one) }));
}

/** One row for every estimate: label, ε, kind, value, error. */
export function togetherRows(all: readonly Together[]): Cell[][] {
  return all.flatMap(({ label, points }) =>
    points.map(({ x, value, error, kind }): Cell[] => [label, x, kind, value, error]),
  );
}

/** A quantity against ε, log–log, all series in one panel; a legend names them where there are several. */
export function togetherDrawing(
  document: DrawingDocument,
  style: Style,
  all: readonly Together[],
  { title, label }: { readonly title: string; readonly label: string },
): string {
  const shown = all.flatMap(({ points }) => points);
  const width = style.width;
  const height = width * 0.68;
  const inner = innerSize(width, height, style, false);
  const x = logAxis(
    shown.map((one) => one.x),
    inner.width,
    0.08,
  );
  const y = logAxis(axisExtent(shown), inner.height);
  const several = all.length > 1;
  const colour = (i: number): string =>
    several ? (style.colours.series[i % style.colours.series.length] as string) : style.colours.best;
  const legend: LegendEntry[] = several
    ? all.map((one, i) => ({ symbol: 'disc', colour: colour(i), text: one.label }))
    : [];
  const has = (kind: Drawn['kind']): boolean => shown.some((one) => one.kind === kind);
  if (has('upper bound')) legend.push({ symbol: 'bound', colour: style.colours.ink, text: 'upper bound' });
  if (has('open')) legend.push({ symbol: 'open disc', colour: style.colours.ink, text: 'open' });
  const one = panel(document, {
    width,
    height,
    title: '',
    style,
    x: { ...x, type: 'log', label: 'ε' },
    y: { ...y, type: 'log', label },
    marks: all.flatMap(({ points }, i) =>
      estimates(points, y.domain[0], { colour: colour(i), shape: 'disc', style }),
    ),
    ...(shown.length === 0 ? { empty: 'no point has a result yet' } : {}),
  });
  return sheet(document, {
    title,
    style,
    legend,
    panels: [one],
    columns: 1,
    panelWidth: width,
    panelHeight: height,
  });
}
