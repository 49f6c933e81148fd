import type { Json } from './frame.js';

/** The range of a parameter: `above` and `below` are excluded ends, `from` and `to` included ones. */
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
  /** The value if the parameter is left out; without a default it must be given. */
  readonly default?: Json;
  /** Range of a number, or of each number of a list; without bounds any finite number is allowed. */
  readonly bounds?: Bounds;
}

/** Bounds as text for a table: `> 0`, `0 … 20`, `(0, 1)`; empty if every number is allowed. */
export function boundsText({ above, from, below, to }: Bounds): string {
  if (above !== undefined && below !== undefined) return `(${above}, ${below})`;
  if (above !== undefined) return to === undefined ? `> ${above}` : `(${above}, ${to}]`;
  if (from !== undefined) return to === undefined ? `≥ ${from}` : `${from} … ${to}`;
  if (below !== undefined) return `< ${below}`;
  return to === undefined ? '' : `≤ ${to}`;
}

/**
 * The rule that a number outside the bounds breaks, `not positive` or `not within (0, 1)`; null for a number within
 * them.
 */
export function boundsProblem(value: number, bounds: Bounds): string | null {
  const { above = -Infinity, from = -Infinity, below = Infinity, to = Infinity } = bounds;
  if (value > above && value >= from && value < below && value <= to) return null;
  return boundsText(bounds) === '> 0' ? 'not positive' : `not within ${boundsText(bounds)}`;
}
