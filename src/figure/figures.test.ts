import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { csv } from '../data/table.js';
import type { PointResult, SamplingDiagnostics, StudyResult } from '../result/result.js';
import type { DrawingDocument, SvgNode } from './drawing/canvas.js';
import { conductivityFigure } from './conductivity.js';
import { curveFigures } from './curves.js';
import { diagnosticsFigure } from './diagnostics.js';
import type { Figure } from './figure.js';
import { figuresOf } from './figures.js';
import { overlayFigures } from './overlay.js';
import { slopeFigure } from './slope.js';
import { columnWidth, inlined, pageWidth, type Style } from './drawing/style.js';
import { imaginedResult } from '../result/testing/study.js';

const { document } = parseHTML('<html></html>') as unknown as { document: DrawingDocument };
const { best, textbook } = pageWidth.colours;

const five = imaginedResult({ epsilon: [0.3, 0.1, 0.05, 0.03, 0.01], boundsBelow: 0.02 });

interface Parsed extends SvgNode {
  querySelector(selector: string): Parsed | null;
}

function parsed(figure: Figure, style: Style = pageWidth): Parsed {
  const html = parseHTML(`<html><body>${figure.svg(document, style)}</body></html>`) as unknown as {
    document: Parsed;
  };
  return html.document.querySelector('svg') as Parsed;
}

function all(root: SvgNode, selector: string): SvgNode[] {
  return [...root.querySelectorAll(selector)];
}

/** Where a mark stands: its circle's centre or its translation. */
function position(node: SvgNode): [x: number, y: number] {
  const cx = node.getAttribute('cx');
  if (cx !== null) return [Number(cx), Number(node.getAttribute('cy'))];
  const [, x = '', y = ''] =
    /translate\(([-\d.e]+),\s*([-\d.e]+)\)/.exec(node.getAttribute('transform') ?? '') ?? [];
  return [Number(x), Number(y)];
}

const discs = (root: SvgNode): SvgNode[] => all(root, `.panel g.dot[fill="${best}"] > *`);
const rows = (figure: Figure): string[][] =>
  csv(figure.table)
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));

/** From the numbers on an axis: pixels as a function of log₁₀. */
function scale(root: SvgNode, axis: 'x' | 'y'): (value: number) => number {
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  const ticks = all(root, '.panel g.text text').flatMap((node): [number, number, number][] => {
    const [, sign, power] = /^10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(node.textContent ?? '') ?? [];
    if (power === undefined) return [];
    const exponent =
      Number(Array.from(power, (digit) => digits.indexOf(digit)).join('')) * (sign === '' ? 1 : -1);
    return [[exponent, ...position(node)]];
  });
  // The numbers of one axis share their other coordinate.
  const shared = axis === 'x' ? 2 : 1;
  const groups = new Map<number, [number, number, number][]>();
  for (const tick of ticks) groups.set(tick[shared], [...(groups.get(tick[shared]) ?? []), tick]);
  const line = [...groups.values()].find((group) => group.length > 1) as [number, number, number][];
  const [first, last] = [line[0], line[line.length - 1]] as [
    [number, number, number],
    [number, number, number],
  ];
  const at = axis === 'x' ? 1 : 2;
  return (value) =>
    first[at] + ((Math.log10(value) - first[0]) * (last[at] - first[at])) / (last[0] - first[0]);
}

test('every value is a disc at the very place that the numbers on the axes and the CSV say, to 0.02 px', () => {
  const figure = conductivityFigure(five);
  const root = parsed(figure);
  const values = rows(figure).filter((row) => row[3] === 'best' && row[4] === 'value');
  const marks = discs(root).map(position);
  expect(marks.length).toBe(4);
  const [x, y] = [scale(root, 'x'), scale(root, 'y')];
  const [first] = marks as [[number, number]];
  const [firstRow] = values as [string[]];
  // Text is set apart from its tick by a constant; differences are free of it.
  values.forEach((row, i) => {
    const mark = marks[i] as [number, number];
    expect(mark[0] - first[0]).toBeCloseTo(x(Number(row[0])) - x(Number(firstRow[0])), 1.4);
    expect(mark[1] - first[1]).toBeCloseTo(y(Number(row[5])) - y(Number(firstRow[5])), 1.4);
  });
});

