import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import type { DrawingDocument } from './drawing/canvas.js';
import { conductivityFigure } from './conductivity.js';
import { curveFigures } from './curves.js';
import { figuresOf } from './figures.js';
import { figureHtml, pageFigure } from '../report/page/figure.js';
import { png } from '../report/png.js';
import { evenly } from './selection.js';
import { columnWidth, pageWidth } from './drawing/style.js';
import { imaginedResult } from '../result/testing/study.js';

const { document } = parseHTML('<html></html>') as unknown as { document: DrawingDocument };
const epsilons = (count: number): number[] => Array.from({ length: count }, (_, i) => (i + 1) / count);
const titles = (svg: string): string[] =>
  [...svg.matchAll(/class="panel-title"[^>]*>(.*?)<\/text>/gu)].map(([, text = '']) =>
    text.replace(/<[^>]*>/gu, ''),
  );

test('an even choice has the first and the last, no element twice, and leaves a short list alone', () => {
  const all = Array.from({ length: 1000 }, (_, i) => i);
  const chosen = evenly(all, 24);
  expect(chosen).toHaveLength(24);
  expect([chosen[0], chosen.at(-1)]).toEqual([0, 999]);
  const gaps = chosen.slice(1).map((value, i) => value - (chosen[i] as number));
  expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
  expect(evenly(all.slice(0, 24), 24)).toEqual(all.slice(0, 24));
  expect(new Set(evenly(all.slice(0, 25), 24)).size).toBe(24);
});

test('curves of many points: two dozen panels in the picture, all of them on the page by choice and in the CSV', () => {
  const result = imaginedResult({ epsilon: epsilons(60) });
  const figure = curveFigures(result)[0] as ReturnType<typeof curveFigures>[0];
  const drawn = titles(figure.svg(document, pageWidth));
  expect(drawn).toHaveLength(24);
  expect([drawn[0], drawn.at(-1)]).toEqual(['ε = 1', 'ε = 0.0167']);
  expect(figure.caption).toContain('24 of 60 points');
  expect(new Set(figure.table.rows.map(([, epsilon]) => epsilon)).size).toBe(60);
  const onPage = pageFigure(document, figure, [], 60);
  expect(onPage.sheets.map(({ name }) => name)).toEqual([
    'ε from 1 to 0.616667',
    'ε from 0.6 to 0.216667',
    'ε from 0.2 to 0.0166667',
  ]);
  expect(onPage.sheets.flatMap(({ svg }) => titles(svg))).toHaveLength(60);
  expect(figureHtml(onPage).match(/<details>/gu)).toHaveLength(3);
});

test('few points need no choice', () => {
  const figure = curveFigures(imaginedResult({ epsilon: epsilons(24) }))[0];
  expect(figure?.sheets).toEqual([]);
  expect(figure?.caption).not.toContain('Drawn');
});

test('many temperatures: two dozen panels of κ(ε), as many names in a legend, and a column is not a metre high', () => {
  const result = imaginedResult({
    epsilon: [0.3, 0.1],
    temperature: Array.from({ length: 100 }, (_, i) => 1 + i / 100),
  });
  expect(titles(conductivityFigure(result).svg(document, pageWidth))).toHaveLength(24);
  expect(titles(conductivityFigure(result).svg(document, columnWidth))).toHaveLength(8);
  const together = figuresOf(result).find(({ name }) => name === 'conductivity-together');
  expect(together?.svg(document, pageWidth)).toContain('and 76 more');
});

test('a PNG has at most 40 million pixels, up to rounding its sides, and 20 000 along a side', () => {
  const size = (width: number, height: number): [width: number, height: number] => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}"></svg>`;
    const header = Buffer.from(png(svg, 3));
    return [header.readUInt32BE(16), header.readUInt32BE(20)];
  };
  const [width, height] = size(4000, 4000);
  expect(width * height).toBeLessThanOrEqual(4.002e7);
  expect(width).toBeGreaterThan(6300);
  expect(size(20, 238_000)[1]).toBeLessThanOrEqual(20_000);
  expect(size(20, 30)).toEqual([60, 90]);
});
