import type { Torus } from '../../../lattice/torus.js';
import { cosSin } from '../../../math/elementary.js';
import { Invalid } from '../../../data/invalid.js';
import { vectorAt } from '../../../math/linear/vector.js';
import { LaneKernel } from '../../../kernel/lane-kernel.js';
import { FLOW_BYTES, spinLayout, type SpinLayout } from './layout.js';
import { spinProgram } from './program.js';
import type { SpinScheme } from './scheme.js';
import type { Lanes } from '../../../kernel/transfer-kernel.js';

export interface SpinKernelOptions {
  /** A ring of an even number of sites, at least 4. */
  readonly lattice: Torus;
  readonly scheme: SpinScheme;
  readonly lanes: Lanes;
  /** Number of float64 to keep for the caller's observables; see `at.extra`. */
  readonly extra?: number;
}

/**
 * The dynamics of section 5.2, compiled: `lanes` replicas of one realisation, advanced together. Replicas never mix: each lane's numbers are the same
 * whatever the others hold.
 *
 * Memory: 40·lanes bytes a site, besides 48 for the fields and, with the exchange's splittings, 72 for each rotation of different length. |S_x| is never
 * renormalised: every flow is a rotation to rounding. A table's matrix repeats its rounding, so that |S_x|² − 1 grows by up to 10⁻¹⁶ with every precession (10⁻⁹ in 10⁷ of them);
 * even/odd rotations round at random, and it stays below 10⁻¹² over 10⁵ of them.
 */
export class SpinKernel extends LaneKernel<SpinLayout> {
  /** S_x, [site][component][lane]. */
  readonly spins: Float64Array;
  private readonly scheme: SpinScheme;

  /** @throws Invalid where the lattice is not a ring of an even number of sites */
  constructor({ lattice, scheme, lanes, extra = 0 }: SpinKernelOptions) {
    if (lattice.dimension !== 1) throw new Invalid('dimension', 'spins live on a ring, 1', lattice.dimension);
    if (lattice.sites % 2 !== 0) {
      throw new Invalid('size', 'not even, but the flows take turns on even and odd sites', lattice.sites);
    }
    const plan = { lattice, scheme, lanes, extra };
    const at = spinLayout(plan);
    super(lattice, lanes, at, spinProgram(plan, at));
    this.scheme = scheme;
    this.spins = this.numbers(at.spins, 3 * lattice.sites * lanes);
  }

  /** Sets the fields ω_x, [site][component], the exchange ε and the time step, by filling the tables. */
  tune(fields: Float64Array, epsilon: number, step: number): void {
    const { at, scheme } = this;
    const { sites } = this.lattice;
    this.numbers(at.fields, 3 * sites).set(fields);
    this.numbers(at.strengths, 2).set([epsilon, 2 * epsilon]);
    const means = this.numbers(at.means, 3 * sites);
    fields.forEach((part, i) => (means[i] = -2 * (part + (fields[(i + 3) % fields.length] as number))));
    at.tables.forEach((address, i) => {
      const table = this.numbers(address, 9 * sites);
      for (let x = 0; x < sites; x++)
        table.set(precession(fields, x, (at.lengths[i] as number) * step), 9 * x);
    });
    const flows = this.numbers(at.flows, (FLOW_BYTES / 8) * (at.lengths.length + at.kickLengths.length));
    [...at.lengths, ...at.kickLengths].forEach((length, i) => {
      const time = length * step;
      const k = epsilon * time;
      flows.set(
        scheme.parts === 'exchange'
          ? [k / 2, (k * k) / 12, (k * k * k * k) / 120]
          : [time, (time * time) / 4, time / 2],
        (FLOW_BYTES / 8) * i,
      );
    });
  }

  /** Advances by `steps` steps, at least 1. */
  run(steps: number): void {
    this.exports.run(steps);
  }

  /** For each lane Σω_x·S_x and εΣS_x·S_{x+1}, whose sum is H. */
  energies(): readonly { readonly field: number; readonly exchange: number }[] {
    return this.energyParts().map(([field, exchange]) => ({ field, exchange }));
  }
}

/** The matrix of the precession Ṡ = ω_x ∧ S for a time τ, by rows: cos θ + sin θ [e∧] + (1 − cos θ) e eᵀ, θ = |ω_x|τ, e = ω_x/|ω_x|. */
function precession(fields: Float64Array, x: number, time: number): number[] {
  const omega = vectorAt(fields, x);
  const size = Math.sqrt(omega[0] * omega[0] + omega[1] * omega[1] + omega[2] * omega[2]);
  const [a, b, c] = omega.map((part) => part / size) as [number, number, number];
  const [cos, sin] = cosSin(size * time);
  const rest = 1 - cos;
  return [
    cos + rest * a * a,
    rest * a * b - sin * c,
    rest * a * c + sin * b,
    rest * a * b + sin * c,
    cos + rest * b * b,
    rest * b * c - sin * a,
    rest * a * c - sin * b,
    rest * b * c + sin * a,
    cos + rest * c * c,
  ];
}
