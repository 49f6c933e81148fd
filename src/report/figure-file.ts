import { parseHTML } from 'linkedom';
import { writeDurably } from '../store/files.js';
import { csv } from '../data/table.js';
import type { DrawingDocument } from '../figure/drawing/canvas.js';
import { figureEnding } from './figure-ending.js';
import type { Figure } from '../figure/figure.js';
import { png, pngHindrance } from './png.js';
import { pageWidth } from '../figure/drawing/style.js';

/** Pixels of a PNG for each px of the drawing: 300 to an inch. */
const ZOOM = 300 / 96;

/**
 * Writes one figure into a file of the given name, SVG or PNG by its ending, and the numbers drawn as CSV beside it. Returns the names:
 * where no PNG can be drawn (`pngHindrance`), an SVG's in its place.
 *
 * @throws Invalid where the name ends otherwise
 */
export function writeFigure(file: string, figure: Figure): string[] {
  const ending = figureEnding(file);
  const { document } = parseHTML('<!doctype html><html></html>') as unknown as { document: DrawingDocument };
  const svg = figure.svg(document, pageWidth);
  const stem = file.slice(0, -ending.length);
  const asPng = ending === '.png' && pngHindrance() === null;
  const drawing = ending === '.png' && !asPng ? `${stem}.svg` : file;
  writeDurably(drawing, asPng ? png(svg, ZOOM) : svg);
  writeDurably(`${stem}.csv`, csv(figure.table));
  return [drawing, `${stem}.csv`];
}
