import { element, textWidth, type DrawingDocument, type SvgNode } from './canvas.js';
import { FONTS, type Style } from './style.js';
import { BOUND, DIAMOND, LOWER_BOUND, SQUARE, type MarkSymbol } from './symbols.js';

export interface LegendEntry {
  readonly symbol:
    | 'disc'
    | 'square'
    | 'open disc'
    | 'open square'
    | 'bound'
    | 'lower bound'
    | 'line'
    | 'dashes'
    | 'dots'
    | 'dash-dots'
    | 'ring'
    | 'band'
    | 'bars';
  readonly colour: string;
  readonly text: string;
}

export interface SheetRequest {
  readonly title: string;
  readonly style: Style;
  readonly legend: readonly LegendEntry[];
  /** Laid out in rows of equal cells, `columns` to a row. */
  readonly panels: readonly SvgNode[];
  readonly columns: number;
  readonly panelWidth: number;
  readonly panelHeight: number;
}

/** A legend names so many at most: of hundreds of series nobody finds one by its colour. */
const MOST_ENTRIES = 24;

/** A whole figure as a stand-alone SVG: a legend in rows above, panels in a grid below. */
export function sheet(document: DrawingDocument, request: SheetRequest): string {
  const { style, panels, columns, panelWidth, panelHeight } = request;
  const { node: legend, height: legendHeight } = legendRows(document, request.legend, style);
  const rows = Math.max(1, Math.ceil(panels.length / columns));
  const height = legendHeight + rows * panelHeight;
  const root = element(document, 'svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    width: style.width,
    height,
    viewBox: `0 0 ${String(style.width)} ${String(Math.round(height * 1000) / 1000)}`,
    'font-family': FONTS,
    'font-size': style.fontSize,
    role: 'img',
  });
  root.appendChild(element(document, 'title', {}, request.title));
  if (style.colours.ink !== 'currentColor') {
    root.appendChild(element(document, 'rect', { width: '100%', height: '100%', fill: style.colours.paper }));
  }
  root.appendChild(legend);
  panels.forEach((panel, i) => {
    const left = (i % columns) * panelWidth;
    const top = legendHeight + Math.floor(i / columns) * panelHeight;
    const cell = element(document, 'g', {
      transform: `translate(${String(left)},${String(top)})`,
      class: 'panel',
    });
    cell.appendChild(panel);
    root.appendChild(cell);
  });
  for (const text of [...root.querySelectorAll('text')]) italicise(document, text);
  return `${root.outerHTML}\n`;
}

function legendRows(
  document: DrawingDocument,
  entries: readonly LegendEntry[],
  style: Style,
): { node: SvgNode; height: number } {
  const f = style.fontSize;
  const node = element(document, 'g', { class: 'legend', 'text-anchor': 'start', fill: style.colours.ink });
  if (entries.length === 0) return { node, height: 0 };
  const line = 1.6 * f;
  const left = 1.2 * f;
  let x = left;
  let row = 0;
  const named = entries.length > MOST_ENTRIES ? entries.slice(0, MOST_ENTRIES) : entries;
  const further = { symbol: null, text: `and ${String(entries.length - named.length)} more` };
  for (const entry of named === entries ? entries : [...named, further]) {
    const width = 2.4 * f + textWidth(entry.text, f) + 1.4 * f;
    if (x > left && x + width - f > style.width) {
      x = left;
      row += 1;
    }
    const y = (row + 0.5) * line + 0.5 * f;
    if (entry.symbol !== null) node.appendChild(swatch(document, entry, x + 0.9 * f, y, style));
    node.appendChild(element(document, 'text', { x: x + 2.4 * f, y: y + 0.35 * f }, entry.text));
    x += width;
  }
  return { node, height: (row + 1) * line + 0.7 * f };
}

const PATHS: Readonly<Record<'square' | 'open square' | 'bound' | 'lower bound', MarkSymbol>> = {
  square: SQUARE,
  'open square': DIAMOND,
  bound: BOUND,
  'lower bound': LOWER_BOUND,
};

