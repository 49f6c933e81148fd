import type { Table } from '../data/table.js';
import type { DrawingDocument } from './drawing/canvas.js';
import type { Style } from './drawing/style.js';

/** A figure: the numbers that it draws, what it says, and its drawing in any style. */
export interface Figure {
  /** Name of its files, without extension. */
  readonly name: string;
  readonly title: string;
  readonly caption: string;
  /** The very numbers drawn. */
  readonly table: Table;
  /** Whether it is also wanted at a journal's column width. */
  readonly column: boolean;
  /** Why there is nothing to draw yet, in words; null where there is. */
  readonly empty: string | null;
  /** A stand-alone SVG. */
  svg(document: DrawingDocument, style: Style): string;
  /** Where the picture holds a selection of the panels: all of them, sheet by sheet, for the page. */
  readonly sheets?: readonly FigureSheet[];
}

/** Some of a figure's panels. */
export interface FigureSheet {
  readonly name: string;
  svg(document: DrawingDocument, style: Style): string;
}
