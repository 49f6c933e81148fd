import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../result/finding.js';
import type { DrawingDocument } from './drawing/canvas.js';
import { findingFigure } from './finding.js';
import { columnWidth, pageWidth } from './drawing/style.js';

const { document } = parseHTML('<!doctype html><html></html>') as unknown as { document: DrawingDocument };

const finding: Finding = {
  table: { name: 'x', columns: [{ name: 'a', meaning: 'a', kind: 'number' }], rows: [[1]] },
  panels: [
    {
      title: 'first',
      x: { label: 'ε', scale: 'log' },
      y: { label: 'κ', scale: 'log' },
      series: [
        {
          name: 'measured',
          look: 'disc',
          points: [
            { x: 0.1, value: 1e-3, error: 1e-4, kind: 'value' },
            { x: 0.01, value: 1e-6, error: 1e-7, kind: 'upper bound' },
          ],
        },
        {
          name: 'theory',
          look: 'line',
          like: 'measured',
          points: [0.1, 0.01].map((x) => ({ x, value: x ** 3, error: 0, kind: 'value' })),
        },
      ],
    },
    {
      title: 'second',
      x: { label: 'r', scale: 'linear' },
      y: { label: 'share', scale: 'linear' },
      series: [],
    },
  ],
  shown: ['Something.'],
  notShown: ['Everything else.'],
};

describe('findingFigure', () => {
  const figure = findingFigure('x', 'A title', finding);

  it('says what was and was not shown in its caption, and holds the very table', () => {
    expect(figure.caption).toBe('Something. Not shown: Everything else.');
    expect(figure.table).toBe(finding.table);
    expect(figure.empty).toBeNull();
  });

  it('draws every panel with names of axes and series, bounds named apart, an empty panel in words', () => {
    for (const style of [pageWidth, columnWidth]) {
      const svg = figure.svg(document, style);
      expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/u);
      const text = svg.replace(/<[^>]*>/gu, '');
      for (const name of [
        'first',
        'second',
        'measured',
        'measured: upper bound',
        'theory',
        'nothing was measured',
        'share',
      ]) {
        expect(text).toContain(name);
      }
      expect(svg).not.toContain('NaN');
    }
  });

  it('is the same text each time, and gives a series the colour of the one it is like', () => {
    const svg = figure.svg(document, pageWidth);
    expect(figure.svg(document, pageWidth)).toBe(svg);
    expect(svg).toContain('#0072B2');
    expect(svg).not.toContain('#D55E00');
  });
});