test('the CSV holds the very numbers of the result', () => {
  const found = rows(conductivityFigure(five));
  const expected = [...five.points]
    .sort((a, b) => b.epsilon - a.epsilon)
    .flatMap((point) =>
      [point.kappa, point.textbook].map((kappa) => [
        point.epsilon,
        kappa?.standard,
        kappa?.error,
        kappa?.paper,
      ]),
    );
  expect(found.map((row) => [row[0], row[5], row[6], row[7]].map(Number))).toEqual(expected);
});

test('upper bounds are arrows below a cap, not discs, and the legend says so', () => {
  const root = parsed(conductivityFigure(five));
  const bounds = five.points.filter((point) => point.textbook?.kind === 'upper bound').length;
  expect(bounds).toBeGreaterThan(0);
  const arrows = (colour: string): SvgNode[] =>
    all(root, `.panel g.dot[stroke="${colour}"] path`).filter(
      (path) => (path.getAttribute('d') ?? '').split('M').length === 4,
    );
  expect(arrows(textbook).length).toBe(bounds);
  expect(arrows(best).length).toBe(1);
  const legend = all(root, '.legend text').map((node) => node.textContent);
  expect(legend).toEqual([
    'best estimator',
    'best estimator: upper bound',
    'textbook',
    'textbook: upper bound',
  ]);
});

/** The third point open, the last two bounds with a lower bound of the slope. */
function mixed(): StudyResult {
  return {
    ...five,
    points: five.points.map((point, i) => ({
      ...point,
      kappa: point.kappa && { ...point.kappa, kind: i === 2 ? 'open' : i < 2 ? 'value' : 'upper bound' },
      slope: i === 2 ? null : i < 2 ? point.slope : { kind: 'lower bound', value: 5.5, error: 0.1 },
    })),
  };
}

test('what is open is a hollow mark without arrow, named in the legend and the CSV', () => {
  const figure = conductivityFigure(mixed());
  const root = parsed(figure);
  expect(discs(root).length).toBe(2);
  const hollow = all(root, `.panel g.dot[stroke="${best}"][fill="${pageWidth.colours.paper}"] > *`);
  expect(hollow.length).toBe(1);
  expect(all(root, '.legend text').map((node) => node.textContent)).toContain('best estimator: open');
  expect(rows(figure).filter((row) => row[4] === 'open').length).toBe(1);
  expect(figure.caption).toContain('Hollow: open');
  expect(conductivityFigure(five).caption).not.toContain('Hollow');
});

test('a lower bound of the slope is an arrow upwards, and room is made for it', () => {
  const figure = slopeFigure(mixed());
  const root = parsed(figure);
  expect(discs(root).length).toBe(2);
  const arrows = all(root, `.panel g.dot[stroke="${best}"] path`).filter((path) =>
    /L0,-\d/u.test(path.getAttribute('d') ?? ''),
  );
  expect(arrows.length).toBe(2);
  expect(all(root, '.legend text').map((node) => node.textContent)).toEqual([
    'between values',
    'lower bound, from a value and an upper bound',
  ]);
  expect(figure.table.rows.map((row) => row[3])).toEqual(['value', 'value', 'lower bound', 'lower bound']);
});

