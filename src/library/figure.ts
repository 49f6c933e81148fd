/** `falloff/figure`: the figures of a result, and of the proof, as SVG text. */
export { figuresOf } from '../figure/figures.js';
export { conductivityFigure } from '../figure/conductivity.js';
export { clusterFigure } from '../figure/clusters.js';
export { tailFigure } from '../figure/tail.js';
export type { Figure } from '../figure/figure.js';
export { columnWidth, pageWidth, type Style } from '../figure/drawing/style.js';
export type { DrawingDocument } from '../figure/drawing/canvas.js';
export { csv, type Table } from '../data/table.js';
export { svgText, type SvgOptions } from './svg.js';
