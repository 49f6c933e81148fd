import { extname } from 'node:path';
import { parseHTML } from 'linkedom';
import { Invalid } from '../math/invalid.js';
import { writeDurably } from '../store/files.js';
import { csv } from '../store/table.js';
import type { DrawingDocument } from './canvas.js';
import type { Figure } from './figure.js';
import { png } from './png.js';
import { pageWidth } from './style.js';

/** Pixels of a PNG for each px of the drawing: 300 to an inch. */
const ZOOM = 300 / 96;

/**
 * Writes one figure into a file of the given name, SVG or PNG by its ending, and the numbers drawn as CSV beside it. Returns the names.
 *
 * @throws Invalid where the name ends otherwise
 */
export function writeFigure(file: string, figure: Figure): string[] {
  const ending = figureEnding(file);
  const { document } = parseHTML('<!doctype html><html></html>') as unknown as { document: DrawingDocument };
  const svg = figure.svg(document, pageWidth);
  const numbers = `${file.slice(0, -ending.length)}.csv`;
  writeDurably(file, ending === '.svg' ? svg : png(svg, ZOOM));
  writeDurably(numbers, csv(figure.table));
  return [file, numbers];
}

/** @throws Invalid where a name ends neither in .svg nor in .png */
export function figureEnding(file: string): '.svg' | '.png' {
  const ending = extname(file).toLowerCase();
  if (ending !== '.svg' && ending !== '.png')
    throw new Invalid('figure', 'does not end in .svg or .png', file);
  return ending;
}
