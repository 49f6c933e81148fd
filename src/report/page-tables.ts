import { kappaSymbol } from '../study/quantity.js';
import type { Diffusion, Kappa, PointResult, StudyResult } from '../study/result.js';
import { escaped, htmlTable, type HtmlCell } from './html.js';
import { measured, plain } from './numbers.js';
import { LIMITS } from './warnings.js';

const NONE = '–';

/** The columns that tell points apart: ε always, T and ε' where the study has several. */
function names(result: StudyResult): { head: string[]; cells: (point: PointResult) => string[] } {
  const several = (of: (point: PointResult) => number): boolean => new Set(result.points.map(of)).size > 1;
  const temperature = several((point) => point.temperature);
  const noise = result.points.some((point) => point.noise !== 0);
  return {
    head: ['ε', ...(temperature ? ['T'] : []), ...(noise ? ["ε'"] : [])],
    cells: (point) => [
      plain(point.epsilon),
      ...(temperature ? [plain(point.temperature)] : []),
      ...(noise ? [plain(point.noise)] : []),
    ],
  };
}

/** κ of every point: best in both conventions with its kind in words, the textbook estimate beside it. */
export function kappaTable(result: StudyResult): string {
  if (result.points.length === 0) return '';
  const by = names(result);
  const symbol = kappaSymbol(result.points);
  const spread = result.points.some(({ diffusion }) => diffusion);
  const rows = result.points.map((point): HtmlCell[] => [
    ...by.cells(point),
    ...kappaCells(point.kappa),
    ...kappaCells(point.textbook).slice(1),
    point.slope ? measured(point.slope.value, point.slope.error) : NONE,
    ...(spread ? [diffusionCell(point.diffusion ?? null)] : []),
  ]);
  const head = [
    ...by.head,
    `${symbol} paper`,
    `${symbol} standard`,
    'kind',
    `textbook ${symbol} standard`,
    'textbook kind',
    'd ln κ / d ln ε',
    ...(spread ? ['D = κ standard T²/χ'] : []),
  ];
  return htmlTable(head, rows, 'Conductivity');
}

function diffusionCell(diffusion: Diffusion | null): HtmlCell {
  if (diffusion === null) return NONE;
  const { kind, value, error } = diffusion;
  return kind === 'upper bound' ? `≤ ${plain(value)}` : measured(value, error);
}

/** Paper, standard, kind. */
function kappaCells(kappa: Kappa | null): HtmlCell[] {
  if (!kappa) return [NONE, NONE, 'not done yet'];
  const bound = kappa.kind === 'upper bound';
  // The bound's own error stays in the CSV: `≤ 3.1(2)` invites to be read as a value.
  const shown = bound
    ? [`≤ ${plain(kappa.paper)}`, `≤ ${plain(kappa.standard)}`]
    : [measured(kappa.paper, 2 * kappa.error), measured(kappa.standard, kappa.error)];
  return [...shown, bound ? { html: '<span class="bound">upper bound</span>' } : 'value'];
}

/** κ of every realisation, with the error over disorder samples. */
export function realisationTable(result: StudyResult): string {
  const done = result.points.filter((point) => point.realisations.length > 0);
  if (done.length === 0) return '';
  const by = names(result);
  const rows = done.map((point): HtmlCell[] => [
    ...by.cells(point),
    point.kappa?.disorderError != null ? plain(point.kappa.disorderError, 2) : NONE,
    point.kappa ? `${String(point.kappa.halfReplicas)} of ${String(point.replicas.done)}` : NONE,
    {
      html: `<span class="words">${escaped(
        point.realisations
          .map((one) =>
            one.kind === 'value' ? measured(one.standard, one.error) : `≤ ${plain(one.standard)}`,
          )
          .join(' · '),
      )}</span>`,
    },
  ]);
  return htmlTable(
    [
      ...by.head,
      'error over disorder',
      'replicas carrying half',
      `${kappaSymbol(result.points)} standard of each realisation`,
    ],
    rows,
    'Realisations',
  );
}

/** Sampling diagnostics; what lies beyond the limits of trust stands out. */
export function diagnosticsTable(result: StudyResult): string {
  if (result.points.length === 0) return '';
  const by = names(result);
  const judged = (text: string, bad: boolean): HtmlCell =>
    bad ? { html: `<span class="bad">${text} ⚠</span>` } : text;
  const integration = (point: PointResult): HtmlCell[] => [
    point.energyError === null
      ? NONE
      : judged(plain(point.energyError, 2), point.energyError > LIMITS.energyError),
    plain(point.step),
    `${String(point.replicas.done)} of ${String(point.replicas.total)}`,
  ];
  const rows = result.points.map((point): HtmlCell[] => {
    const d = point.diagnostics;
    if (d?.exact)
      return [...by.cells(point), 'exact', 'exact', String(d.effectiveSize), 'exact', ...integration(point)];
    return [
      ...by.cells(point),
      d ? judged(plain(d.acceptance), d.acceptance < LIMITS.acceptance) : NONE,
      d ? plain(d.autocorrelation) : NONE,
      d ? judged(plain(d.effectiveSize), d.effectiveSize < LIMITS.effectiveSize) : NONE,
      d ? judged(plain(d.splitRhat, 4), d.splitRhat > LIMITS.splitRhat) : NONE,
      ...integration(point),
    ];
  });
  const head = [
    ...by.head,
    'acceptance',
    'autocorrelation (trajectories)',
    'effective size',
    'split R-hat',
    'energy error',
    'step',
    'replicas',
  ];
  return htmlTable(head, rows, 'Diagnostics');
}
