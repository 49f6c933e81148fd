import { SamplePool } from '../gibbs/pool.js';
import { GibbsSampler, type SamplerNames } from '../gibbs/sampler.js';
import { Channels, channelsLength } from '../kernel/channels.js';
import { FlipClocks, flipProbability } from '../kernel/splitting/flips.js';
import { formEnergies, type KernelForm } from '../kernel/splitting/form.js';
import { Kernel } from '../kernel/splitting/kernel.js';
import { schemes } from '../kernel/scheme.js';
import type { BondFunction, ArrayTerm } from '../kernel/transfer-kernel.js';
import type { Frame } from '../data/frame.js';
import { RandomSequence, type SequenceGroup } from '../math/random.js';
import { CHOSEN_TOLERANCE, EnergyWatch, GIVEN_TOLERANCE, type Watched } from '../kernel/energy-watch.js';
import type { Energies } from '../potential/energies.js';
import { sequenceGroup } from '../study/sequence-group.js';
import type { KindPlan, Simulation, SimulationSetup } from '../models/simulation.js';
import type { Study } from '../study/study.js';
import type { SplittingStudy } from './plan.js';

/** Models of oscillators in their kernel: hybrid Monte Carlo, then the dynamics with flips. */
export class KernelSimulation implements Simulation {
  readonly kernel: Kernel;
  readonly extra: number;
  readonly moves: number;
  readonly stepsPerMove: number;
  readonly kicks: number;
  private readonly sampler: GibbsSampler;
  private readonly clocks: FlipClocks;
  private readonly channels: Channels<Kernel>;
  private readonly watch: EnergyWatch;
  private readonly chunk: number;
  private readonly plan: KindPlan;
  private readonly names: SamplerNames;
  private readonly pool: SamplePool;
  /** Of every lane, once the dynamics has begun. */
  private quantiles: readonly number[] = [];
  private samples = 0;
  private begun = false;

  /** @param functions the dressing: εu⁽¹⁾, …, εⁿu⁽ⁿ⁾ of every bond */
  constructor(
    { study, unit, point, plan, lanes, extra }: SimulationSetup<SplittingStudy>,
    private readonly form: KernelForm,
    functions: readonly BondFunction<Kernel>[],
  ) {
    const { lattice, coupling, pinning, masses } = form;
    const scheme = schemes[study.scheme];
    const { noise, temperature } = point;
    const own = channelsLength(functions, lattice.bonds, lanes);
    const group = sequenceGroup(point, unit.realisation);
    const names = { seed: study.seed, group, firstReplica: unit.firstReplica };
    // The caller's memory begins at a multiple of 16, as its arrays of vectors must.
    const callers = 2 * Math.ceil(extra / 2);

    this.plan = plan;
    this.names = names;
    this.kernel = new Kernel({
      lattice,
      coupling,
      pinning,
      scheme,
      lanes,
      extra: callers + own,
      ...(masses && { masses }),
    });
    this.extra = this.kernel.at.extra;
    this.moves = study.sampler.trajectories;
    this.kicks = scheme.kicks.length;
    this.sampler = new GibbsSampler(this.kernel, form, temperature, plan.samplerStep, this.moves, names);
    const probability = flipProbability(noise, plan.step);
    this.clocks = new FlipClocks(lattice.sites, probability, flipSequences(study, names, lanes));
    this.chunk = Math.max(1, Math.min(plan.sampling, this.kernel.flippedSteps(probability)));
    this.channels = new Channels(this.kernel, this.extra + 8 * callers, functions);
    this.watch = new EnergyWatch(watchedOscillators(this.kernel, formEnergies(form)), {
      replicas: unit.replicas,
      firstReplica: unit.firstReplica,
      seed: study.seed,
      tolerance: study.step === 'auto' ? CHOSEN_TOLERANCE : GIVEN_TOLERANCE,
      stepGiven: study.step !== 'auto',
    });
    this.pool = new SamplePool([this.kernel.positions, this.kernel.momenta], lanes, this.moves);
    this.stepsPerMove = this.sampler.usualSteps;
    this.tune(plan.samplerStep);
    this.sampler.start();
  }

