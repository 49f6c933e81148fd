import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { removeDurably, writeAside } from '../store/files.js';
import { csv } from '../data/table.js';
import type { DrawingDocument } from '../figure/drawing/canvas.js';
import { findingFigure } from '../figure/finding.js';
import { findingPage, type NamedFinding } from './page/finding.js';
import { pageFigure } from './page/figure.js';
import { png, pngHindrance } from './png.js';
import { pageWidth } from '../figure/drawing/style.js';

/** Pixels for one px of the drawing: 300 to an inch. */
const ZOOM = 300 / 96;

/**
 * Writes a named study's finding: NAME.svg, .png and .csv (the table), NAME.json with everything, and NAME.html, a page that stands
 * alone. Returns the paths, the page last. Each file is written aside and renamed.
 */
export async function writeFinding(directory: string, named: NamedFinding): Promise<string[]> {
  const written: string[] = [];
  const fileOf = (extension: string): string => join(directory, `${named.name}.${extension}`);
  const write = async (extension: string, content: string | Uint8Array): Promise<void> => {
    written.push(await writeAside(fileOf(extension), (aside) => writeFile(aside, content)));
  };
  const drawsPng = pngHindrance() === null;
  const { document } = parseHTML('<!doctype html><html></html>') as unknown as { document: DrawingDocument };
  const figure = findingFigure(named.name, named.title, named.finding);
  const svg = figure.svg(document, pageWidth);
  await write('svg', svg);
  // An older PNG would no longer be the same figure.
  if (drawsPng) await write('png', png(svg, ZOOM));
  else removeDurably(fileOf('png'));
  await write('csv', csv(named.finding.table));
  await write('json', `${JSON.stringify(named, null, 2)}\n`);
  const files = ['svg', ...(drawsPng ? ['png'] : []), 'csv', 'json'].map(
    (extension) => `${named.name}.${extension}`,
  );
  // The page has sections for what the figure's caption says.
  await write('html', findingPage(named, pageFigure(document, { ...figure, caption: '' }, files, 0)));
  return written;
}