test('powers of ε are drawn through a value, never through a bound', () => {
  const strongest = (kind: 'open' | 'upper bound', rest = kind): StudyResult => ({
    ...five,
    points: five.points.map((point, i) => ({
      ...point,
      kappa: point.kappa && { ...point.kappa, kind: i === 0 ? kind : i === 1 ? 'value' : rest },
      textbook: point.textbook && { ...point.textbook, kind: 'upper bound' },
    })),
  });
  for (const kind of ['open', 'upper bound'] as const) {
    const root = parsed(conductivityFigure(strongest(kind)));
    // The lines end at their anchor: the disc of the second point.
    const [disc] = discs(root).map(position) as [[number, number]];
    const ends = all(root, '.panel g.line[stroke-dasharray] path').map((path) =>
      (path.getAttribute('d') ?? '').split('L').at(-1)?.split(',').map(Number),
    );
    expect(ends.length).toBe(3);
    for (const [x, y] of ends as [number, number][]) {
      expect(x).toBeCloseTo(disc[0], 1);
      expect(y).toBeCloseTo(disc[1], 1);
    }
  }
  const bounds = imaginedResult({ epsilon: [0.3, 0.1], boundsBelow: 1 });
  const none = {
    ...bounds,
    points: bounds.points.map((point) => ({
      ...point,
      textbook: point.textbook && { ...point.textbook, kind: 'upper bound' as const },
    })),
  };
  expect(all(parsed(conductivityFigure(none)), '.panel g.line').length).toBe(0);
});

test('marks of the textbook and of the best estimator do not cover each other', () => {
  const same = {
    ...five,
    points: five.points.map((point) => ({
      ...point,
      textbook: point.kappa && { ...point.kappa, kind: 'value' as const },
    })),
  };
  for (const style of [pageWidth, columnWidth]) {
    const root = parsed(conductivityFigure(same), style);
    const squares = all(root, `.panel g.dot[stroke="${textbook}"] path`)
      .filter((path) => (path.getAttribute('d') ?? '').endsWith('Z'))
      .map(position);
    expect(squares.length).toBe(5);
    for (const [x, y] of discs(root).map(position)) {
      const near = Math.min(...squares.map((at) => Math.hypot(at[0] - x, at[1] - y)));
      expect(near).toBeGreaterThan(2 * style.radius);
    }
  }
});

test('curves: a circle where κ was read; a value’s line begins where its plateau does, a bound’s where it was read', () => {
  const [figure] = curveFigures(mixed()) as [Figure];
  const root = parsed(figure);
  const rings = all(root, `.panel g.dot[stroke="#000000"] > circle`);
  expect(rings.length).toBe(five.points.length);
  const panels = all(root, '.panel');
  const start = (panel: SvgNode): number => Number(all(panel, 'g.rule line').at(0)?.getAttribute('x1'));
  const read = (panel: SvgNode): number =>
    position(all(panel, 'g.dot[stroke="#000000"] > circle')[0] as SvgNode)[0];
  const [value, , open, , bound] = panels as [SvgNode, SvgNode, SvgNode, SvgNode, SvgNode];
  expect(start(value)).toBeLessThan(read(value) - 5);
  expect(start(open)).toBeCloseTo(read(open), 1);
  expect(start(bound)).toBeCloseTo(read(bound), 1);
  expect(all(root, '.legend text').map((node) => node.textContent)).toEqual(
    expect.arrayContaining(['read here', 'open: neither value nor bound', 'upper bound']),
  );
});

test.each(['best', 'textbook', 'uniform'] as const)(
  'curves: the circle is on the curve of %s',
  (candidate) => {
    const result = {
      ...five,
      points: five.points.map((point) => ({ ...point, kappa: point.kappa && { ...point.kappa, candidate } })),
    };
    const root = parsed(curveFigures(result)[0] as Figure);
    const rings = all(root, `.panel g.dot[stroke="#000000"] > circle`).map(position);
    const squares = all(root, `.panel g.dot[stroke="${textbook}"] path`)
      .filter((path) => (path.getAttribute('d') ?? '').endsWith('Z'))
      .map(position);
    const marks = { best: discs(root).map(position), textbook: squares, uniform: [] }[candidate];
    expect(rings.length).toBe(candidate === 'uniform' ? 0 : five.points.length);
    for (const [x, y] of rings) {
      expect(Math.min(...marks.map((at) => Math.hypot(at[0] - x, at[1] - y)))).toBeLessThan(0.1);
    }
    const words = all(root, '.legend text').map((node) => node.textContent);
    expect(words.includes('read here')).toBe(candidate !== 'uniform');
  },
);

test('a legend names only what is drawn', () => {
  const figure = conductivityFigure(imaginedResult({ epsilon: [0.3, 0.2] }));
  expect(all(parsed(figure), '.legend text').map((node) => node.textContent)).toEqual([
    'best estimator',
    'textbook',
  ]);
});

