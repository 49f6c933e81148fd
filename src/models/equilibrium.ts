import type { Frame } from '../data/frame.js';
import { SamplePool } from '../gibbs/pool.js';
import type { SamplerNames } from '../gibbs/sampler.js';
import { Channels, channelsLength } from '../kernel/channels.js';
import { CHOSEN_TOLERANCE, EnergyWatch, GIVEN_TOLERANCE, type Watched } from '../kernel/energy-watch.js';
import type { LaneKernel, LaneLayout } from '../kernel/lane-kernel.js';
import type { BondFunction, ArrayTerm } from '../kernel/transfer-kernel.js';
import { sequenceGroup } from '../study/sequence-group.js';
import type { SimulationSetup } from './simulation.js';

interface EquilibriumOptions<K> {
  /** The kernel's arrays that make up a state, [number][lane]. */
  readonly fields: readonly Float64Array[];
  /** Moves of the sampler, at least 1. */
  readonly moves: number;
  readonly watched: Watched;
  /** The dressing: εu⁽¹⁾, …, εⁿu⁽ⁿ⁾ of every bond. */
  readonly functions: readonly BondFunction<K & LaneKernel<LaneLayout>>[];
}

/** Who samples the replicas of a unit. */
export function samplerNames({ study, unit, point }: SimulationSetup): SamplerNames {
  const group = sequenceGroup(point, unit.realisation);
  return { seed: study.seed, group, firstReplica: unit.firstReplica };
}

/** The caller's share of a kernel's memory, as its arrays of vectors must begin at multiples of 16 bytes. */
function callersLength({ extra }: SimulationSetup): number {
  return 2 * Math.ceil(extra / 2);
}

/** Number of float64 that a kernel must keep for the caller and, behind that, for the channels. */
export function observersLength<K extends LaneKernel<LaneLayout>>(
  setup: SimulationSetup,
  functions: readonly BondFunction<K>[],
  bonds: number,
): number {
  return callersLength(setup) + channelsLength(functions, bonds, setup.lanes);
}

/**
 * What every model does alike with the replicas of a unit at equilibrium: samples are collected while the sampler moves, the replicas start from a spread of
 * them, their transfers are observed with the dressing, and their energies are watched.
 */
export class Equilibrium<K extends LaneKernel<LaneLayout>> {
  private readonly pool: SamplePool;
  private readonly channels: Channels<K>;
  private readonly watch: EnergyWatch;
  private readonly names: SamplerNames;
  private readonly sampling: number;
  /** Of every lane, once the dynamics has begun. */
  private drawn: readonly number[] = [];

  /** @param kernel with memory for `observersLength` float64 */
  constructor(
    private readonly kernel: K,
    setup: SimulationSetup,
    { fields, moves, watched, functions }: EquilibriumOptions<K>,
  ) {
    const { study, unit, plan, lanes } = setup;
    this.names = samplerNames(setup);
    this.sampling = plan.sampling;
    this.pool = new SamplePool(fields, lanes, moves);
    this.channels = new Channels(kernel, kernel.at.extra + 8 * callersLength(setup), functions);
    this.watch = new EnergyWatch(watched, {
      replicas: unit.replicas,
      firstReplica: unit.firstReplica,
      seed: study.seed,
      tolerance: study.step === 'auto' ? CHOSEN_TOLERANCE : GIVEN_TOLERANCE,
      stepGiven: study.step !== 'auto',
    });
  }

  /** Takes note of the sample that a move has led to. */
  push(energies: ArrayLike<number>): void {
    this.pool.push(energies);
  }

  /** Puts the replicas at their starts. */
  begin(): void {
    this.drawn = this.pool.spread(this.names);
    this.kernel.transfers = new Float64Array(this.kernel.lattice.bonds * this.kernel.lanes);
    this.watch.begin();
  }

  /** The channels of every bond, a sampling interval after the kernel's sums were cleared. */
  sample(): readonly ArrayTerm[] {
    return this.channels.sample(this.sampling);
  }

  /** Checks the energy. Throws UnitFailure. */
  check(time: number): void {
    this.watch.check(time);
  }

  get worst(): number {
    return this.watch.worst;
  }

  bookkeeping(): number {
    return this.watch.bookkeeping();
  }

  /** For each lane the quantile of its start among the samples, by energy. */
  get quantiles(): readonly number[] {
    return this.drawn;
  }

  get state(): Frame {
    const { seen, energies, samples } = this.pool.state;
    return {
      head: { poolSeen: seen, quantiles: [...this.drawn], worst: this.watch.worst },
      columns: { initialEnergies: this.watch.initial, poolEnergies: energies, poolSamples: samples },
    };
  }

  set state({ head, columns }: Frame) {
    const numbers = (name: string): Float64Array => columns[name] as Float64Array;
    this.drawn = head['quantiles'] as number[];
    this.pool.state = {
      seen: head['poolSeen'] as number,
      energies: numbers('poolEnergies'),
      samples: numbers('poolSamples'),
    };
    this.watch.restore(numbers('initialEnergies'), head['worst'] as number);
  }
}
