import type { BondPart, ClusterDrawing } from '../proof/resonance/cluster-drawing.js';
import type { Table } from '../data/table.js';
import { element, textWidth, type DrawingDocument, type SvgNode } from './drawing/canvas.js';
import type { Figure } from './figure.js';
import { FONTS, type Style } from './drawing/style.js';

/** As in the paper's Figure 1, P is red and K blue; the red bonds are thicker too, for those who do not see colours. */
const RED = '#C8201E';
const BLUE = '#0072B2';

/** How far the third direction goes to the right and up on paper, in units of the first two. */
const DEPTH = [0.46, 0.33] as const;

/** Figure 1 of the paper for any cluster, with the numbers beside it. */
export function clusterFigure(drawing: ClusterDrawing): Figure {
  return {
    name: 'cluster',
    title: titleOf(drawing),
    caption: clusterCaption(drawing),
    table: clusterTable(drawing),
    column: true,
    empty: null,
    svg: (document, style) => clusterSvg(document, style, drawing),
  };
}

/**
 * Figure 1 of the paper for any cluster: a line in d = 1, the plane in d = 2, an oblique projection in d = 3. The bonds of P(s,k)
 * are red, those inside K(s,k) blue, the others of the cluster black; dashed, the bonds of ∂K(s,k) − P(s,k) that take over the current of P(s,k).
 */
function clusterSvg(document: DrawingDocument, style: Style, drawing: ClusterDrawing): string {
  const f = style.fontSize;
  const ends = drawing.bonds.flatMap(({ from, to }) => [onPaper(from), onPaper(to)]);
  const [left, right] = extent(ends.map(([x]) => x));
  const [bottom, top] = extent(ends.map(([, y]) => y));
  const legend = legendRows(document, style, drawing);
  const labelled = drawing.dimension === 2 && drawing.cut?.k === 2;
  const room = {
    side: (labelled ? 5 : 1.6) * f,
    below: (drawing.cut === null || drawing.dimension === 3 ? 0.6 : 1.6) * f,
  };
  // No spacing larger than 5 letters: a small cluster is not blown up to the width of the page.
  const scale = Math.min(5 * f, (style.width - 2 * room.side) / (right - left + 1));
  const plotHeight = (top - bottom + 1) * scale;
  const height = legend.height + plotHeight + room.below;
  const middle = (style.width - (right - left) * scale) / 2;
  const place = (at: readonly number[]): readonly [number, number] => {
    const [x, y] = onPaper(at);
    return [middle + (x - left) * scale, legend.height + (top - y + 0.5) * scale];
  };

  const root = element(document, 'svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    width: style.width,
    height,
    viewBox: `0 0 ${String(style.width)} ${String(Math.round(height * 1000) / 1000)}`,
    'font-family': FONTS,
    'font-size': f,
    role: 'img',
  });
  root.appendChild(element(document, 'title', {}, titleOf(drawing)));
  if (style.colours.ink !== 'currentColor') {
    root.appendChild(element(document, 'rect', { width: '100%', height: '100%', fill: style.colours.paper }));
  }
  root.appendChild(legend.node);
  if (drawing.dimension < 3) root.appendChild(lattice(document, style, drawing, place));
  root.appendChild(cutLine(document, style, drawing, place));
  for (const part of ['border', 'C', 'K', 'P'] as const) {
    const group = element(document, 'g', { class: part, ...strokes(part, style, scale) });
    for (const bond of drawing.bonds.filter((one) => one.part === part)) {
      const [x1, y1] = place(bond.from);
      const [x2, y2] = place(bond.to);
      group.appendChild(element(document, 'line', { x1, y1, x2, y2 }));
    }
    root.appendChild(group);
  }
  const dots = element(document, 'g', { class: 'sites', stroke: style.colours.paper, 'stroke-width': 0.6 });
  for (const { at, beyond } of drawing.sites) {
    const [cx, cy] = place(at);
    const r = Math.max(1.6, 0.06 * scale);
    dots.appendChild(element(document, 'circle', { cx, cy, r, fill: beyond ? BLUE : style.colours.ink }));
  }
  root.appendChild(dots);
  return `${root.outerHTML}\n`;
}

/** The very numbers drawn: one row for each bond. */
function clusterTable(drawing: ClusterDrawing): Table {
  const axes = ['x', 'y', 'z'].slice(0, drawing.dimension);
  return {
    name: 'cluster',
    columns: [
      { name: 'bond', meaning: 'number of the bond', kind: 'number' },
      { name: 'part', meaning: 'P(s,k), K(s,k), elsewhere in C, or border ∂K − P', kind: 'text' },
      { name: 'theta1', meaning: 'θ₁ of Lemma 3, over all cuts', kind: 'number' },
      ...['tail', 'head'].flatMap((end) =>
        axes.map((axis) => ({
          name: `${end}_${axis}`,
          meaning: `${axis} of the ${end}, unrolled from the torus`,
          kind: 'number' as const,
        })),
      ),
    ],
    rows: drawing.bonds.map(({ bond, part, theta1, from, to }) => [bond, part, theta1, ...from, ...to]),
  };
}

function clusterCaption({ cut, bonds, dimension }: ClusterDrawing): string {
  const count = bonds.filter(({ part }) => part !== 'border').length;
  const cluster = `A cluster C of ${String(count)} resonant bonds in d = ${String(dimension)}.`;
  if (cut === null) return cluster;
  return (
    `${cluster} Red: P(s,k), s = ${whole(cut.s)}, k = ${String(cut.k)}. Blue: K(s,k), the sites beyond. ` +
    'Dashed: the bonds of ∂K − P, whose currents replace those of P (Lemma 3, Figure 1 of the paper).'
  );
}

