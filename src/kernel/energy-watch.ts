import { head, tail, type Torus } from '../lattice/torus.js';

/**
 * The relative energy error at which a unit fails, for a step chosen by the program and for one given in the study
 * file.
 */
export const CHOSEN_TOLERANCE = 1e-5;
export const GIVEN_TOLERANCE = 1e-3;

/** The failure of a unit, with all that is needed to reproduce it. */
export class UnitFailure extends Error {
  override readonly name = 'UnitFailure';

  constructor(
    readonly reason: string,
    readonly replica: number,
    readonly site: number,
    readonly time: number,
    readonly seed: number,
  ) {
    super(
      `${reason} (replica ${String(replica)}, site ${String(site)}, time ${String(time)}, seed ${String(seed)})`,
    );
  }
}

/** The replicas of a kernel as the watch needs them. */
export interface Watched {
  readonly lattice: Torus;
  /** H of every lane, up to a constant. */
  energies(): readonly number[];
  /** e_x of every site of a lane. */
  siteEnergies(lane: number): Float64Array;
  /** Q_b of a lane. */
  transfer(bond: number, lane: number): number;
  /** The energy to which an error is relative, given the initial energy. */
  scale(initial: number): number;
}

export interface WatchOptions {
  /** The number of watched lanes; the others only fill up a vector. */
  readonly replicas: number;
  readonly firstReplica: number;
  readonly seed: number;
  /** Relative energy error at which the unit fails. */
  readonly tolerance: number;
  /** Whether the study file gives the step. */
  readonly stepGiven: boolean;
}

/**
 * Watches the energy of every replica. The flow conserves it, and the transfers must account for the change of the site
 * energies, e_x(t) − e_x(0) = Σ_in Q − Σ_out Q, up to the scheme's bounded error.
 */
export class EnergyWatch {
  /** The largest relative error |H(t) − H(0)|/scale seen so far. */
  worst = 0;
  /** e_x(0) of every watched replica, [replica][site], then H of each. */
  readonly initial: Float64Array;

  constructor(
    private readonly watched: Watched,
    private readonly options: WatchOptions,
  ) {
    this.initial = new Float64Array(options.replicas * (watched.lattice.sites + 1));
  }

  /** Stores the current energies as the initial ones. */
  begin(): void {
    for (let lane = 0; lane < this.options.replicas; lane++) {
      this.initial.set(this.watched.siteEnergies(lane), lane * this.watched.lattice.sites);
    }
    this.initial.set(this.energies(), this.options.replicas * this.watched.lattice.sites);
  }

  restore(initial: Float64Array, worst: number): void {
    this.initial.set(initial);
    this.worst = worst;
  }

  /** @throws UnitFailure if a number is not finite or the error is beyond the tolerance */
  check(time: number): void {
    this.energies().forEach((now, lane) => {
      const before = this.initialEnergy(lane);
      const error = Math.abs(now - before) / this.watched.scale(before);
      if (!(error <= this.options.tolerance)) this.fail(lane, time, error);
      this.worst = Math.max(this.worst, error);
    });
  }

  /**
   * The largest |e_x(t) − e_x(0) − (Σ_in Q − Σ_out Q)| over sites and replicas, relative to the mean energy of a site.
   */
  bookkeeping(): number {
    let worst = 0;
    for (let lane = 0; lane < this.options.replicas; lane++) {
      const scale = this.watched.scale(this.initialEnergy(lane)) / this.watched.lattice.sites;
      for (const error of this.discrepancies(lane)) worst = Math.max(worst, Math.abs(error) / scale);
    }
    return worst;
  }

  /** H of every watched replica. */
  private energies(): number[] {
    return this.watched.energies().slice(0, this.options.replicas);
  }

  private initialEnergy(lane: number): number {
    return this.initial[this.options.replicas * this.watched.lattice.sites + lane] as number;
  }

  /** e_x(t) − e_x(0) − (Σ_in Q − Σ_out Q) for every site of a lane. */
  private discrepancies(lane: number): Float64Array {
    const { lattice } = this.watched;
    const energies = this.watched.siteEnergies(lane);
    const result = energies.map((e, x) => e - (this.initial[lane * lattice.sites + x] as number));
    for (let b = 0; b < lattice.bonds; b++) {
      const q = this.watched.transfer(b, lane);
      const from = tail(lattice, b);
      const to = head(lattice, b);
      result[from] = (result[from] as number) + q;
      result[to] = (result[to] as number) - q;
    }
    return result;
  }

  private fail(lane: number, time: number, error: number): never {
    const discrepancies = this.discrepancies(lane);
    let site = 0;
    discrepancies.forEach((value, x) => {
      const size = Math.abs(value);
      if (!(size <= Math.abs(discrepancies[site] as number)) && Number.isFinite(discrepancies[site]))
        site = x;
    });
    const { firstReplica, seed, tolerance, stepGiven } = this.options;
    const blame = stepGiven ? ' (the step of the study file may be too long)' : '';
    const reason = Number.isFinite(error)
      ? `energy drift; relative error above ${String(tolerance)}${blame}: ${error.toExponential(2)}`
      : `energy not finite; the trajectory diverged${blame}: ${String(error)}`;
    throw new UnitFailure(reason, firstReplica + lane, site, time, seed);
  }
}
