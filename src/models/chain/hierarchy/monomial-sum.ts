import type { ModeForces } from './forces.js';
import { MonomialSet, type Parity } from '../../../proof/hierarchy/monomials.js';
import type { Observable } from '../../../proof/hierarchy/observable.js';

/** A polynomial of one bond that is being added up: Σ c·Re(m) or Σ c·Im(m), like monomials collected as they come. */
export class MonomialSum {
  private readonly monomials: MonomialSet;
  private coefficients: Float64Array;
  private readonly row: Int32Array;

  constructor(
    private readonly parity: Parity,
    width: number,
  ) {
    this.monomials = new MonomialSet(width);
    this.coefficients = new Float64Array(64);
    this.row = new Int32Array(width);
  }

  /** Adds c·Re(m) or c·Im(m); the row of words may be changed. */
  add(row: Int32Array, c: number): void {
    const place = this.monomials.place(row, this.parity);
    if (place === 0) return;
    const m = Math.abs(place) - 1;
    if (m >= this.coefficients.length) {
      const larger = new Float64Array(2 * this.coefficients.length);
      larger.set(this.coefficients);
      this.coefficients = larger;
    }
    this.coefficients[m] = (this.coefficients[m] as number) + (place > 0 ? c : -c);
  }

  /** Adds scale·f, f of the same parity and width; monomials with the coefficient 0 are not added. */
  addAll({ monomials: { words, width, count }, coefficients }: Observable, scale: number): void {
    for (let m = 0; m < count; m++) {
      if (coefficients[m] === 0) continue;
      for (let w = 0; w < width; w++) this.row[w] = words[m * width + w] as number;
      this.add(this.row, scale * (coefficients[m] as number));
    }
  }

  /** Adds F·f, F a real polynomial Σ_j s_jm_j with its conjugates: F·Im(m) = Σ_j s_j Im(m_jm), and the same for Re. */
  addProducts(f: Observable, { words, width }: ModeForces, factors: Float64Array): void {
    const own = f.monomials.words;
    for (let m = 0; m < f.monomials.count; m++) {
      const c = f.coefficients[m] as number;
      if (c === 0) continue;
      for (let j = 0; j < factors.length; j++) {
        for (let w = 0; w < width; w++)
          this.row[w] = (own[m * width + w] as number) + (words[j * width + w] as number);
        this.add(this.row, c * (factors[j] as number));
      }
    }
  }

  /** What was added up. */
  observable(): Observable {
    const { parity, monomials } = this;
    return { parity, monomials, coefficients: this.coefficients.slice(0, monomials.count) };
  }
}
