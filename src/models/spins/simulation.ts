import { SamplePool } from '../../gibbs/pool.js';
import type { SamplerNames } from '../../gibbs/sampler.js';
import { SpinSampler } from './sampler.js';
import { Channels, channelsLength } from '../../kernel/channels.js';
import { spinSchemes } from './kernel/scheme.js';
import { SpinKernel } from './kernel/kernel.js';
import type { ArrayTerm } from '../../kernel/transfer-kernel.js';
import type { Frame } from '../../data/frame.js';
import { energyVariance, type SpinChain } from './hamiltonian.js';
import { CHOSEN_TOLERANCE, EnergyWatch, GIVEN_TOLERANCE } from '../../kernel/energy-watch.js';
import { sequenceGroup } from '../../study/sequence-group.js';
import type { KindPlan, Simulation, SimulationSetup } from '../simulation.js';
import { spinFunctions, spinOrders } from './dressing.js';
import type { SpinsStudy } from './spec.js';

/** Independent samples at T = ∞ that the starts of one unit are drawn from, of each lane. */
const DRAWS = 64;

/** Spins in their kernel: sampled at once at T = ∞, by sweeps of heat baths elsewhere, then the dynamics. */
export class SpinSimulation implements Simulation {
  readonly kernel: SpinKernel;
  readonly extra: number;
  readonly moves: number;
  readonly stepsPerMove = 1;
  readonly kicks: number;
  private readonly sampler: SpinSampler;
  private readonly channels: Channels<SpinKernel>;
  private readonly watch: EnergyWatch;
  private readonly plan: KindPlan;
  private readonly names: SamplerNames;
  private readonly exact: boolean;
  private readonly pool: SamplePool;
  /** Of every lane, once the dynamics has begun. */
  private quantiles: readonly number[] = [];
  private drawn = 0;

  constructor({ study, unit, point, plan, lanes, extra }: SimulationSetup<SpinsStudy>, chain: SpinChain) {
    const { lattice, fields, epsilon } = chain;
    const scheme = spinSchemes[study.scheme];
    const functions = spinFunctions(spinOrders(chain, study.dressing, plan.cutoff ?? 0), epsilon);
    const own = channelsLength(functions, lattice.bonds, lanes);
    // The caller's memory begins at a multiple of 16, as its arrays of vectors must.
    const callers = 2 * Math.ceil(extra / 2);
    this.plan = plan;
    this.kernel = new SpinKernel({ lattice, scheme, lanes, extra: callers + own });
    this.kernel.tune(fields, epsilon, plan.step);
    this.extra = this.kernel.at.extra;
    this.kicks = scheme.kicks.length;
    this.exact = point.temperature === Infinity;
    this.moves = this.exact ? DRAWS : study.sampler.trajectories;
    const names = {
      seed: study.seed,
      group: sequenceGroup(point, unit.realisation),
      firstReplica: unit.firstReplica,
    };
    this.names = names;
    const sweeps = this.exact ? 0 : this.moves;
    this.sampler = new SpinSampler(this.kernel, chain, point.temperature, sweeps, names);
    this.pool = new SamplePool([this.kernel.spins], lanes, this.moves);
    this.channels = new Channels(this.kernel, this.extra + 8 * callers, functions);
    const { kernel } = this;
    // The energy may be near 0: its standard deviation at T = ∞ is the measure of it.
    const scale = Math.sqrt(lattice.sites * energyVariance(chain));
    this.watch = new EnergyWatch(
      {
        lattice,
        energies: () => this.energies(),
        siteEnergies: (lane) => chain.siteEnergies(kernel.lane(kernel.spins, lane)),
        transfer: (bond, lane) => kernel.transfer(bond, lane),
        scale: () => scale,
      },
      {
        replicas: unit.replicas,
        firstReplica: unit.firstReplica,
        seed: study.seed,
        tolerance: study.step === 'auto' ? CHOSEN_TOLERANCE : GIVEN_TOLERANCE,
        stepGiven: study.step !== 'auto',
      },
    );
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
    this.pool.push(this.energies());
    return this.stepsPerMove;
  }

  begin(): void {
    this.quantiles = this.pool.spread(this.names);
    this.kernel.transfers = new Float64Array(this.kernel.lattice.bonds * this.kernel.lanes);
    this.watch.begin();
  }

  /** H of every lane. */
  private energies(): number[] {
    return this.kernel.energies().map(({ field, exchange }) => field + exchange);
  }

  advance(): readonly ArrayTerm[] {
    const { sampling } = this.plan;
    this.kernel.clearSums();
    this.kernel.run(sampling);
    return this.channels.sample(sampling);
  }

  check(time: number): void {
    this.watch.check(time);
  }

  get worst(): number {
    return this.watch.worst;
  }

  bookkeeping(): number {
    return this.watch.bookkeeping();
  }

  state(): Frame {
    const { done, positions, energies } = this.sampler.state;
    const pool = this.pool.state;
    return {
      head: {
        sweeps: done,
        drawn: this.drawn,
        sequences: positions,
        poolSeen: pool.seen,
        quantiles: [...this.quantiles],
        worst: this.watch.worst,
      },
      columns: {
        spins: this.kernel.spins.slice(),
        transfers: this.kernel.transfers,
        energies,
        initialEnergies: this.watch.initial,
        poolEnergies: pool.energies,
        poolSamples: pool.samples,
      },
    };
  }

  restore({ head, columns }: Frame): void {
    const numbers = (name: string): Float64Array => columns[name] as Float64Array;
    this.kernel.spins.set(numbers('spins'));
    this.kernel.transfers = numbers('transfers');
    this.sampler.state = {
      done: head['sweeps'] as number,
      positions: head['sequences'] as number[],
      energies: numbers('energies'),
    };
    this.watch.restore(numbers('initialEnergies'), head['worst'] as number);
    this.drawn = head['drawn'] as number;
    this.quantiles = head['quantiles'] as number[];
    this.pool.state = {
      seen: head['poolSeen'] as number,
      energies: numbers('poolEnergies'),
      samples: numbers('poolSamples'),
    };
  }

  /** H after every sweep, where there is a chain. A heat bath accepts whatever it draws. */
  series(): { readonly [name: string]: Float64Array | Uint8Array } {
    const { energies } = this.sampler;
    return this.exact ? {} : { potential: energies, accepted: new Uint8Array(energies.length).fill(1) };
  }

  facts(): { readonly exact: boolean; readonly quantiles: readonly number[] } {
    return { exact: this.exact, quantiles: this.quantiles };
  }
}
