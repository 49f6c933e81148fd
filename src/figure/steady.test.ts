import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { csv } from '../data/table.js';
import type { StudyResult } from '../result/result.js';
import type { DrawingDocument } from './drawing/canvas.js';
import { figuresOf } from './figures.js';
import { page } from '../report/page/page.js';
import { steadyFigures } from './steady.js';
import { steadyTable } from '../report/page/steady-table.js';
import { isSteady, steadyTables } from '../result/steady-tables.js';
import { inlinedNarrow, pageWidth } from './drawing/style.js';
import { imaginedResult } from '../result/testing/study.js';

const { document } = parseHTML('<html></html>') as unknown as { document: DrawingDocument };
const equilibrium = imaginedResult({ epsilon: [0.3, 0.1] });

/** Five sites between baths at 2 and 1. */
const steady: StudyResult = {
  ...equilibrium,
  study: { ...equilibrium.study, baths: { left: 2, right: 1, friction: 1 } },
  points: equilibrium.points.map((point, i) => ({
    ...point,
    curve: [],
    textbook: null,
    flow: { value: 0.04 - 0.01 * i, error: 0.001 },
    profile: [1.9, 1.7, 1.5, 1.3, 1.1].map((t) => [t, 0.02] as const),
    steady: {
      currents: [0.04, 0.041, 0.039, 0.04].map((j) => [j, 0.001] as const),
      left: { value: 0.0401, error: 0.001 },
      right: { value: 0.0399, error: 0.001 },
      burnIn: 125,
      kept: 875,
    },
  })),
};

test('profile and flow take the place of the curves; without baths there is neither', () => {
  expect(figuresOf(steady).map(({ name }) => name)).toEqual([
    'conductivity',
    'slope',
    'profile',
    'flow',
    'diagnostics',
  ]);
  expect(isSteady(equilibrium)).toBe(false);
  expect(steadyFigures(equilibrium)).toEqual([]);
  expect(steadyTable(equilibrium)).toBe('');
});

test('the very numbers drawn stand in the tables, and every site, bond and bath has its mark', () => {
  const [profile, flow] = steadyFigures(steady);
  const lines = (figure: typeof profile): string[] => (figure ? csv(figure.table).trimEnd().split('\n') : []);
  expect(lines(profile)).toHaveLength(1 + 2 * 5);
  expect(lines(profile)[1]).toBe('0,0.3,0,1,0,1.9,0.02');
  expect(lines(flow)).toHaveLength(1 + 2 * 4);
  for (const style of [pageWidth, inlinedNarrow]) {
    const marks = (figure: typeof profile, fill: string): number => {
      const html = parseHTML(`<html><body>${figure?.svg(document, style) ?? ''}</body></html>`).document;
      return html.querySelectorAll(`.panel g.dot[fill="${fill}"] > *`).length;
    };
    expect(marks(profile, style.colours.best)).toBe(10);
    expect(marks(flow, style.colours.best)).toBe(8);
    expect(marks(flow, style.colours.paper)).toBe(4);
  }
});

test('sites are counted from 0, in the figure as in the CSV', () => {
  const [profile] = steadyFigures(steady);
  const root = parseHTML(`<html><body>${profile?.svg(document, pageWidth) ?? ''}</body></html>`).document;
  const zero = [...root.querySelectorAll('.panel g.text text')].find((node) => node.textContent === '0');
  const first = root.querySelector(`.panel g.dot[fill="${pageWidth.colours.best}"] > *`);
  const [, left] = /translate\(([-\d.]+)/u.exec(zero?.getAttribute('transform') ?? '') ?? [];
  expect(Number(first?.getAttribute('cx'))).toBeCloseTo(Number(left), 0);
  expect(profile?.table.rows[0]?.[4]).toBe(0);
});

test('the page says what was left out, and exports hold flow, profile and currents', () => {
  const html = page(steady, [], {});
  expect(html).toContain('Between the baths');
  expect(html).not.toContain('not a value');
  const bounded = steady.points.map((point) => ({
    ...point,
    kappa: point.kappa && { ...point.kappa, kind: 'upper bound' as const },
  }));
  expect(page({ ...steady, points: bounded }, [], {})).toContain(
    '≤: an upper bound, not a value: fewer than five replicas cannot show whether the flow is steady.',
  );
  expect(html).toMatch(/0\.0400\(10\)/u);
  const names = steadyTables(steady).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['flow', 'profile', 'currents']));
  expect(steadyTables(equilibrium)).toEqual([]);
});
