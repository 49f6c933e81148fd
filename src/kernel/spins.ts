import type { Torus } from '../lattice/torus.js';
import { cosSin } from '../math/elementary.js';
import { Invalid } from '../math/invalid.js';
import { vectorAt } from '../math/vector.js';
import { assembled } from './assembler.js';
import type { Term, TransferKernel } from './transfer-kernel.js';
import { FLOW_BYTES, spinLayout, type SpinLayout } from './spins-layout.js';
import { spinProgramText } from './spins-program.js';
import type { SpinScheme } from './spins-scheme.js';

export interface SpinKernelOptions {
  /** A ring of an even number of sites, at least 4. */
  readonly lattice: Torus;
  readonly scheme: SpinScheme;
  readonly lanes: 2 | 4;
  /** Number of float64 to keep for the caller's observables; see `at.extra`. */
  readonly extra?: number;
}

interface Exports {
  run(steps: number): void;
  combine(to: number, terms: number, bytes: number): void;
  total(from: number, step: number, end: number): void;
  energies(): void;
}

/**
 * The dynamics of section 5.2, compiled: `lanes` replicas of one realisation, advanced together. Replicas never mix: each lane's numbers are the same
 * whatever the others hold.
 *
 * Memory: 40·lanes bytes a site, besides 48 for the fields and, with the exchange's splittings, 72 for each rotation of different length. |S_x| is never
 * renormalised: every flow is a rotation to rounding. A table's matrix repeats its rounding, so that |S_x|² − 1 grows by up to 10⁻¹⁶ with every precession (10⁻⁹ in 10⁷ of them);
 * even/odd rotations round at random, and it stays below 10⁻¹² over 10⁵ of them.
 */
export class SpinKernel implements TransferKernel {
  readonly lattice: Torus;
  readonly lanes: 2 | 4;
  readonly at: SpinLayout;
  /** S_x, [site][component][lane]. */
  readonly spins: Float64Array;
  /** Holds every array of `at`; modules made for the same kernel share it. */
  readonly memory: WebAssembly.Memory;
  private readonly scheme: SpinScheme;
  private readonly scaledTransfers: Float64Array;
  private readonly exports: Exports;
  private readonly termList: DataView;
  private readonly laneList: Float64Array;

  /** @throws Invalid where the lattice is not a ring of an even number of sites */
  constructor({ lattice, scheme, lanes, extra = 0 }: SpinKernelOptions) {
    if (lattice.dimension !== 1) throw new Invalid('dimension', 'spins live on a ring, 1', lattice.dimension);
    if (lattice.sites % 2 !== 0) {
      throw new Invalid('size', 'not even, but the flows take turns on even and odd sites', lattice.sites);
    }
    const plan = { lattice, scheme, lanes, extra };
    this.lattice = lattice;
    this.lanes = lanes;
    this.scheme = scheme;
    this.at = spinLayout(plan);
    const memory = new WebAssembly.Memory({ initial: Math.ceil(this.at.bytes / 65536) });
    this.memory = memory;
    const module = assembled(spinProgramText(plan, this.at));
    this.exports = new WebAssembly.Instance(module, { kernel: { memory } }).exports as unknown as Exports;
    this.spins = this.numbers(this.at.spins, 3 * lattice.sites * lanes);
    this.scaledTransfers = this.numbers(this.at.transfers, lattice.bonds * lanes);
    this.termList = new DataView(memory.buffer, this.at.terms);
    this.laneList = this.numbers(this.at.lanesOut, 2 * lanes);
  }

  /** `length` float64 at a byte address of the kernel's memory, as a view. */
  numbers(address: number, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, address, length);
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

  /** Q_b of one bond and lane: the energy that passed from x to x+1 since the transfers were cleared. */
  transfer(bond: number, lane: number): number {
    return (this.scaledTransfers[bond * this.lanes + lane] as number) / 4;
  }

  /** Every Q_b, [bond][lane]; a copy. */
  get transfers(): Float64Array {
    return this.scaledTransfers.map((q) => q / 4);
  }

  set transfers(values: Float64Array) {
    this.scaledTransfers.set(values.map((q) => q * 4));
  }

  /** Sets the sums over steps to zero. */
  clearSums(): void {
    this.numbers(this.at.sums, this.lattice.bonds * this.lanes).fill(0);
  }

  /** to ← Σ_j c_j x_j for arrays of `length` float64 (a multiple of 4) at byte addresses of the kernel's memory; at most 64 terms. */
  combine(to: number, terms: readonly Term[], length: number): void {
    terms.forEach(({ coefficient, address }, j) => {
      this.termList.setFloat64(16 * j, coefficient, true);
      this.termList.setUint32(16 * j + 8, address, true);
    });
    this.exports.combine(to, 16 * terms.length, 8 * length);
  }

  /** For each lane Σ_b Q_b. */
  totalTransfers(): number[] {
    const { stride, transfers } = this.at;
    this.exports.total(transfers, stride, transfers + this.lattice.bonds * stride);
    return Array.from(this.laneList.subarray(0, this.lanes), (total) => total / 4);
  }

  /** For each lane Σω_x·S_x and εΣS_x·S_{x+1}, whose sum is H. */
  energies(): readonly { readonly field: number; readonly exchange: number }[] {
    this.exports.energies();
    const out = this.laneList;
    return Array.from({ length: this.lanes }, (_, lane) => ({
      field: out[lane] as number,
      exchange: out[this.lanes + lane] as number,
    }));
  }

  /** The numbers of one lane of an array laid out [element][lane]; a copy. */
  lane(array: Float64Array, lane: number): Float64Array {
    return array.filter((_, i) => i % this.lanes === lane);
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
