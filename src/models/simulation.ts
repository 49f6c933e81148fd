import type { Steps } from '../gibbs/pilot.js';
import type { ArrayTerm, TransferKernel } from '../kernel/transfer-kernel.js';
import type { Frame, Json } from '../data/frame.js';
import type { Point } from '../study/point.js';
import type { Study } from '../study/study.js';
import type { Unit } from '../study/unit.js';

/** What a kind of model decides about a point before its units are done. */
export interface KindPlan extends Steps {
  /** |ω·ξ| below which terms are left out of the dressing; null without one. */
  readonly cutoff: number | null;
}

export interface SimulationSetup<S extends Study = Study> {
  readonly study: S;
  readonly unit: Unit;
  readonly point: Point;
  readonly plan: KindPlan;
  readonly lanes: 2 | 4;
  /** Number of float64 to keep in the kernel's memory for the caller. */
  readonly extra: number;
}

/** The replicas of one unit: first sampled from a Gibbs measure, move by move, then followed in time, sample by sample. */
export interface Simulation {
  readonly kernel: TransferKernel;
  /** Moves of the sampler, all and done, and how much work one is, in steps of the dynamics. */
  readonly moves: number;
  readonly moved: number;
  readonly stepsPerMove: number;
  /** Kicks of one step. */
  readonly kicks: number;
  /** Does one move of the sampler; returns its steps. */
  move(): number;
  /** Leaves the sampler for the dynamics; called once, when all moves are done. */
  begin(): void;
  /** Runs to the next sample. */
  advance(): void;
  /**
   * Checks the conserved quantities.
   *
   * @throws UnitFailure where a number is not finite, or the energy drifts
   */
  check(time: number): void;
  /** The largest relative energy error seen by `check`. */
  readonly worst: number;
  /** The complete state, from which `restore` continues without changing a bit. */
  state(): Frame;
  restore(state: Frame): void;
  /** What was seen along the sampler's chain: `potential` and `accepted`, [move][lane], as far as there is a chain. */
  series(): { readonly [name: string]: Float64Array | Uint8Array };
  /** Facts of the unit that its kind adds to the result's head. */
  facts(): { readonly [name: string]: Json };
}

/** Replicas at equilibrium, whose transfers are dressed and recorded. */
export interface EquilibriumSimulation extends Simulation {
  /** Byte address of the caller's `extra` float64. */
  readonly extra: number;
  /** The channels of every bond at the present sample, [channel][bond][lane], as a combination of arrays. */
  sample(): readonly ArrayTerm[];
  /** The largest error of Q's bookkeeping of the sites' energies, relative to the mean energy of a site. */
  bookkeeping(): number;
}
