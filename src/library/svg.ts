import type { DrawingDocument } from '../figure/drawing/canvas.js';
import { pageWidth, type Style } from '../figure/drawing/style.js';
import type { Figure } from '../figure/figure.js';

export interface SvgOptions {
  /** Width, colours and fonts. Default: as wide as a page, black on white. */
  readonly style?: Style;
  /** The document to draw in. Default: the browser's; where there is none, one of linkedom, which is loaded for it. */
  readonly document?: DrawingDocument;
}

/** A figure as the text of a stand-alone SVG. */
export async function svgText(figure: Figure, options: SvgOptions = {}): Promise<string> {
  const own = (globalThis as { readonly document?: DrawingDocument }).document;
  return figure.svg(options.document ?? own ?? (await emptyDocument()), options.style ?? pageWidth);
}

async function emptyDocument(): Promise<DrawingDocument> {
  const { parseHTML } = await import('linkedom');
  return (parseHTML('<!doctype html><html></html>') as unknown as { document: DrawingDocument }).document;
}