  get moved(): number {
    return this.sampler.length;
  }

  move(): number {
    const steps = this.sampler.advance();
    this.pool.push(this.sampler.energies());
    return steps;
  }

  begin(): void {
    this.tune(this.plan.step);
    this.begun = true;
    this.quantiles = this.pool.spread(this.names);
    this.kernel.transfers = new Float64Array(this.kernel.lattice.bonds * this.kernel.lanes);
    this.watch.begin();
  }

  private tune(step: number): void {
    this.kernel.tune(this.form.rotations, this.form.strength, step);
  }

  advance(): readonly ArrayTerm[] {
    const { sampling } = this.plan;
    this.kernel.clearSums();
    for (let step = 0; step < sampling; step += this.chunk) {
      const count = Math.min(this.chunk, sampling - step);
      this.kernel.run(count, this.clocks.draw(this.samples * sampling + step, count));
    }
    this.samples += 1;
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
    const { kernel } = this;
    const sampler = this.sampler.state;
    const pool = this.pool.state;
    return {
      head: {
        steps: this.samples,
        tuned: this.begun,
        trajectories: sampler.done,
        sequences: sampler.positions,
        clocks: this.clocks.state,
        poolSeen: pool.seen,
        quantiles: [...this.quantiles],
        worst: this.watch.worst,
      },
      columns: {
        positions: kernel.positions.slice(),
        momenta: kernel.momenta.slice(),
        transfers: kernel.transfers,
        potential: sampler.series.potential,
        accepted: sampler.series.accepted,
        initialEnergies: this.watch.initial,
        poolEnergies: pool.energies,
        poolSamples: pool.samples,
      },
    };
  }

  restore({ head, columns }: Frame): void {
    const { kernel } = this;
    const numbers = (name: string): Float64Array => columns[name] as Float64Array;
    this.samples = head['steps'] as number;
    this.begun = head['tuned'] as boolean;
    this.tune(this.begun ? this.plan.step : this.plan.samplerStep);
    kernel.positions.set(numbers('positions'));
    kernel.momenta.set(numbers('momenta'));
    kernel.transfers = numbers('transfers');
    this.sampler.state = {
      done: head['trajectories'] as number,
      positions: head['sequences'] as number[],
      series: { potential: numbers('potential'), accepted: columns['accepted'] as Uint8Array },
    };
    this.clocks.state = head['clocks'] as number[];
    this.quantiles = head['quantiles'] as number[];
    this.pool.state = {
      seen: head['poolSeen'] as number,
      energies: numbers('poolEnergies'),
      samples: numbers('poolSamples'),
    };
    this.watch.restore(numbers('initialEnergies'), head['worst'] as number);
  }

  series(): { readonly potential: Float64Array; readonly accepted: Uint8Array } {
    return this.sampler.series;
  }

  facts(): { readonly samplerStep: number; readonly quantiles: readonly number[] } {
    return { samplerStep: this.plan.samplerStep, quantiles: this.quantiles };
  }
}

function watchedOscillators(kernel: Kernel, siteEnergies: Energies['sites']): Watched {
  return {
    lattice: kernel.lattice,
    energies: () => kernel.energies().map(({ kinetic, potential }) => kinetic + potential),
    siteEnergies: (lane) =>
      siteEnergies({ q: kernel.lane(kernel.positions, lane), p: kernel.lane(kernel.momenta, lane) }),
    transfer: (bond, lane) => kernel.transfer(bond, lane),
    scale: (initial) => Math.abs(initial),
  };
}

function flipSequences(
  { seed }: Study,
  { group, firstReplica }: { readonly group: SequenceGroup; readonly firstReplica: number },
  lanes: number,
): RandomSequence[] {
  return Array.from(
    { length: lanes },
    (_, lane) => new RandomSequence({ seed, stream: 'flips', group, member: firstReplica + lane }),
  );
}