function titleOf({ cut, dimension }: ClusterDrawing): string {
  const name = `A cluster of resonant bonds, d = ${String(dimension)}`;
  return cut === null ? name : `${name}, cut at s = ${whole(cut.s)} along direction ${String(cut.k)}`;
}

/** A whole number with a minus sign as wide as a plus. */
function whole(n: number): string {
  return n < 0 ? `−${String(-n)}` : String(n);
}

/** Lattice coordinates on paper, x to the right and y up, in units of the lattice spacing. */
function onPaper(at: readonly number[]): readonly [number, number] {
  const [x = 0, y = 0, z = 0] = at;
  return [x + DEPTH[0] * z, y + DEPTH[1] * z];
}

function extent(values: readonly number[]): readonly [number, number] {
  return values.reduce<readonly [number, number]>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}

function strokes(part: BondPart, style: Style, scale: number): Record<string, string | number> {
  const width = Math.max(1.2, Math.min(2.6 * style.stroke, 0.13 * scale));
  if (part === 'border') {
    return { stroke: style.colours.guide, 'stroke-width': 0.75 * style.stroke, 'stroke-dasharray': '3 2.5' };
  }
  return {
    stroke: { P: RED, K: BLUE, C: style.colours.ink }[part],
    'stroke-width': part === 'P' ? 1.5 * width : width,
    'stroke-linecap': 'round',
  };
}

/** The sites of the lattice around the cluster, as faint dots. */
function lattice(
  document: DrawingDocument,
  style: Style,
  drawing: ClusterDrawing,
  place: (at: readonly number[]) => readonly [number, number],
): SvgNode {
  const group = element(document, 'g', { class: 'lattice', fill: style.colours.guide, 'fill-opacity': 0.45 });
  const ends = drawing.bonds.flatMap(({ from, to }) => [from, to]);
  const [left, right] = extent(ends.map((at) => at[0] ?? 0));
  const [bottom, top] = extent(ends.map((at) => at[1] ?? 0));
  for (let y = bottom; y <= top; y++) {
    for (let x = left; x <= right; x++) {
      const [cx, cy] = place([x, y]);
      group.appendChild(element(document, 'circle', { cx, cy, r: 0.8 * style.stroke }));
    }
  }
  return group;
}

/** In d = 1, 2 a line across the bonds of P(s,k), between x_k = s and s + 1. */
function cutLine(
  document: DrawingDocument,
  style: Style,
  { cut, dimension, bonds }: ClusterDrawing,
  place: (at: readonly number[]) => readonly [number, number],
): SvgNode {
  const group = element(document, 'g', { class: 'cut', fill: style.colours.ink, 'text-anchor': 'middle' });
  if (cut === null || dimension === 3) return group;
  const f = style.fontSize;
  const upright = cut.k === 1;
  const along = bonds.flatMap(({ from, to }) => [from, to].map((at) => at[upright ? 1 : 0] ?? 0));
  const [low, high] = extent(along);
  const end = (at: number): readonly [number, number] =>
    place(upright ? [cut.s + 0.5, at] : [at, cut.s + 0.5]);
  const [x1, y1] = end(low - 0.5);
  const [x2, y2] = end(high + 0.5);
  const look = { stroke: style.colours.guide, 'stroke-width': 0.8, 'stroke-dasharray': '1.5 2.5' };
  group.appendChild(element(document, 'line', { x1, y1, x2, y2, ...look }));
  const label = (text: string, at: number): void => {
    const [x, y] = place(upright ? [at, low - 0.5] : [low - 0.5, at]);
    const where = upright ? { x, y: y + 1.2 * f } : { x: x - 0.4 * f, y: y + 0.35 * f, 'text-anchor': 'end' };
    group.appendChild(element(document, 'text', { ...where, 'font-size': 0.9 * f }, text));
  };
  label(`s = ${whole(cut.s)}`, cut.s);
  return group;
}

function legendRows(
  document: DrawingDocument,
  style: Style,
  { cut, bonds }: ClusterDrawing,
): { node: SvgNode; height: number } {
  const f = style.fontSize;
  const node = element(document, 'g', { class: 'legend', fill: style.colours.ink });
  if (cut === null) return { node, height: 0.6 * f };
  const name = `(${whole(cut.s)}, ${String(cut.k)})`;
  const entries: [BondPart, string][] = [
    ['P', `P${name}`],
    ['K', `K${name}`],
    ['C', 'rest of the cluster'],
    ['border', `∂K${name} − P${name}`],
  ];
  let x = 1.2 * f;
  let row = 0;
  for (const [part, text] of entries.filter(([one]) => bonds.some((bond) => bond.part === one))) {
    const width = 3.6 * f + textWidth(text, f);
    if (x > 1.2 * f && x + width - f > style.width) {
      x = 1.2 * f;
      row += 1;
    }
    const y = (1.1 + 1.6 * row) * f;
    const ends = { x1: x, y1: y, x2: x + 1.8 * f, y2: y };
    node.appendChild(element(document, 'line', { ...ends, ...strokes(part, style, 2 * f) }));
    node.appendChild(element(document, 'text', { x: x + 2.4 * f, y: y + 0.35 * f }, text));
    x += width;
  }
  return { node, height: (2.2 + 1.6 * row) * f };
}
