import * as Plot from '@observablehq/plot';

/** What drawing needs of a document: the browser's own, or linkedom's. */
export interface DrawingDocument {
  createElementNS(namespace: string, name: string): unknown;
}

/** What drawing needs of an SVG element. */
export interface SvgNode {
  readonly nodeName: string;
  readonly childNodes: Iterable<SvgNode>;
  readonly outerHTML: string;
  textContent: string | null;
  setAttribute(name: string, value: string): void;
  getAttribute(name: string): string | null;
  removeAttribute(name: string): void;
  appendChild(child: SvgNode): unknown;
  removeChild(child: SvgNode): unknown;
  querySelectorAll(selector: string): Iterable<SvgNode>;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A new SVG element with these attributes, and with this text if it is given. */
export function element(
  document: DrawingDocument,
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  text?: string,
): SvgNode {
  const node = document.createElementNS(SVG, name) as SvgNode;
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : value);
  }
  if (text !== undefined) node.textContent = text;
  return node;
}

export interface PlotRequest {
  readonly width: number;
  readonly height: number;
  readonly margins: {
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  };
  readonly x: { readonly type: 'log' | 'linear'; readonly domain: readonly number[] };
  readonly y: { readonly type: 'log' | 'linear'; readonly domain: readonly number[] };
  readonly marks: readonly Plot.Markish[];
  /** What marks without a colour of their own are drawn in. */
  readonly ink: string;
}

/** Marks drawn by Plot, taken out of the frame that it wraps around them, as one group. */
export function plotted(document: DrawingDocument, request: PlotRequest): SvgNode {
  const { width, height, margins } = request;
  const options: unknown = {
    document,
    width,
    height,
    marginTop: margins.top,
    marginRight: margins.right,
    marginBottom: margins.bottom,
    marginLeft: margins.left,
    x: { ...request.x, axis: null },
    y: { ...request.y, axis: null },
    marks: request.marks,
  };
  const drawn: unknown = Plot.plot(options as Plot.PlotOptions);
  const group = element(document, 'g', { 'text-anchor': 'middle', fill: request.ink });
  for (const child of [...(drawn as SvgNode).childNodes]) {
    // Plot's own style sheet speaks of its own root only, and readers other than browsers do not understand it.
    if (child.nodeName.toLowerCase() !== 'style') group.appendChild(child);
  }
  // Plot names the groups of its marks to screen readers, which a group without a role must not have; the names are of use to style sheets.
  for (const named of [...group.querySelectorAll('[aria-label]')]) {
    named.setAttribute('class', (named.getAttribute('aria-label') ?? '').replaceAll(' ', '-'));
    named.removeAttribute('aria-label');
  }
  return group;
}

/** The width of a text in px, near enough for a legend: DejaVu Sans, mean advance of its letters. */
export function textWidth(text: string, fontSize: number): number {
  return Array.from(text).length * fontSize * 0.59;
}
