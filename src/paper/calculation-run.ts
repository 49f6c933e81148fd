import type { Frame, Json } from '../data/frame.js';
import type { UnitRun } from '../data/unit-run.js';

/** The end of a piece of a long calculation: its work, and from what state the rest could be done later. */
export interface Milestone {
  readonly work: number;
  /** Asked for before the next piece begins, or not at all. */
  state(): Frame;
}

/** A calculation cut into pieces: it yields the work that a piece took, or a milestone, and returns its result. */
export type Pieces = Generator<number | Milestone, Frame, undefined>;

/** A calculation: its work, in anything like site-kicks, and how it is done. */
export interface Calculation {
  work(settings: Json): number;
  /** @param from the state of one of its milestones, to go on from there */
  pieces(settings: Json, from?: Frame): Pieces;
}

/** The calculations that the parts of named studies may ask for: see calculations.ts. */
export type CalculationName =
  | 'bound'
  | 'steadyState'
  | 'exactHarmonic'
  | 'decorrelation'
  | 'fiveTerms'
  | 'transport'
  | 'variances'
  | 'localisation'
  | 'exactResonances'
  | 'packet'
  | 'quarticMap'
  | 'quarticDressing';

/** Changes whenever the same settings would give other results, so that no folder mixes the two. */
export const CALCULATION_EDITION = 3;

/** Where a state keeps the work done. */
const WORKED = 'worked';

/**
 * A calculation as a unit of work. Interrupted, it goes on from its last milestone if that is where it stands, and else begins anew:
 * since it is a pure function of its settings, both give the same bits.
 */
export class CalculationRun implements UnitRun {
  private readonly pieces: Pieces;
  private found: Frame | null = null;
  private worked = 0;
  private milestone: Milestone | null = null;

  /**
   * @param work the sum of what the pieces will yield
   * @param state what `state` gave
   */
  constructor(
    begin: (from?: Frame) => Pieces,
    readonly work: number,
    state?: Frame,
  ) {
    const worked = state?.head[WORKED];
    if (state === undefined || typeof worked !== 'number') {
      this.pieces = begin();
      return;
    }
    this.worked = worked;
    this.milestone = { work: 0, state: () => state };
    this.pieces = begin(state);
  }

  get done(): number {
    return Math.min(this.worked, this.work);
  }

  get finished(): boolean {
    return this.found !== null;
  }

  advance(amount: number): void {
    let left = amount;
    while (left > 0 && this.found === null) {
      const next = this.pieces.next();
      if (next.done === true) this.found = next.value;
      else {
        const piece = next.value;
        const work = typeof piece === 'number' ? piece : piece.work;
        this.milestone = typeof piece === 'number' ? null : piece;
        this.worked += work;
        left -= work;
      }
    }
  }

  state(): Frame {
    if (this.milestone === null) return { head: {}, columns: {} };
    const { head, columns } = this.milestone.state();
    return { head: { ...head, [WORKED]: this.worked }, columns };
  }

  result(): Frame {
    if (this.found === null) throw new RangeError('invalid unit; not finished: a calculation');
    return this.found;
  }
}
