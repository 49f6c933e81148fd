import { stringify } from 'yaml';
import type { Json } from '../../data/frame.js';
import type { GreenKubo } from '../../estimate/green-kubo.js';
import type { Kappa, PointResult, StudyResult } from '../../result/result.js';
import { diagnosticsTable, kappaTable, realisationTable } from './tables.js';
import { code, escaped, facts, fold, htmlDocument, bulletList, paragraph, section } from './html.js';
import type { Session } from '../../data/session.js';
import { opening } from './opening.js';
import { sessionsHtml } from './sessions.js';
import { figureHtml, type PageFigure } from './figure.js';
import { plain } from '../../result/numbers.js';
import { combinationInWords, errorsInWords, estimatorsInWords, progressInWords } from './words.js';
import { steadyTable } from './steady-table.js';
import { isSteady } from '../../result/steady-tables.js';
import { warningsOf } from '../../result/warnings.js';

/** One hypothesis of the paper, and whether this study's model satisfies it. */
export interface HypothesisEntry {
  readonly statement: string;
  /** null where the program cannot tell. */
  readonly holds: boolean | null;
  readonly detail: string;
}

/** What a report says beside the results. */
export interface ReportExtras {
  /** The study file as it was written; without it the study with its defaults filled in is shown. */
  readonly studyText?: string;
  readonly hypotheses?: readonly HypothesisEntry[];
  /** The command that makes this study's results again. */
  readonly command?: string;
  /** How to cite the program, as text. */
  readonly citation?: string;
  /** Who computed it, when and how long: the only thing on the page that the study does not determine. */
  readonly sessions?: readonly Session[];
  /** Spectrum and running integral of the recorded current, of every point. */
  readonly currents?: readonly (GreenKubo | null)[];
}

const PAPER =
  'F. Huveneers, Drastic fall-off of the thermal conductivity for disordered lattices in the limit of weak anharmonic interactions, arXiv:1203.3587.';

/** The report as one HTML file that needs no other file, no network and no script. */
export function page(result: StudyResult, figures: readonly PageFigure[], extras: ReportExtras): string {
  return htmlDocument(titleOf(result), reportSections(result, figures, extras));
}

const titleOf = (result: StudyResult): string =>
  text(result.study['title']) ?? 'A study of the thermal conductivity';

/** The report as HTML, section by section, always as many; empty where there is nothing to say. */
export function reportSections(
  result: StudyResult,
  figures: readonly PageFigure[],
  extras: ReportExtras,
): string[] {
  const shown = (prefix: string): string[] =>
    figures.filter((one) => one.name.startsWith(prefix)).map(figureHtml);
  const curves = shown('curves');
  return [
    `<header>
<h1>${escaped(titleOf(result))}</h1>
<p class="subtitle">Thermal conductivity κ(ε) · study <code>${escaped(result.id)}</code></p>
<p><span class="state">${escaped(progressInWords(result))}</span></p>
</header>`,
    `<section id="found">\n${opening(result)}\n</section>`,
    warnings(result),
    section('conductivity', 'Conductivity', [
      ...shown('conductivity'),
      ...shown('diffusion'),
      kappaTable(result),
      '<p class="note">paper: equation (3) of the paper; standard: half of it. The number in parentheses is one standard error in units of the last digit. ' +
        `${others(result)}</p>`,
    ]),
    section('steady', 'Between the baths', [...shown('profile'), ...shown('flow'), steadyTable(result)]),
    section('slope', 'Local slope', shown('slope')),
    section('curves', 'Estimates against time scale', [
      // A study of many points keeps its page short: the curves open on demand.
      result.points.length > 12
        ? fold(`κ(t) of ${String(result.points.length)} points`, curves.join('\n'))
        : curves.join('\n'),
    ]),
    section('current', 'The current itself', [...shown('spectrum'), ...shown('integral')]),
    section('errors', 'Error bars and realisations', [
      ...errorsInWords(result).map(paragraph),
      paragraph(combinationInWords(result)),
      realisationTable(result),
    ]),
    section('estimators', 'Estimators', estimatorsInWords(result).map(paragraph)),
    section('diagnostics', 'Sampling and integration', [...shown('diagnostics'), diagnosticsTable(result)]),
    section('hypotheses', 'Hypotheses of the paper', [hypotheses(extras.hypotheses ?? [])]),
    section('study', 'The study', [
      code(extras.studyText ?? stringify(result.study), 'Study file'),
      extras.studyText === undefined
        ? ''
        : fold('with defaults filled in', code(stringify(result.study), 'Study with defaults')),
    ]),
    section('provenance', 'Provenance', [provenance(result)]),
    section('reproduce', 'To reproduce', [
      paragraph(
        'The same study gives the same digits on any machine, with any number of workers, interrupted or not.',
      ),
      code(extras.command ?? 'npx falloff run study.yaml', 'Command'),
      files(figures),
    ]),
    section('cite', 'To cite', [paragraph(extras.citation ?? citation(result)), paragraph(PAPER)]),
    section('machine', 'Computed', [sessionsHtml(extras.sessions ?? [])]),
  ];
}

