import type { Frame } from './frame.js';

/** A unit being worked on: it can be advanced a little, put aside as plain data, and taken up again without changing a bit of its result. */
export interface UnitRun {
  /** Total work, and work done so far, in site-kicks. */
  readonly work: number;
  readonly done: number;
  readonly finished: boolean;
  /**
   * Does about this much more.
   *
   * @throws UnitFailure where a number is not finite, or the energy drifts
   */
  advance(siteKicks: number): void;
  /** The complete state, from which `unitRun` continues. */
  state(): Frame;
  /** The result of a finished unit. */
  result(): Frame;
}
