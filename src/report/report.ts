import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { removeDurably, writeAside } from '../store/files.js';
import { csv } from '../data/table.js';
import type { StudyResult } from '../result/result.js';
import type { DrawingDocument } from '../figure/drawing/canvas.js';
import { figuresOf } from '../figure/figures.js';
import { studyCurrentFigures } from '../figure/study-current.js';
import { pageFigure, type PageFigure } from './page/figure.js';
import { page, type ReportExtras } from './page/page.js';
import { png, pngHindrance } from './png.js';
import { columnWidth, pageWidth, type Style } from '../figure/drawing/style.js';

/** Pixels to an inch of the PNGs: what journals ask of line art in colour. */
const RESOLUTION = 600;
/** CSS px to an inch. */
const PX = 96;

/**
 * Writes the report of a result into `directory`: for every figure an SVG, a PNG and the CSV of the numbers drawn
 * (of some all three again, `-column`, as wide as a journal's column), and `report.html`. Returns the paths written, the
 * page last. Each file is written aside and renamed, so that a reader never meets half of one. Where no PNG can be drawn
 * (`pngHindrance`), there are none.
 */
export async function writeReport(
  directory: string,
  result: StudyResult,
  extras: ReportExtras = {},
): Promise<string[]> {
  const written: string[] = [];
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    written.push(await writeAside(join(directory, name), (aside) => writeFile(aside, content)));
    return name;
  };
  const drawsPng = pngHindrance() === null;
  const { document } = parseHTML('<!doctype html><html></html>') as unknown as { document: DrawingDocument };
  const onPage: PageFigure[] = [];
  for (const figure of [...figuresOf(result), ...studyCurrentFigures(result, extras.currents ?? [])]) {
    const styles: [string, Style, number][] = [['', pageWidth, RESOLUTION / PX / 2]];
    if (figure.column) styles.push(['-column', columnWidth, RESOLUTION / PX]);
    const files: string[] = [];
    for (const [suffix, style, zoom] of styles) {
      const svg = figure.svg(document, style);
      files.push(await write(`${figure.name}${suffix}.svg`, svg));
      // An older one would no longer be the same figure.
      if (drawsPng) files.push(await write(`${figure.name}${suffix}.png`, png(svg, zoom)));
      else removeDurably(join(directory, `${figure.name}${suffix}.png`));
      files.push(await write(`${figure.name}${suffix}.csv`, csv(figure.table)));
    }
    onPage.push(pageFigure(document, figure, files, result.points.length));
  }
  await write('report.html', page(result, onPage, extras));
  return written;
}
