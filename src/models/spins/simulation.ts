import { SpinSampler } from './sampler.js';
import { spinSchemes } from './kernel/scheme.js';
import { SpinKernel } from './kernel/kernel.js';
import type { ArrayTerm } from '../../kernel/transfer-kernel.js';
import type { Frame } from '../../data/frame.js';
import { energyVariance, type SpinChain } from './hamiltonian.js';
import { Equilibrium, observersLength, samplerNames } from '../equilibrium.js';
import type { EquilibriumSimulation, SimulationSetup } from '../simulation.js';
import { spinFunctions, spinOrders } from './dressing.js';
import type { SpinsStudy } from './spec.js';

/** Independent samples at T = ∞ that the starts of one unit are drawn from, of each lane. */
const DRAWS = 64;

/** Spins in their kernel: sampled at once at T = ∞, by sweeps of heat baths elsewhere, then the dynamics. */
export class SpinSimulation implements EquilibriumSimulation {
  readonly kernel: SpinKernel;
  readonly extra: number;
  readonly moves: number;
  readonly stepsPerMove = 1;
  readonly kicks: number;
  private readonly sampler: SpinSampler;
  private readonly sampling: number;
  private readonly exact: boolean;
  private readonly equilibrium: Equilibrium<SpinKernel>;
  private drawn = 0;

  constructor(setup: SimulationSetup<SpinsStudy>, chain: SpinChain) {
    const { study, point, plan, lanes } = setup;
    const { lattice, fields, epsilon } = chain;
    const scheme = spinSchemes[study.scheme];
    const functions = spinFunctions(spinOrders(chain, study.dressing, plan.cutoff ?? 0), epsilon);
    const kernel = new SpinKernel({
      lattice,
      scheme,
      lanes,
      extra: observersLength(setup, functions, lattice.bonds),
    });
    kernel.tune(fields, epsilon, plan.step);
    this.kernel = kernel;
    this.extra = kernel.at.extra;
    this.kicks = scheme.kicks.length;
    this.sampling = plan.sampling;
    this.exact = point.temperature === Infinity;
    this.moves = this.exact ? DRAWS : study.sampler.trajectories;
    const sweeps = this.exact ? 0 : this.moves;
    this.sampler = new SpinSampler(kernel, chain, point.temperature, sweeps, samplerNames(setup));
    // The energy may be near 0: its standard deviation at T = ∞ is the measure of it.
    const scale = Math.sqrt(lattice.sites * energyVariance(chain));
    this.equilibrium = new Equilibrium(kernel, setup, {
      fields: [kernel.spins],
      moves: this.moves,
      functions,
      watched: {
        lattice,
        energies: () => this.energies(),
        siteEnergies: (lane) => chain.siteEnergies(kernel.lane(kernel.spins, lane)),
        transfer: (bond, lane) => kernel.transfer(bond, lane),
        scale: () => scale,
      },
    });
    this.sampler.start();
  }

  get moved(): number {
    return this.exact ? this.drawn : this.sampler.length;
  }

  move(): number {
    if (this.exact) {
      this.sampler.start();
      this.drawn += 1;
    } else {
      this.sampler.advance();
    }
    this.equilibrium.push(this.energies());
    return this.stepsPerMove;
  }

  begin(): void {
    this.equilibrium.begin();
  }

  /** H of every lane. */
  private energies(): number[] {
    return this.kernel.energies().map(({ field, exchange }) => field + exchange);
  }

  advance(): void {
    this.kernel.clearSums();
    this.kernel.run(this.sampling);
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
    const { done, positions, energies } = this.sampler.state;
    return {
      head: { sweeps: done, drawn: this.drawn, sequences: positions, ...equilibrium.state.head },
      columns: {
        spins: kernel.spins.slice(),
        transfers: kernel.transfers,
        energies,
        ...equilibrium.state.columns,
      },
    };
  }

  restore(state: Frame): void {
    const { head, columns } = state;
    this.kernel.spins.set(columns['spins'] as Float64Array);
    this.kernel.transfers = columns['transfers'] as Float64Array;
    this.sampler.state = {
      done: head['sweeps'] as number,
      positions: head['sequences'] as number[],
      energies: columns['energies'] as Float64Array,
    };
    this.drawn = head['drawn'] as number;
    this.equilibrium.state = state;
  }

  /** H after every sweep, where there is a chain. A heat bath accepts whatever it draws. */
  series(): { readonly [name: string]: Float64Array | Uint8Array } {
    const { energies } = this.sampler;
    return this.exact ? {} : { potential: energies, accepted: new Uint8Array(energies.length).fill(1) };
  }

  facts(): { readonly exact: boolean; readonly quantiles: readonly number[] } {
    return { exact: this.exact, quantiles: this.equilibrium.quantiles };
  }
}
