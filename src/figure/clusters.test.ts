import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { torus } from '../lattice/torus.js';
import { RandomSequence } from '../math/random.js';
import { clusterDrawing, type ClusterDrawing } from '../proof/resonance/cluster-drawing.js';
import { clusters } from '../proof/resonance/clusters.js';
import { cuts } from '../proof/resonance/rerouting.js';
import type { DrawingDocument } from './drawing/canvas.js';
import { clusterFigure } from './clusters.js';
import { columnWidth, pageWidth } from './drawing/style.js';

const document = parseHTML('<html></html>').document as unknown as DrawingDocument;

/** The largest cluster that does not wind, with each of its cuts. */
function drawings(dimension: number, size: number, density: number): ClusterDrawing[] {
  const lattice = torus(dimension, size);
  const random = new RandomSequence({ seed: 3, stream: 'proof' });
  const resonant = Array.from({ length: lattice.bonds }, () => random.drawUniform() < density);
  const [largest] = clusters(lattice, resonant)
    .filter(({ lifted }) => lifted !== null)
    .sort((a, b) => b.bonds.length - a.bonds.length);
  if (largest === undefined) return [];
  const all = cuts(lattice, largest).map(({ direction, s }) => ({ k: direction + 1, s }));
  return [null, ...all].map((cut) => clusterDrawing(lattice, largest, cut));
}

const all = [...drawings(1, 12, 0.7), ...drawings(2, 9, 0.4), ...drawings(3, 4, 0.2)];

function attributes(svg: string, pattern: RegExp): number[] {
  return [...svg.matchAll(pattern)].map(([, value]) => Number(value));
}

describe('the drawing', () => {
  it('draws one line for each bond of every part, for every cut in d = 1, 2, 3', () => {
    expect(all.length).toBeGreaterThan(12);
    for (const drawing of all) {
      const svg = clusterFigure(drawing).svg(document, pageWidth);
      const drawn = parseHTML(svg).document;
      for (const part of ['P', 'K', 'C', 'border']) {
        const expected = drawing.bonds.filter((bond) => bond.part === part).length;
        expect(drawn.querySelectorAll(`g.${part} line`).length).toBe(expected);
      }
      expect(drawn.querySelectorAll('g.sites circle').length).toBe(drawing.sites.length);
    }
  });

  it('stays within its frame, at page and column width', () => {
    for (const drawing of all) {
      for (const style of [pageWidth, columnWidth]) {
        const svg = clusterFigure(drawing).svg(document, style);
        const height = Number(/<svg[^>]* height="([\d.]+)"/.exec(svg)?.[1]);
        for (const x of attributes(svg, / (?:x1|x2|cx)="([-\d.]+)"/g)) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(style.width);
        }
        for (const y of attributes(svg, / (?:y1|y2|cy)="([-\d.]+)"/g)) {
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(height);
        }
      }
    }
  });
});

describe('the table', () => {
  it('has one row a bond with the coordinates of its ends', () => {
    for (const drawing of all) {
      const { table } = clusterFigure(drawing);
      expect(table.rows.length).toBe(drawing.bonds.length);
      for (const row of table.rows) expect(row.length).toBe(table.columns.length);
      expect(table.columns.length).toBe(3 + 2 * drawing.dimension);
    }
  });
});

describe('the caption', () => {
  it('says what the colours are where there is a cut', () => {
    expect(clusterFigure(all[0] as ClusterDrawing).caption).toMatch(
      /^A cluster C of \d+ resonant bonds in d = 1\.$/,
    );
    expect(clusterFigure(all[1] as ClusterDrawing).caption).toMatch(
      /Red: P\(s,k\), s = −?\d+, k = 1\. Blue: K\(s,k\)/,
    );
  });
});