test('guides of slope 2, 4 and 6 are named; axes bear their convention', () => {
  const words = all(parsed(conductivityFigure(five)), 'text').map((node) => node.textContent);
  for (const name of ['ε²', 'ε⁴', 'ε⁶', 'ε', 'κ (standard convention)']) expect(words).toContain(name);
});

test('among twenty points at three temperatures every guide still has its name', () => {
  const epsilon = Array.from({ length: 20 }, (_, i) => Number((0.5 * 0.8 ** i).toPrecision(2)));
  const result = imaginedResult({ epsilon, temperature: [0.5, 1, 2], boundsBelow: 0.02 });
  for (const style of [pageWidth, columnWidth]) {
    const words = all(parsed(conductivityFigure(result), style), '.panel text').map(
      (node) => node.textContent,
    );
    for (const name of ['ε²', 'ε⁴', 'ε⁶']) expect(words.filter((word) => word === name).length).toBe(3);
  }
});

test('through a single point no power law is drawn', () => {
  const root = parsed(conductivityFigure(imaginedResult({ epsilon: [0.1] })));
  expect(all(root, 'g.line').length).toBe(0);
});

test('one panel for each temperature, all on the same scales; as many discs as values', () => {
  const result = imaginedResult({ epsilon: [0.3, 0.1, 0.03], temperature: [0.5, 1, 2] });
  const root = parsed(conductivityFigure(result));
  const titles = all(root, '.panel-title').map((node) => node.textContent);
  expect(titles).toEqual(['T = 0.5', 'T = 1', 'T = 2']);
  expect(discs(root).length).toBe(9);
  expect(slopeFigure(result).table.rows.length).toBe(9);
  expect(curveFigures(result).map((figure) => figure.name)).toEqual([
    'curves-T0.5',
    'curves-T1',
    'curves-T2',
  ]);
});

function altered(change: Partial<PointResult>): StudyResult {
  return { ...five, points: five.points.map((point, i) => (i === 2 ? { ...point, ...change } : point)) };
}

test('an error larger than its value is a bar to the frame without a lower cap; a value ≤ 0 has no disc', () => {
  const point = five.points[2] as PointResult;
  const kappa = point.kappa as NonNullable<PointResult['kappa']>;
  const caps = (result: StudyResult): number =>
    all(parsed(conductivityFigure(result)), `.panel g.dot[stroke="${best}"] path`).filter(
      (path) => (path.getAttribute('d') ?? '').split('M').length === 2,
    ).length;
  const usual = caps(five);
  const large = altered({ kappa: { ...kappa, error: 1.5 * kappa.standard } });
  expect(caps(large)).toBe(usual - 1);
  expect(discs(parsed(conductivityFigure(large))).length).toBe(4);
  const negative = altered({ kappa: { ...kappa, standard: -kappa.standard, error: 2 * kappa.standard } });
  expect(discs(parsed(conductivityFigure(negative))).length).toBe(3);
});

test('nothing drawn is not a number, whatever the study has: none, one, partial, bounds, wide range, large errors', () => {
  const cases: StudyResult[] = [
    imaginedResult({ epsilon: [0.3, 0.1], donePoints: 0 }),
    imaginedResult({ epsilon: [] }),
    imaginedResult({ epsilon: [0.1] }),
    imaginedResult({ epsilon: [0.3, 0.1, 0.03], donePoints: 1 }),
    imaginedResult({ epsilon: [0.3, 0.1], boundsBelow: 1 }),
    imaginedResult({ epsilon: [0.3, 0.03, 0.001], time: 1e7 }),
    imaginedResult({ epsilon: [0.3, 0.1, 0.03], precision: 2 }),
    imaginedResult({ epsilon: [0.1, 0] }),
    altered({ slope: { kind: 'value', value: 3, error: Infinity } }),
  ];
  for (const result of cases) {
    for (const figure of figuresOf(result)) {
      for (const style of figure.column ? [pageWidth, columnWidth] : [pageWidth]) {
        const svg = figure.svg(document, style);
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      }
    }
  }
});

