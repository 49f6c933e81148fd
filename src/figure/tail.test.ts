import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { exponentialEnvelope, type TailSurvey } from '../proof/resonance/tail.js';
import type { DrawingDocument } from './drawing/canvas.js';
import { columnWidth, pageWidth } from './drawing/style.js';
import { tailFigure } from './tail.js';

const document = parseHTML('<html></html>').document as unknown as DrawingDocument;

function survey(rate: number, winding: number): TailSurvey {
  const lengths = Array.from({ length: 9 }, (_, i) => ({
    length: i + 1,
    probability: i === 4 ? 0 : 0.02 * Math.exp(-rate * i),
    error: 1e-4,
  }));
  return { resonant: { probability: 0.1, error: 0.01 }, lengths, envelope: exponentialEnvelope(lengths), bounded: 0, winding };
} // prettier-ignore

const figure = tailFigure([
  { name: 'δ = 0.05', survey: survey(0.8, 0) },
  { name: 'δ = 0.1', survey: survey(0.3, 0.25) },
]);

describe('tailFigure', () => {
  it('draws a disc for each length met, and one envelope a survey', () => {
    for (const style of [pageWidth, columnWidth]) {
      const drawn = parseHTML(figure.svg(document, style)).document;
      const discs = drawn.querySelectorAll('.panel .dot circle');
      expect(discs.length).toBe(2 * 8);
      expect(drawn.querySelectorAll('.panel .line path').length).toBe(2);
    }
  });

  it('has the numbers in its table, the envelope above every probability', () => {
    expect(figure.table.rows.length).toBe(18);
    for (const [, , probability, , envelope] of figure.table.rows) {
      expect(Number(envelope)).toBeGreaterThanOrEqual(Number(probability) * (1 - 1e-12));
    }
  });

  it('says where clusters wind around the torus, and that there is nothing where no bond is resonant', () => {
    expect(figure.caption).toContain('In some realisations a cluster winds around the torus for δ = 0.1.');
    expect(figure.svg(document, pageWidth)).toContain('δ = 0.1, some wind around the torus');
    expect(figure.empty).toBeNull();
    const none: TailSurvey = { ...survey(1, 0), lengths: [], envelope: null };
    const empty = tailFigure([{ name: 'δ = 0.01', survey: none }]);
    expect(empty.empty).toBe('No bond is resonant.');
    expect(empty.svg(document, pageWidth)).toContain('no bond is resonant');
  });
});
