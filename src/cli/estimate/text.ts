import { conciseAscii, short } from '../../data/digits.js';
import { printable } from '../../data/printable.js';
import type { Kappa } from '../../estimate/kappa.js';
import type { SeriesEstimate } from '../../estimate/own-series.js';
import { numberText } from '../../result/quantity.js';
import { tableLines } from '../text/columns.js';
import { wrappedText } from '../text/terminal.js';

interface About {
  readonly file: string;
  readonly kind: 'currents' | 'transfers';
  readonly interval: number;
  readonly temperature: number;
  readonly sites: number;
}

/** An estimate as a table: both estimators in both conventions, then the curves κ(t). */
export function estimateText(found: SeriesEstimate, about: About, width: number): string {
  const { kappa, textbook, curve, replicas, warnings, advice } = found;
  const both = [
    { name: 'best', kappa },
    ...(textbook === null ? [] : [{ name: 'textbook', kappa: textbook }]),
  ];
  const said = (one: Kappa, factor: 1 | 2): string =>
    numberText({ ...one, value: factor * one.standard, error: factor * one.error });
  const cell = (value: number | null, error: number | null): string =>
    value === null || error === null ? '–' : conciseAscii(value, error);
  const what = about.kind === 'currents' ? 'total current' : 'transfers of bonds';
  const count = `${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`;
  const lines = [
    wrappedText(`${printable(about.file)}: ${what}, ${count}`, width),
    wrappedText(
      `T = ${short(about.temperature)}, N (or volume) = ${short(about.sites)}, sampling interval ${short(about.interval)}`,
      width,
    ),
    '',
    ...tableLines([
      { title: 'estimator', cells: both.map(({ name }) => name), words: true },
      { title: 'κ paper', cells: both.map((one) => said(one.kappa, 2)) },
      { title: 'κ standard', cells: both.map((one) => said(one.kappa, 1)) },
      { title: 'time', cells: both.map((one) => short(one.kappa.time, 3)) },
    ]),
    '',
    ...tableLines([
      { title: 'time', cells: curve.map(({ time }) => short(time, 4)) },
      { title: 'κ(t) best', cells: curve.map(({ best, bestError }) => cell(best, bestError)) },
      { title: 'κ(t) textbook', cells: curve.map((at) => cell(at.textbook, at.textbookError)) },
    ]),
    '',
    wrappedText(
      '(n): one standard error in the last digits; ≤: an upper bound, not a value; ~: open, neither. paper: equation (3) of the paper; standard: half of it, which κ(t) is too.',
      width,
    ),
    ...[...warnings, ...advice].map((text) => wrappedText(`! ${text}`, width, '  ')),
  ];
  return `${lines.join('\n')}\n`;
}
