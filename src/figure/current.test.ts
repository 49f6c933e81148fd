import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { csv } from '../data/table.js';
import type { GreenKubo } from '../estimate/green-kubo.js';
import { imaginedResult } from '../result/testing/study.js';
import type { DrawingDocument } from './drawing/canvas.js';
import { columnWidth, inlinedNarrow, pageWidth } from './drawing/style.js';
import { currentFigures, type CurrentPoint } from './current.js';
import type { Figure } from './figure.js';
import { figuresOf } from './figures.js';
import { studyCurrentFigures } from './study-current.js';

const { document } = parseHTML('<html></html>') as unknown as { document: DrawingDocument };
const result = imaginedResult({ epsilon: [0.3, 0.1], temperature: [1, 2] });

/** Lorentz's spectrum of ⟨J(0)J(t)⟩ = e^{−t} on a floor κ, and its integral. */
function current(kappa: number): GreenKubo {
  const octaves = Array.from({ length: 20 }, (_, i) => 2 ** (i / 2 - 8));
  return {
    spectrum: octaves.map((at) => ({ at, value: kappa + at ** 2 / (1 + at ** 2), error: 0.1 * kappa })),
    running: octaves.map((x) => ({ at: 8 / x, value: kappa + x / 2, error: 0.2 * kappa })).reverse(),
    replicas: 8,
  };
}
const point = (kappa: number, kind: 'value' | 'upper bound' = 'value'): CurrentPoint => ({
  title: '',
  current: current(kappa),
  kappa: { kind, standard: kappa, error: 0.1 * kappa, time: 64 },
  curve: [16, 32, 64].map((time) => {
    const value = kappa + 1 / time;
    return { time, textbook: value, textbookError: 0.1 * value, best: kappa, bestError: 0.1 * kappa };
  }),
  names: [],
});
const figures = (points: readonly CurrentPoint[]): [Figure, Figure] =>
  currentFigures({ suffix: '', label: '', symbol: 'κ', columns: [], points, source: 'Of a test.' }) as [
    Figure,
    Figure,
  ];
const drawn = (figure: Figure, style = pageWidth) =>
  parseHTML(`<html><body>${figure.svg(document, style)}</body></html>`).document;

test('the tables have the very numbers drawn', () => {
  const [spectrum, integral] = figures([point(0.01)]);
  expect(csv(spectrum.table).split('\n')[0]).toBe('frequency,spectrum,error');
  expect(csv(integral.table).split('\n')[0]).toBe('time,integral,error');
  expect(spectrum.table.rows).toEqual(
    current(0.01).spectrum.map(({ at, value, error }) => [at, value, error]),
  );
  expect(integral.table.rows).toHaveLength(20);
  expect([spectrum, integral].map(({ name, empty }) => [name, empty])).toEqual([
    ['spectrum', null],
    ['integral', null],
  ]);
});

test('every time scale of both estimators has its mark at ω = 2π/t, the reading its line, in every style', () => {
  const [spectrum] = figures([point(0.01)]);
  for (const style of [pageWidth, columnWidth, inlinedNarrow]) {
    const html = drawn(spectrum, style);
    const marks = (selector: string): number => html.querySelectorAll(`.panel ${selector}`).length;
    expect(marks(`g.dot[fill="${style.colours.best}"] > *`)).toBe(3);
    expect(marks(`g.dot[stroke="${style.colours.textbook}"][fill="${style.colours.paper}"] > *`)).toBe(3);
    expect(marks('g.area > path')).toBe(1);
    const dashed = [...html.querySelectorAll('.panel g[stroke-dasharray="5 3"] line')];
    expect(dashed).toHaveLength(1);
    // The third disc stands on the line of the reading, at the longest time and so at the far left.
    const x = (node: unknown): number =>
      Number((node as { getAttribute(name: string): string }).getAttribute('x1'));
    const discs = [...html.querySelectorAll(`.panel g.dot[fill="${style.colours.best}"] > *`)];
    const centres = discs.map((disc) =>
      Number(
        /translate\(([\d.]+)/u.exec(disc.getAttribute('transform') ?? '')?.[1] ?? disc.getAttribute('cx'),
      ),
    );
    expect(Math.abs(Math.min(...centres) - x(dashed[0]))).toBeLessThan(1);
    expect(html.querySelector('svg')?.outerHTML).not.toMatch(/NaN|undefined/u);
  }
});

test('the integral has a linear axis where κ is seen on it, a logarithmic one where κ is far below the highest value', () => {
  const zero = (kappa: number): number => {
    const [, integral] = figures([point(kappa)]);
    return [...drawn(integral).querySelectorAll('.panel text')].filter(
      ({ textContent }) => textContent === '0',
    ).length;
  };
  expect(zero(0.4)).toBe(1);
  expect(zero(0.001)).toBe(0);
});

test('a logarithmic integral has gaps at values that are not positive, and its band stays in the frame', () => {
  const one = point(0.001, 'upper bound');
  const running = current(0.001).running.map((band, i) => (i === 15 ? { ...band, value: -1e-3 } : band));
  const [, integral] = figures([{ ...one, current: { ...current(0.001), running } }]);
  const html = drawn(integral);
  const path = html.querySelector('.panel g.line path')?.getAttribute('d') ?? '';
  expect(path.match(/M/gu)).toHaveLength(2);
  expect(html.querySelectorAll('.panel g[stroke-dasharray="2 2"] line')).toHaveLength(1);
  expect(integral.table.rows[15]?.[1]).toBe(-1e-3);
});

test('a study has two figures for each series of points, beside its others; points without a series say so', () => {
  const currents = result.points.map((_, i) => (i === 0 ? null : current(0.01)));
  const all = studyCurrentFigures(result, currents);
  expect(all.map(({ name }) => name)).toEqual(['spectrum-T1', 'integral-T1', 'spectrum-T2', 'integral-T2']);
  expect(figuresOf(result).map(({ name }) => name)).not.toContain('spectrum-T1');
  expect(all[0]?.svg(document, pageWidth)).toContain('no series yet');
  expect(all[0]?.caption).toContain('where κ combines realisations in series');
  expect(all[2]?.table.rows[0]?.slice(0, 4)).toEqual([2, 0.3, 0, 2]);
  expect(
    studyCurrentFigures(
      result,
      result.points.map(() => null),
    ),
  ).toEqual([]);
});