test('where there is nothing to draw the panel says so and has no numbers on its axes', () => {
  const none = imaginedResult({ epsilon: [0.3, 0.1], donePoints: 0 });
  const root = parsed(conductivityFigure(none));
  expect(root.querySelector('.empty')?.textContent).toBe('no point has a result yet');
  expect(all(root, 'g.text text').length).toBe(0);
  const single = slopeFigure(imaginedResult({ epsilon: [0.1] }));
  expect(single.empty).toBe('A slope needs a value of κ, and a value or a bound at another ε.');
  expect(parsed(single).querySelector('.empty')?.textContent).toBe(
    'a slope needs a value of κ, and a value or a bound at another ε',
  );
});

test('several series also share one panel, a colour each; a single one needs none', () => {
  const result = imaginedResult({ epsilon: [0.3, 0.1, 0.03], temperature: [0.5, 1], boundsBelow: 0.05 });
  const [figure] = overlayFigures(result) as [Figure];
  const root = parsed(figure);
  pageWidth.colours.series.slice(0, 2).forEach((colour) => {
    expect(all(root, `.panel g.dot[fill="${colour}"] > *`).length).toBe(2);
  });
  expect(all(root, '.legend text').map((node) => node.textContent)).toEqual([
    'T = 0.5',
    'T = 1',
    'upper bound',
  ]);
  expect(figure.table.rows.map((row) => row[3])).toEqual(result.points.map((point) => point.kappa?.standard));
  expect(overlayFigures(five)).toEqual([]);
});

test('slopes: a disc for each, levels at 2, 4 and 6', () => {
  const figure = slopeFigure(five);
  const root = parsed(figure);
  expect(discs(root).length).toBe(5);
  expect(all(root, 'g.rule[stroke-dasharray] line').length).toBe(3);
  expect(figure.table.rows.map((row) => row[4])).toEqual(five.points.map((point) => point.slope?.value));
});

test('curves: a panel for each point, a mark for each time scale of either estimator', () => {
  const [figure] = curveFigures(five) as [Figure];
  const root = parsed(figure);
  expect(all(root, '.panel-title').map((node) => node.textContent)).toEqual(
    five.points.map((point) => `ε = ${String(point.epsilon)}`),
  );
  const expected = five.points.flatMap((point) => point.curve).filter((at) => at.best !== null).length;
  expect(discs(root).length).toBe(expected);
  expect(figure.table.rows.length).toBe(five.points.flatMap((point) => point.curve).length);
});

test('diagnostics: five panels, and the numbers drawn', () => {
  const figure = diagnosticsFigure(five);
  expect(all(parsed(figure), '.panel').length).toBe(5);
  expect(all(parsed(figure), '.panel circle').length).toBe(25);
  const [point] = five.points as [PointResult];
  const { acceptance, autocorrelation, effectiveSize, splitRhat } = point.diagnostics as SamplingDiagnostics;
  expect(figure.table.rows[0]?.slice(3)).toEqual([
    acceptance,
    autocorrelation,
    effectiveSize,
    splitRhat,
    point.energyError,
  ]);
});

test('diagnostics: of a point without a finished unit nothing is told, a measured 0 is no dot on a logarithmic axis', () => {
  const begun = imaginedResult({ epsilon: [0.3, 0.1, 0.03], donePoints: 2 });
  const points = begun.points.map((point, i) => (i === 1 ? { ...point, energyError: 0 } : point));
  const figure = diagnosticsFigure({ ...begun, points });
  expect(figure.table.rows.map((row) => row.at(-1))).toEqual([begun.points[0]?.energyError, 0, null]);
  expect(all(parsed(figure), '.panel circle').length).toBe(2 * 5 - 1);
});

test('the style for a page takes its colours from the page, those for files none', () => {
  const figure = conductivityFigure(five);
  expect(figure.svg(document, inlined)).toContain('var(--best, #0072B2)');
  expect(figure.svg(document, inlined)).not.toContain('#000000"');
  expect(figure.svg(document, pageWidth)).not.toMatch(/var\(|currentColor"/);
});
