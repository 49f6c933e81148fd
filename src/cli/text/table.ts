import { conciseAscii, short } from '../../data/digits.js';
import { numberText } from '../../result/quantity.js';
import type { Kappa, PointResult, StudyResult } from '../../result/result.js';
import type { Diffusion } from '../../models/remarks.js';
import type { TextColumn } from '../../data/text-column.js';
import { tableLines, totalWidth } from './columns.js';
import { wrappedText } from './terminal.js';
import { remarks } from '../../result/study-result.js';

interface RankedColumn extends TextColumn {
  /** Columns with a high number are left out first where the table is too wide. */
  readonly rank: number;
}

/** What a study still lacks. */
export interface Undone {
  /** The units that failed, and whether the physics did. */
  readonly failures: readonly { readonly physics?: boolean }[];
  /** How many units were not tried, or not to their end. */
  readonly waiting: number;
}

/**
 * The results of a study as a table, one line for each point. What is the same for all points stands above it; columns that
 * do not fit are left out, and named below it.
 *
 * @param width the longest line
 * @param undone the units without a result
 */
export function resultTable(result: StudyResult, width: number, undone: Undone): string {
  const { points } = result;
  const title = typeof result.study['title'] === 'string' ? result.study['title'] : 'A study';
  const noted = [
    bathsText(result) ?? common('T', points, 'temperature'),
    common("ε'", points, 'noise'),
    common('N', points, 'size'),
  ];
  const head = [...noted.filter((text) => text !== null), common('d', points, 'dimension') ?? ''].join(', ');
  const columns = columnsOf(points);
  const { kept, dropped } = fitting(columns, width);
  const lines = [
    wrappedText(`${title} (${result.id})`, width),
    wrappedText(head, width),
    '',
    ...tableLines(kept),
  ];
  const legend = [
    `κ in units of the model; (n): one standard error in the last digits; ≤: an upper bound, not a value${signs(points)}.`,
    'paper: equation (3) of the paper; standard: half of it.',
  ];
  if (points.some(({ quantity }) => quantity === 'kappa/beta^2'))
    legend.push('At T = ∞, where β = 0, it is κ/β² that stands under κ.');
  if (points.some(({ diffusion }) => diffusion))
    legend.push('D = κ_standard T²/χ, χ = Var(H)/N: the diffusion constant of energy.');
  if (dropped.length > 0)
    legend.push(`Left out for lack of space: ${dropped.join(', ')}; show --json has them.`);
  if (!result.complete) legend.push(incomplete(undone));
  lines.push(
    '',
    ...legend.map((text) => wrappedText(text, width)),
    ...remarks(points).map((text) => wrappedText(`! ${text}`, width, '  ')),
  );
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** The signs that only some tables have. */
function signs(points: readonly PointResult[]): string {
  const open = points.some(({ kappa, textbook }) => [kappa?.kind, textbook?.kind].includes('open'));
  const lower = points.some(({ slope }) => slope?.kind === 'lower bound');
  return `${open ? '; ~: open, neither value nor bound' : ''}${lower ? '; ≥: a lower bound of the slope, from a value and an upper bound' : ''}`;
}

/** Why a study is not complete, and what helps. */
function incomplete({ failures, waiting }: Undone): string {
  if (failures.length === 0) return 'Not complete: run the study again to finish it.';
  const some = (count: number): string => `${String(count)} ${count === 1 ? 'unit' : 'units'}`;
  const rest = waiting === 0 ? '' : ` ${some(waiting)} can still be done: run the study again.`;
  // The physics has the same numbers each time; a thread that died, of want of memory or the like, may fare better.
  const vain = failures.filter(({ physics }) => physics === true).length;
  const tried = `; the next run tries ${failures.length === 1 ? 'it' : 'them'} again`;
  const again = ' in the study as it is';
  const next =
    vain === 0
      ? tried
      : vain === failures.length
        ? `, and must fail again${again}`
        : `${tried}, but ${String(vain)} must fail again${again}`;
  return (
    `Not complete: ${some(failures.length)} failed${next}. ` +
    `The messages above and units/*.failed.json in the run directory say why.${rest}`
  );
}

/** The baths of a steady state. */
function bathsText({ study }: StudyResult): string | null {
  const baths = study['baths'] as
    { readonly left: number; readonly right: number; readonly friction: number } | undefined;
  if (!baths) return null;
  return `baths at T = ${short(baths.left)} and ${short(baths.right)} of friction ${short(baths.friction)}`;
}

function columnsOf(points: readonly PointResult[]): RankedColumn[] {
  const column = (title: string, rank: number, cell: (point: PointResult) => string): RankedColumn => ({
    title,
    rank,
    cells: points.map(cell),
  });
  const varies = (key: 'temperature' | 'noise'): boolean => common('', points, key) === null;
  const symbol =
    points.length > 0 && points.every(({ quantity }) => quantity === 'kappa/beta^2') ? 'κ/β²' : 'κ';
  return [
    column('ε', 0, (point) => short(point.epsilon)),
    ...(varies('noise') ? [column("ε'", 1, (point) => short(point.noise))] : []),
    ...(varies('temperature') ? [column('T', 1, (point) => temperatureName(point.temperature))] : []),
    ...(points.some(({ flow }) => flow)
      ? [column('J', 1, ({ flow }) => (flow ? conciseAscii(flow.value, flow.error) : '–'))]
      : []),
    column(`${symbol} paper`, 2, ({ kappa }) => kappaText(kappa, 2)),
    column(`${symbol} standard`, 1, ({ kappa }) => kappaText(kappa, 1)),
    ...(points.some(({ flow }) => flow)
      ? []
      : [column('textbook standard', 3, ({ textbook }) => kappaText(textbook, 1))]),
    ...(points.some(({ diffusion }) => diffusion)
      ? [column('D', 2, ({ diffusion }) => diffusionText(diffusion ?? null))]
      : []),
    column('slope', 3, ({ slope }) => (slope === null ? '–' : numberText(slope))),
    column('time', 4, ({ kappa }) => (kappa === null ? '–' : short(kappa.time, 3))),
    ...(points.every(({ replicas }) => replicas.done === replicas.total)
      ? []
      : [column('replicas', 2, ({ replicas }) => `${String(replicas.done)}/${String(replicas.total)}`)]),
  ];
}

/** `T = 1` where all points share it, else null. */
function common(name: string, points: readonly PointResult[], key: keyof PointResult): string | null {
  const first = points[0]?.[key];
  const shown = key === 'temperature' ? temperatureName : short;
  return points.every((point) => point[key] === first) ? `${name} = ${shown(Number(first ?? NaN))}` : null;
}

function fitting(
  columns: readonly RankedColumn[],
  width: number,
): { kept: RankedColumn[]; dropped: string[] } {
  let kept = [...columns];
  const dropped: string[] = [];
  while (kept.length > 2 && totalWidth(kept) > width) {
    const worst = kept.reduce((a, b) => (b.rank >= a.rank ? b : a));
    kept = kept.filter((column) => column !== worst);
    dropped.unshift(worst.title);
  }
  return { kept, dropped };
}

function diffusionText(diffusion: Diffusion | null): string {
  return diffusion === null ? '–' : numberText(diffusion);
}

/** κ in one convention: the standard one times 1, or the paper's, twice as large. */
function kappaText(kappa: Kappa | null, factor: 1 | 2): string {
  if (kappa === null) return '–';
  const value = factor === 1 ? kappa.standard : kappa.paper;
  return numberText({ ...kappa, value, error: kappa.error * factor });
}

/** T as tables and lines show it: `∞` where it is infinite. */
export function temperatureName(temperature: number): string {
  return temperature === Infinity ? '∞' : short(temperature);
}
