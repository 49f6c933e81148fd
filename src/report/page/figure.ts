import type { DrawingDocument } from '../../figure/drawing/canvas.js';
import type { Figure } from '../../figure/figure.js';
import { escaped, fold } from './html.js';
import { inlined, inlinedNarrow } from '../../figure/drawing/style.js';

/** A figure as the page holds it: its drawing as SVG in the page's own colours, and the names of its files. */
export interface PageFigure {
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  /** Why there is nothing to draw yet; null where there is. */
  readonly empty: string | null;
  readonly svg: string;
  /** For small screens; null where the wide drawing scrolls there. */
  readonly narrow: string | null;
  readonly files: readonly string[];
  /** All panels, sheet by sheet, where the drawing holds a selection. */
  readonly sheets: readonly { readonly name: string; readonly svg: string }[];
}

/** Beyond so many points small screens scroll sideways instead of getting drawings of their own, which would double the page. */
const NARROW_POINTS = 12;

/** A figure in the page's own colours. */
export function pageFigure(
  document: DrawingDocument,
  figure: Figure,
  files: readonly string[],
  points: number,
): PageFigure {
  const { name, title, caption, empty } = figure;
  const narrow = points <= NARROW_POINTS || figure.column ? figure.svg(document, inlinedNarrow) : null;
  const sheets = (figure.sheets ?? []).map((one) => ({ name: one.name, svg: one.svg(document, inlined) }));
  return { name, title, caption, empty, svg: figure.svg(document, inlined), narrow, files, sheets };
}

/** A figure with its caption. */
export function figureHtml(one: PageFigure): string {
  if (one.empty !== null) return `<p class="note">${escaped(one.empty)}</p>`;
  const caption =
    one.caption === ''
      ? ''
      : `<figcaption><strong>${escaped(one.title)}.</strong> ${escaped(one.caption)}</figcaption>\n`;
  const drawing =
    one.narrow === null
      ? one.svg.trim()
      : `<div class="wide">${one.svg.trim()}</div><div class="narrow">${one.narrow.trim()}</div>`;
  return `<figure id="figure-${escaped(one.name)}">
<div class="drawing">${drawing}</div>
${caption}</figure>${one.sheets.map(({ name, svg }) => `\n${fold(name, svg.trim())}`).join('')}`;
}
