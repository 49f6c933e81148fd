import type { NumberKind } from '../estimate/kappa.js';

/** A number with its error, a bound, or what is neither, at one place of a figure. */
export interface FindingPoint {
  readonly x: number;
  readonly value: number;
  /** One standard error; 0 for numbers that are computed rather than measured. */
  readonly error: number;
  readonly kind: NumberKind;
}

/** Numbers of one kind in a figure. The same name has the same colour in every panel. */
export interface FindingSeries {
  readonly name: string;
  /** The name of the series whose colour it takes; its own colour if left out. */
  readonly like?: string;
  /** `bars`: from value − error to value + error, one unit of x wide, as in a map of places against time. */
  readonly look: 'disc' | 'square' | 'line' | 'dashes' | 'bars';
  readonly points: readonly FindingPoint[];
  /** Left out of the legend, where the panel's axis already says what it is. */
  readonly unlisted?: true;
}

export interface FindingAxis {
  readonly label: string;
  readonly scale: 'log' | 'linear';
}

export interface FindingPanel {
  readonly title: string;
  readonly x: FindingAxis;
  readonly y: FindingAxis;
  readonly series: readonly FindingSeries[];
}

/** Rows under named columns; the form of store's tables, which figures and exports take. */
export interface FindingTable {
  readonly name: string;
  readonly columns: readonly {
    readonly name: string;
    readonly meaning: string;
    readonly kind: 'number' | 'text' | 'truth';
  }[];
  readonly rows: readonly (readonly (number | string | boolean | null)[])[];
}

/** What a named study ends in: a figure, a table, and sentences that say what was and what was not shown. */
export interface Finding {
  readonly table: FindingTable;
  readonly panels: readonly FindingPanel[];
  readonly shown: readonly string[];
  readonly notShown: readonly string[];
}

/** A computed number. */
export function computed(x: number, value: number): FindingPoint {
  return { x, value, error: 0, kind: 'value' };
}
