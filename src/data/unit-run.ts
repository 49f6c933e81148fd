import type { Frame } from './frame.js';

/** A part of what a unit records over time: kept as soon as it is whole, in a file of its own. */
export interface SeriesPiece {
  /** From 0 on, in the order of time. */
  readonly number: number;
  readonly frame: Frame;
}

/**
 * A unit being worked on: it can be advanced a little, put aside as plain data, and taken up again without changing a
 * bit of its result.
 */
export interface UnitRun {
  /** Total work, and work done so far, in site-kicks. */
  readonly work: number;
  readonly done: number;
  readonly finished: boolean;
  /**
   * Does about this much more.
   *
   * @throws UnitFailure if a number is not finite, or the energy drifts
   */
  advance(siteKicks: number): void;
  /**
   * Takes the pieces of its series that have become whole, each once; there are none where it records no series. They
   * must be kept before a state that is asked for later, whose head then says in `seriesPieces` how many it relies on.
   */
  takeSeries?(): readonly SeriesPiece[];
  /** The complete state, from which `unitRun` continues. */
  state(): Frame;
  /** The result of a finished unit. */
  result(): Frame;
}
