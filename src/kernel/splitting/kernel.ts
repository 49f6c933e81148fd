import type { Torus } from '../../lattice/torus.js';
import { bondAt, neighbour } from '../../lattice/torus.js';
import { cosSin } from '../../math/elementary.js';
import { Invalid } from '../../data/invalid.js';
import type { Potential } from '../../potential/potential.js';
import { bathTable } from './baths.js';
import type { Baths } from '../../data/baths.js';
import { type FlipEvents } from './flips.js';
import { LaneKernel } from '../lane-kernel.js';
import { energyCoefficients, forceCoefficients, forceOf } from './force.js';
import { layout, type MemoryLayout } from './layout.js';
import { splittingProgram } from './program.js';
import type { Scheme } from '../scheme.js';
import type { Lanes } from '../transfer-kernel.js';

export interface KernelOptions {
  readonly lattice: Torus;
  readonly coupling: Potential;
  readonly pinning: Potential;
  readonly scheme: Scheme;
  readonly lanes: Lanes;
  /** m_x > 0 for every site; all 1 if left out. d = 1 only. */
  readonly masses?: Float64Array;
  /** Leaves out the bond (N−1, 0): a chain with two ends, its last transfer always 0. d = 1 only. */
  readonly open?: boolean;
  /** Langevin baths at both ends of an open chain, where `tune` names them. d = 1 only. */
  readonly baths?: boolean;
  /** Number of float64 to keep for the caller's observables; see `extra`. */
  readonly extra?: number;
}

/**
 * The dynamics of section 4, compiled: `lanes` replicas of one realisation, advanced together by a splitting scheme
 * with exact rotations. Replicas never mix: each lane's numbers are the same whatever the others hold.
 *
 *   H = Σ_x ( p_x²/2m_x + ½ω_x² q_x² ) + ε Σ_x U(q_x) + ε Σ_b V(q_tail − q_head),    ω_x ≥ 0
 *
 * so that ω_x² is a spring constant, and an oscillator's frequency ω_x/√m_x. With masses the array `momenta` holds the VELOCITIES
 * p_x/m_x: the current is j_b = ½(v_tail + v_head)V', flips change their sign, and at equilibrium their variance is T/m_x.
 *
 * Arrays are laid out [site or bond][lane]. Memory: 8·lanes·(2 + 2d) bytes a site (d = 1), 8·lanes·(3 + 3d) (d ≥ 2),
 * besides 24 bytes a site for each rotation of different length.
 */
export class Kernel extends LaneKernel<MemoryLayout> {
  readonly positions: Float64Array;
  /** p_x; with masses the velocities p_x/m_x. */
  readonly momenta: Float64Array;
  private readonly plan: KernelOptions;
  private readonly flipList: Int32Array;

  /** @throws Invalid for masses that are not N positive numbers, masses or open ends in d > 1 */
  constructor(options: KernelOptions) {
    const { lattice, scheme, lanes, masses } = options;
    const baths = options.baths ?? false;
    const open = (options.open ?? false) || baths;
    if (lattice.dimension > 1 && (masses || open)) {
      throw new Invalid(masses ? 'masses' : 'open ends', 'only in d = 1', lattice.dimension);
    }
    if (masses && masses.length !== lattice.sites) {
      throw new Invalid('masses', `not one for each of ${String(lattice.sites)} sites`, masses.length);
    }
    const wrong = masses?.find((m) => !(m > 0 && m < Infinity));
    if (wrong !== undefined) throw new Invalid('masses', 'not positive', wrong);
    const plan = {
      lattice,
      scheme,
      lanes,
      masses: masses !== undefined,
      open,
      baths,
      coupling: forceOf(options.coupling),
      pinning: forceOf(options.pinning),
      extra: options.extra ?? 0,
    };
    const at = layout(plan);
    super(lattice, lanes, at, splittingProgram(plan, at));
    this.plan = options;
    this.positions = this.numbers(at.positions, lattice.sites * lanes);
    this.momenta = this.numbers(at.momenta, lattice.sites * lanes);
    this.flipList = new Int32Array(this.memory.buffer, at.flips, 2 * (at.flipCapacity + 1));
    if (lattice.dimension > 1) this.connect();
  }

  /** m_x of every site; undefined where all are 1. */
  get masses(): Float64Array | undefined {
    return this.plan.masses;
  }

