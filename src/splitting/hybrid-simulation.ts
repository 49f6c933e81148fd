import type { Frame, Json } from '../data/frame.js';
import type { HybridKernel, HybridMonteCarlo } from '../gibbs/sampler.js';
import type { Watched } from '../kernel/energy-watch.js';
import type { LaneKernel, LaneLayout } from '../kernel/lane-kernel.js';
import { FlipClocks, flipProbability } from '../kernel/splitting/flips.js';
import type { BondFunction, ArrayTerm } from '../kernel/transfer-kernel.js';
import { RandomSequence } from '../math/random.js';
import { Equilibrium, samplerNames } from '../models/equilibrium.js';
import type { EquilibriumSimulation, KindPlan, SimulationSetup } from '../models/simulation.js';

/** The flip clocks of the replicas of a unit. */
export function flipClocks(setup: SimulationSetup, sites: number): FlipClocks {
  const { point, plan, lanes } = setup;
  const { seed, group, firstReplica } = samplerNames(setup);
  const sequences = Array.from(
    { length: lanes },
    (_, lane) => new RandomSequence({ seed, stream: 'flips', group, member: firstReplica + lane }),
  );
  return new FlipClocks(sites, flipProbability(point.noise, plan.step), sequences);
}

interface HybridOptions<K extends HybridKernel & LaneKernel<LaneLayout>> {
  readonly sampler: HybridMonteCarlo<K>;
  readonly kicks: number;
  readonly siteEnergies: Watched['siteEnergies'];
  readonly scale: Watched['scale'];
  /** The dressing: εu⁽¹⁾, …, εⁿu⁽ⁿ⁾ of every bond. */
  readonly functions: readonly BondFunction<K>[];
}

/** Sites with a position and a momentum each: hybrid Monte Carlo, then the dynamics with flips. */
export abstract class HybridSimulation<
  K extends HybridKernel & LaneKernel<LaneLayout>,
> implements EquilibriumSimulation {
  readonly extra: number;
  readonly moves: number;
  readonly stepsPerMove: number;
  readonly kicks: number;
  protected readonly plan: KindPlan;
  protected readonly clocks: FlipClocks;
  private readonly sampler: HybridMonteCarlo<K>;
  private readonly equilibrium: Equilibrium<K>;
  private samples = 0;
  private begun = false;

  /** @param kernel tuned for the sampler's steps, with memory for `observersLength` float64 */
  protected constructor(
    readonly kernel: K,
    setup: SimulationSetup,
    { sampler, kicks, siteEnergies, scale, functions }: HybridOptions<K>,
  ) {
    const { lattice } = kernel;
    this.plan = setup.plan;
    this.extra = kernel.at.extra;
    this.moves = setup.study.sampler.trajectories;
    this.stepsPerMove = sampler.usualSteps;
    this.kicks = kicks;
    this.sampler = sampler;
    this.clocks = flipClocks(setup, lattice.sites);
    this.equilibrium = new Equilibrium(kernel, setup, {
      fields: [kernel.positions, kernel.momenta],
      moves: this.moves,
      functions,
      watched: {
        lattice,
        energies: () => sampler.energies(),
        siteEnergies,
        transfer: (bond, lane) => kernel.transfer(bond, lane),
        scale,
      },
    });
    sampler.start();
  }

  /** Prepares the kernel for steps of the given length. */
  protected abstract tune(step: number): void;

  /** Runs the given number of steps, with the flips after each. */
  protected abstract follow(first: number, steps: number): void;

  get moved(): number {
    return this.sampler.length;
  }

  move(): number {
    const steps = this.sampler.advance();
    this.equilibrium.push(this.sampler.energies());
    return steps;
  }

  begin(): void {
    this.begun = true;
    this.tune(this.plan.step);
    this.equilibrium.begin();
  }

  advance(): void {
    const { sampling } = this.plan;
    this.kernel.clearSums();
    this.follow(this.samples * sampling, sampling);
    this.samples += 1;
  }

  sample(): readonly ArrayTerm[] {
    return this.equilibrium.sample();
  }

  check(time: number): void {
    this.equilibrium.check(time);
  }

  get worst(): number {
    return this.equilibrium.worst;
  }

  bookkeeping(): number {
    return this.equilibrium.bookkeeping();
  }

  state(): Frame {
    const { kernel, equilibrium } = this;
    const sampler = this.sampler.state;
    return {
      head: {
        steps: this.samples,
        tuned: this.begun,
        ...sampler.head,
        clocks: this.clocks.state,
        ...equilibrium.state.head,
      },
      columns: {
        positions: kernel.positions.slice(),
        momenta: kernel.momenta.slice(),
        transfers: kernel.transfers,
        ...sampler.columns,
        ...equilibrium.state.columns,
      },
    };
  }

  restore(state: Frame): void {
    const { head, columns } = state;
    this.samples = head['steps'] as number;
    this.begun = head['tuned'] as boolean;
    this.tune(this.begun ? this.plan.step : this.plan.samplerStep);
    this.kernel.positions.set(columns['positions'] as Float64Array);
    this.kernel.momenta.set(columns['momenta'] as Float64Array);
    this.kernel.transfers = columns['transfers'] as Float64Array;
    this.sampler.state = state;
    this.clocks.state = head['clocks'] as number[];
    this.equilibrium.state = state;
  }

  series(): HybridMonteCarlo<K>['series'] & { readonly [name: string]: Float64Array | Uint8Array } {
    return { ...this.sampler.series };
  }

  facts(): { readonly [name: string]: Json } {
    return { samplerStep: this.plan.samplerStep, quantiles: this.equilibrium.quantiles };
  }
}