/** The signs that only some tables have. */
function others(result: StudyResult): string {
  const { points } = result;
  const has = (kind: Kappa['kind']): boolean =>
    points.some(({ kappa, textbook }) => kappa?.kind === kind || textbook?.kind === kind);
  const why = isSteady(result)
    ? 'fewer than five replicas cannot show whether the flow is steady'
    : 'the estimator reached no plateau';
  return [
    ...(has('upper bound') ? [` ≤: an upper bound, not a value: ${why}.`] : []),
    ...(has('open') ? [' ~: open, neither value nor bound.'] : []),
    ...(points.some(({ slope }) => slope?.kind === 'lower bound')
      ? [' ≥: a lower bound of the slope, from an upper bound of κ and the nearest value at a larger ε.']
      : []),
  ].join('');
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function files(figures: readonly PageFigure[]): string {
  const names = figures.flatMap((one) => one.files);
  if (names.length === 0) return '';
  return `<p class="note">Figures and the numbers drawn in them, beside this page: ${names
    .map((name) => `<code>${escaped(name)}</code>`)
    .join(', ')}.</p>`;
}

/** What the points of one study are called. */
function namesOf(result: StudyResult): (point: PointResult) => string {
  const several = (of: (one: PointResult) => number): boolean => new Set(result.points.map(of)).size > 1;
  const temperature = several((one) => one.temperature);
  const noise = several((one) => one.noise);
  return (point) => {
    const names = [`ε = ${plain(point.epsilon)}`];
    if (temperature) names.push(`T = ${plain(point.temperature)}`);
    if (noise) names.push(`ε' = ${plain(point.noise)}`);
    return names.join(', ');
  };
}

function warnings(result: StudyResult): string {
  const found = warningsOf(result);
  if (found.length === 0) return '';
  // One line for each text, naming all its points: twenty points with one cause are one doubt.
  const byText = new Map<string, string[]>();
  const nameOf = namesOf(result);
  for (const { point, text: words } of found) {
    const names = byText.get(words);
    if (names) names.push(nameOf(point));
    else byText.set(words, [nameOf(point)]);
  }
  const items = [...byText].map(([words, names]) => ({
    html: `<strong>${escaped(names.length > 6 ? `${names.slice(0, 6).join('; ')}; … ${String(names.length)} points` : names.join('; '))}</strong>: ${escaped(words)}`,
  }));
  return `<aside class="warnings" aria-label="Warnings"><h2>Warnings</h2>${bulletList(items)}</aside>`;
}

function hypotheses(all: readonly HypothesisEntry[]): string {
  return all.length === 0
    ? ''
    : bulletList(
        all.map(({ statement, holds, detail }) => {
          const verdict = holds === null ? 'undecided' : holds ? 'holds' : 'fails';
          const look = holds === true ? '' : ' class="bad"';
          return {
            html: `${escaped(statement)}: <strong${look}>${verdict}</strong>${detail === '' ? '' : `. ${escaped(detail)}`}`,
          };
        }),
      );
}

function provenance(result: StudyResult): string {
  const pairs: [string, string][] = [['study id', result.id]];
  const add = (name: string, value: Json | undefined): void => {
    if (value !== undefined && value !== null)
      pairs.push([name, typeof value === 'object' ? JSON.stringify(value) : String(value)]);
  };
  add('seed', result.study['seed']);
  const distinct = (of: (point: PointResult) => string): string =>
    [...new Set(result.points.map(of))].join(', ');
  if (result.points.length > 0) {
    add(
      'scheme',
      distinct((point) => point.scheme),
    );
    add(
      'time step',
      distinct((point) => plain(point.step)),
    );
    add(
      'steps between samples',
      distinct((point) => String(point.sampling)),
    );
  }
  for (const [name, value] of Object.entries(result.provenance)) add(name, value);
  return facts(pairs);
}

function citation(result: StudyResult): string {
  const program = text(result.provenance['program']) ?? 'falloff';
  return `${program}: thermal conductivity of disordered, weakly anharmonic lattices; study ${result.id}.`;
}