  /**
   * Sets the frequencies ω_x ≥ 0, the coupling strength ε and the time step, by filling the tables. A rotation with ω_x = 0 is a
   * free drift. The baths act after every step where they are named; without them the chain is closed.
   *
   * @throws Invalid for baths in a kernel without, or with a friction too large for the step
   */
  tune(frequencies: Float64Array, epsilon: number, step: number, baths?: Baths): void {
    const { lattice, scheme } = this.plan;
    if (baths && !this.plan.baths) throw new Invalid('baths', 'not in this kernel', baths);
    const masses = this.tuneMasses(step, baths);
    this.at.lengths.forEach((length, i) => {
      const table = this.numbers(this.at.tables[i] as number, 3 * lattice.sites);
      for (let x = 0; x < lattice.sites; x++) {
        const omega = (frequencies[x] as number) / Math.sqrt(masses?.[x] ?? 1);
        const [c, s] = cosSin(omega * (length * step));
        table[3 * x] = c;
        table[3 * x + 1] = omega === 0 ? length * step : s / omega;
        table[3 * x + 2] = -(omega * s);
      }
    });
    const potentials = [this.plan.coupling, this.plan.pinning];
    const coefficients = potentials.flatMap(forceCoefficients);
    this.numbers(this.at.frequencies, lattice.sites).set(frequencies);
    this.numbers(this.at.strengths, coefficients.length).set(
      potentials.flatMap(energyCoefficients).map((c) => epsilon * c),
    );
    const kicks = this.numbers(this.at.kicks, scheme.kicks.length * coefficients.length);
    scheme.kicks.forEach((b, i) => {
      coefficients.forEach((c, j) => {
        kicks[i * coefficients.length + j] = epsilon * (b * step) * c;
      });
    });
  }

  /** The masses, those of the ends as the baths' step needs them; kept for the sweeps. */
  private tuneMasses(step: number, baths: Baths | undefined): Float64Array | undefined {
    const { masses, lattice } = this.plan;
    if (!masses && !this.plan.baths) return undefined;
    const heavy = masses?.slice() ?? new Float64Array(lattice.sites).fill(1);
    if (this.plan.baths) {
      const { table, factor } = bathTable(step, baths);
      for (const end of [0, lattice.sites - 1]) heavy[end] = (heavy[end] as number) * factor;
      const values = this.numbers(this.at.bathTable, 6);
      [0, lattice.sites - 1].forEach((site, end) => {
        const mass = heavy[site] as number;
        const { keep, deviation } = table[end] as (typeof table)[number];
        values.set([keep, deviation / Math.sqrt(mass), mass / 2], 3 * end);
      });
      new Int32Array(this.memory.buffer, this.at.bathSwitch, 1)[0] = baths ? 1 : 0;
    }
    this.numbers(this.at.masses, lattice.sites).set(heavy);
    this.numbers(this.at.inverseMasses, lattice.sites).set(heavy.map((m) => 1 / m));
    return heavy;
  }

  /**
   * Advances by `steps` steps, with the flips of `events` (none if left out) after the steps that they name. Where baths act,
   * `gaussians` must hold the numbers of these steps, at most `bathCapacity` of them.
   */
  run(steps: number, events?: FlipEvents): void {
    const count = events?.count ?? 0;
    for (let i = 0; i < count; i++) {
      this.flipList[2 * i] = events?.steps[i] as number;
      this.flipList[2 * i + 1] = 8 * (events?.elements[i] as number);
    }
    this.flipList[2 * count] = 0x7fffffff;
    this.exports.run(steps);
  }

  /** Standard Gaussians that the baths use in the next call of `run`, [step][end][lane]. */
  get gaussians(): Float64Array {
    return this.numbers(this.at.gaussians, this.at.bathCapacity * 2 * this.lanes);
  }

  /** The largest number of steps in one call of `run` while baths act. */
  get bathCapacity(): number {
    return this.at.bathCapacity;
  }

  /** The energy that each bath has given, [end][lane], left end first; may be set. */
  get heats(): Float64Array {
    return this.numbers(this.at.heats, this.at.bathCapacity > 0 ? 2 * this.lanes : 0);
  }

  /** m_x as tuned, those of the ends included, so that m_x⟨v_x²⟩ is the temperature of a site; all 1 without masses and baths. */
  get tunedMasses(): Float64Array {
    const heavy = this.plan.masses !== undefined || this.plan.baths === true;
    const { sites } = this.lattice;
    return heavy ? this.numbers(this.at.masses, sites).slice() : new Float64Array(sites).fill(1);
  }

  /**
   * The steps in one call of `run` whose flips are a quarter of what it can take in the mean, so that this is never reached.
   *
   * @param probability of a flip per site and step
   */
  flippedSteps(probability: number): number {
    return Math.floor(this.flipCapacity / (4 * probability * this.lattice.sites * this.lanes));
  }

  /** The largest number of flips that one call of `run` can take. */
  get flipCapacity(): number {
    return this.at.flipCapacity;
  }

  /** For each lane Σp²/2m and ½Σω²q² + εΣU + εΣV, whose sum is H without the constants of U and V. */
  energies(): readonly { readonly kinetic: number; readonly potential: number }[] {
    return this.energyParts().map(([kinetic, potential]) => ({ kinetic, potential }));
  }

  private connect(): void {
    const { lattice, at } = this;
    const { dimension } = lattice;
    const table = new Int32Array(this.memory.buffer, at.neighbours, 2 * dimension * lattice.sites);
    for (let x = 0; x < lattice.sites; x++) {
      for (let k = 0; k < dimension; k++) {
        table[2 * dimension * x + k] = neighbour(lattice, x, k) * at.stride;
        table[2 * dimension * x + dimension + k] =
          bondAt(lattice, neighbour(lattice, x, k, -1), k) * at.stride;
      }
    }
  }
}
