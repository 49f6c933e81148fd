import type { Json } from './frame.js';

/** The numbers that a parameter may be: above or below are excluded, from and to are not. */
export interface Bounds {
  readonly above?: number;
  readonly from?: number;
  readonly below?: number;
  readonly to?: number;
}

/** A parameter of a component, or a key of a study file: schema, documentation and forms are made from it. */
export interface Parameter {
  /** One line. */
  readonly meaning: string;
  /** In model units (docs/glossary.md); left out for words and pure numbers. */
  readonly unit?: string;
  /** Taken where it is left out; without one it must be given. */
  readonly default?: Json;
  /** Of a number, or of each number of a list; any finite number without them. */
  readonly bounds?: Bounds;
}

/** Bounds in words, for a table: `> 0`, `0 … 20`, `(0, 1)`; nothing where every number is allowed. */
export function boundsText({ above, from, below, to }: Bounds): string {
  if (above !== undefined && below !== undefined) return `(${above}, ${below})`;
  if (above !== undefined) return to === undefined ? `> ${above}` : `(${above}, ${to}]`;
  if (from !== undefined) return to === undefined ? `≥ ${from}` : `${from} … ${to}`;
  if (below !== undefined) return `< ${below}`;
  return to === undefined ? '' : `≤ ${to}`;
}

/** What a number is, for an error, where it is not within bounds: `not positive`, `not within (0, 1)`; null where it is. */
export function boundsProblem(value: number, bounds: Bounds): string | null {
  const { above = -Infinity, from = -Infinity, below = Infinity, to = Infinity } = bounds;
  if (value > above && value >= from && value < below && value <= to) return null;
  return boundsText(bounds) === '> 0' ? 'not positive' : `not within ${boundsText(bounds)}`;
}
