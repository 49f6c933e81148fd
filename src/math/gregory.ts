/** The coefficients of Gregory's formula for differences of order 1 to 4. */
const COEFFICIENTS = [1 / 12, 1 / 24, 19 / 720, 3 / 160];
const KEPT = COEFFICIENTS.length + 1;

/**
 * ∫ f dt of a function that arrives one value at a time, at equal steps h, and may jump: the trapezoidal rule with
 * Gregory's end corrections,
 *
 *     ∫ = h [½f₀ + f₁ + … + f_{m−1} + ½f_m] − h Σ_{k=1}^{4} c_k (∇ᵏf_m + (−1)ᵏ Δᵏf₀),   c = 1/12, 1/24, 19/720, 3/160,
 *
 * over every stretch between jumps, with differences of order min(4, m) (Hildebrand, Introduction to Numerical
 * Analysis, 2nd ed. (1974), section 5.9). Exact for polynomials of degree min(4, m), and for degree 5 if m ≥ 5. For
 * e^{iΩt} the trapezoidal rule has the relative error (Ωh)²/12 of the bounded ∫, this rule less than (Ωh)⁵/40 for Ωh <
 * 1. The integral has the unit of f times the unit of h.
 */
export class GregoryIntegral {
  /** Integral over the stretches that have ended. */
  private ended = 0;
  /** The current stretch: its first values, its last values, the sum and the number of all its values. */
  private first: number[] = [];
  private last: number[] = [];
  private sum = 0;
  private count = 0;

  /** @param step h */
  constructor(private readonly step: number) {}

  /** Adds the function's value one step after the last one, or the first value of a stretch. */
  push(value: number): void {
    if (this.count < KEPT) this.first.push(value);
    this.last.push(value);
    if (this.last.length > KEPT) this.last.shift();
    this.sum += value;
    this.count += 1;
  }

  /** Marks a jump: the value pushed next is the one after the jump, at the same time. */
  jump(): void {
    this.ended = this.value;
    this.first = [];
    this.last = [];
    this.sum = 0;
    this.count = 0;
  }

  /** ∫ from the very first value to the last one. */
  get value(): number {
    const { first, last, sum, count } = this;
    if (count < 2) return this.ended;
    let rest = sum - 0.5 * ((first[0] as number) + (last.at(-1) as number));
    // Both are ordered from the end of the stretch inwards.
    let [start, end] = [first, last.toReversed()];
    COEFFICIENTS.slice(0, count - 1).forEach((coefficient, i) => {
      [start, end] = [differences(start), differences(end)];
      const both = (start[0] as number) + (end[0] as number);
      rest += i % 2 === 0 ? coefficient * both : -coefficient * both;
    });
    return this.ended + this.step * rest;
  }
}

/** a_{i+1} − a_i, inwards from an end: applied k times it gives Δᵏf₀ and (−1)ᵏ∇ᵏf_m. */
function differences(values: readonly number[]): number[] {
  return values.slice(1).map((value, i) => value - (values[i] as number));
}
