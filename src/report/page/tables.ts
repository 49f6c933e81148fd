import { kappaSymbol } from '../../result/quantity.js';
import type { Kappa, PointResult, StudyResult } from '../../result/result.js';
import { escaped, htmlTable, type HtmlCell } from './html.js';
import { plain, said } from '../../result/numbers.js';
import { isSteady } from '../../result/steady-tables.js';
import { LIMITS } from '../../estimate/limits.js';

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

/** κ of every point: best in both conventions with its kind in words, the textbook estimate beside it where there is one. */
export function kappaTable(result: StudyResult): string {
  if (result.points.length === 0) return '';
  const by = names(result);
  const symbol = kappaSymbol(result.points);
  // Between baths there is no textbook estimate, done or not.
  const steady = isSteady(result);
  const spread = result.points.some(({ diffusion }) => diffusion);
  const rows = result.points.map((point): HtmlCell[] => [
    ...by.cells(point),
    ...kappaCells(point.kappa, missing(point)),
    ...(steady ? [] : [point.kappa ? plain(point.kappa.time) : NONE]),
    ...(steady ? [] : kappaCells(point.textbook, missing(point)).slice(1)),
    point.slope ? said(point.slope) : NONE,
    ...(spread ? [point.diffusion ? said(point.diffusion) : NONE] : []),
  ]);
  const head = [
    ...by.head,
    `${symbol} paper`,
    `${symbol} standard`,
    'kind',
    ...(steady ? [] : ['read at t']),
    ...(steady ? [] : [`textbook ${symbol} standard`, 'textbook kind']),
    'd ln κ / d ln ε',
    ...(spread ? ['D = κ standard T²/χ'] : []),
  ];
  return htmlTable(head, rows, 'Conductivity');
}

/** Why a point has no κ. */
function missing({ replicas }: PointResult): string {
  return replicas.done === 0 ? 'not done yet' : 'below the range of numbers';
}

/** Paper, standard, kind; `none` where there is no such estimate. */
function kappaCells(kappa: Kappa | null, none: string): HtmlCell[] {
  if (!kappa) return [NONE, NONE, none];
  const { kind, standard, paper, error } = kappa;
  return [
    said({ ...kappa, value: paper, error: 2 * error }),
    said({ ...kappa, value: standard }),
    kind === 'value' ? kind : { html: `<span class="bound">${kind}</span>` },
  ];
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
        point.realisations.map((one) => said({ ...one, value: one.standard })).join(' · '),
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
