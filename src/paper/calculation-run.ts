import type { Frame, Json } from '../math/frame.js';
import type { UnitRun } from '../study/unit-run.js';

/** A calculation cut into pieces: it yields the work that a piece took, and returns its result. */
export type Pieces = Generator<number, Frame, undefined>;

/** A calculation: its work, in anything like site-kicks, and how it is done. */
export interface Calculation {
  work(settings: Json): number;
  pieces(settings: Json): Pieces;
}

/** The calculations that the parts of named studies may ask for: see calculations.ts. */
export type CalculationName =
  'bound' | 'exactHarmonic' | 'decorrelation' | 'fiveTerms' | 'transport' | 'variances' | 'exactResonances';

/**
 * A calculation as a unit of work. It is too short to be worth a state: interrupted, it begins anew, and since it is a pure
 * function of its settings that gives the same bits.
 */
export class CalculationRun implements UnitRun {
  private readonly pieces: Pieces;
  private found: Frame | null = null;
  private worked = 0;

  /** @param work the sum of what the pieces will yield */
  constructor(
    begin: () => Pieces,
    readonly work: number,
  ) {
    this.pieces = begin();
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
        this.worked += next.value;
        left -= next.value;
      }
    }
  }

  state(): Frame {
    return { head: {}, columns: {} };
  }

  result(): Frame {
    if (this.found === null) throw new RangeError('invalid unit; not finished: a calculation');
    return this.found;
  }
}