/** The symbol of what is open, of an estimator whose values are discs or squares. */
export const openSymbol = (values: 'disc' | 'square'): LegendEntry['symbol'] =>
  values === 'disc' ? 'open disc' : 'open square';

function swatch(document: DrawingDocument, entry: LegendEntry, x: number, y: number, style: Style): SvgNode {
  const { colour } = entry;
  const r = style.radius;
  const f = style.fontSize;
  if (entry.symbol === 'disc') return element(document, 'circle', { cx: x, cy: y, r, fill: colour });
  if (entry.symbol === 'band') {
    const box = { x: x - 0.9 * f, y: y - 0.4 * f, width: 1.8 * f, height: 0.8 * f };
    return element(document, 'rect', { ...box, fill: colour, 'fill-opacity': 0.25 });
  }
  if (entry.symbol === 'bars') {
    const box = { x: x - 0.25 * f, y: y - 0.5 * f, width: 0.5 * f, height: f };
    return element(document, 'rect', { ...box, fill: colour });
  }
  const stroke = { stroke: colour, 'stroke-width': style.stroke };
  if (entry.symbol === 'open disc')
    return element(document, 'circle', { cx: x, cy: y, r, fill: style.colours.paper, ...stroke });
  if (entry.symbol === 'ring')
    return element(document, 'circle', {
      cx: x,
      cy: y,
      r: 1.4 * r,
      fill: 'none',
      ...stroke,
      'stroke-width': 1,
    });
  if (
    entry.symbol === 'line' ||
    entry.symbol === 'dashes' ||
    entry.symbol === 'dots' ||
    entry.symbol === 'dash-dots'
  ) {
    const path = { d: `M${String(x - 0.9 * f)},${String(y)}h${String(1.8 * f)}`, fill: 'none' };
    if (entry.symbol === 'line') return element(document, 'path', { ...path, ...stroke });
    return element(document, 'path', {
      ...path,
      stroke: colour,
      'stroke-width': entry.symbol === 'dashes' ? 0.8 : 1,
      'stroke-dasharray': { dashes: '5 3', dots: '2 2', 'dash-dots': '6 2 1 2' }[entry.symbol],
    });
  }
  const path: string[] = [];
  const pen = {
    moveTo: (px: number, py: number) => path.push(`M${px.toFixed(2)},${py.toFixed(2)}`),
    lineTo: (px: number, py: number) => path.push(`L${px.toFixed(2)},${py.toFixed(2)}`),
    closePath: () => path.push('Z'),
  };
  const bound = entry.symbol === 'bound' || entry.symbol === 'lower bound';
  PATHS[entry.symbol].draw(pen, Math.PI * r * r * (bound ? 1 : 1.3));
  const up = entry.symbol === 'bound' ? -1.8 * r : entry.symbol === 'lower bound' ? 1.8 * r : 0;
  return element(document, 'path', {
    d: path.join(''),
    transform: `translate(${x.toFixed(2)},${(y + up).toFixed(2)})`,
    fill: bound ? 'none' : style.colours.paper,
    ...stroke,
  });
}

/** Sets variables in italics, as a printed formula has them; names, numbers and R-hat stay upright. */
function italicise(document: DrawingDocument, text: SvgNode): void {
  const children = [...text.childNodes];
  if (children.some((child) => child.nodeName.toLowerCase() === 'tspan')) {
    return;
  }
  const whole = text.textContent ?? '';
  const pieces = whole.split(/(?<![\p{L}])([κετTtd])(?![\p{L}])/u);
  if (pieces.length < 2) return;
  text.textContent = '';
  pieces.forEach((piece, i) => {
    if (piece === '') return;
    const look: Record<string, string> = i % 2 === 1 && piece !== 'd' ? { 'font-style': 'italic' } : {};
    text.appendChild(element(document, 'tspan', look, piece));
  });
}
