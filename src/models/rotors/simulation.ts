import type { Frame } from '../../data/frame.js';
import { SamplePool } from '../../gibbs/pool.js';
import type { SamplerNames } from '../../gibbs/sampler.js';
import { Channels, channelsLength } from '../../kernel/channels.js';
import { CHOSEN_TOLERANCE, EnergyWatch, GIVEN_TOLERANCE } from '../../kernel/energy-watch.js';
import { schemes } from '../../kernel/scheme.js';
import { FlipClocks, flipProbability } from '../../kernel/splitting/flips.js';
import type { BondFunction, ArrayTerm } from '../../kernel/transfer-kernel.js';
import { torus } from '../../lattice/torus.js';
import { RandomSequence } from '../../math/random.js';
import { sequenceGroup } from '../../study/sequence-group.js';
import type { KindPlan, Simulation, SimulationSetup } from '../simulation.js';
import { rotorLattice } from './hamiltonian.js';
import { RotorKernel } from './kernel/kernel.js';
import { RotorSampler } from './sampler.js';
import type { RotorsStudy } from './spec.js';

/** Rotors in their kernel: hybrid Monte Carlo, then the dynamics with flips. */
export class RotorSimulation implements Simulation {
  readonly kernel: RotorKernel;
  readonly extra: number;
  readonly moves: number;
  readonly stepsPerMove: number;
  readonly kicks: number;
  private readonly sampler: RotorSampler;
  private readonly clocks: FlipClocks;
  private readonly channels: Channels<RotorKernel>;
  private readonly watch: EnergyWatch;
  private readonly plan: KindPlan;
  private readonly epsilon: number;
  private readonly names: SamplerNames;
  private readonly pool: SamplePool;
  /** Of every lane, once the dynamics has begun. */
  private quantiles: readonly number[] = [];
  private samples = 0;
  private begun = false;

  /** @param functions the dressing: εu⁽¹⁾ of every bond, or nothing */
  constructor(
    { study, unit, point, plan, lanes, extra }: SimulationSetup<RotorsStudy>,
    functions: readonly BondFunction<RotorKernel>[],
  ) {
    const { dimension, size } = study.model;
    const { epsilon, temperature, noise } = point;
    const lattice = torus(dimension, size);
    const scheme = schemes[study.scheme];
    // The caller's memory begins at a multiple of 16, as its arrays of vectors must.
    const callers = 2 * Math.ceil(extra / 2);
    const own = channelsLength(functions, lattice.bonds, lanes);
    const group = sequenceGroup(point, unit.realisation);
    this.plan = plan;
    this.epsilon = epsilon;
    this.names = { seed: study.seed, group, firstReplica: unit.firstReplica };
    this.kernel = new RotorKernel({ lattice, scheme, lanes, extra: callers + own });
    this.extra = this.kernel.at.extra;
    this.moves = study.sampler.trajectories;
    this.kicks = scheme.kicks.length;
    const options = {
      epsilon,
      temperature,
      step: plan.samplerStep,
      trajectories: this.moves,
      // Flips do not conserve the momentum.
      atRest: noise === 0,
    };
    this.sampler = new RotorSampler(this.kernel, options, this.names);
    this.stepsPerMove = this.sampler.usualSteps;
    const sequences = Array.from(
      { length: lanes },
      (_, lane) =>
        new RandomSequence({ seed: study.seed, stream: 'flips', group, member: unit.firstReplica + lane }),
    );
    this.clocks = new FlipClocks(lattice.sites, flipProbability(noise, plan.step), sequences);
    this.channels = new Channels(this.kernel, this.extra + 8 * callers, functions);
    const model = rotorLattice(lattice, epsilon);
    const { kernel } = this;
    this.watch = new EnergyWatch(
      {
        lattice,
        energies: () => this.sampler.energies(),
        siteEnergies: (lane) =>
          model.siteEnergies({
            q: kernel.lane(kernel.positions, lane).map((turns) => 2 * Math.PI * turns),
            p: kernel.lane(kernel.momenta, lane),
          }),
        transfer: (bond, lane) => kernel.transfer(bond, lane),
        scale: (initial) => initial,
      },
      {
        replicas: unit.replicas,
        firstReplica: unit.firstReplica,
        seed: study.seed,
        tolerance: study.step === 'auto' ? CHOSEN_TOLERANCE : GIVEN_TOLERANCE,
        stepGiven: study.step !== 'auto',
      },
    );
    this.pool = new SamplePool([kernel.positions, kernel.momenta], lanes, this.moves);
    this.tune();
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
    this.begun = true;
    this.tune();
    this.quantiles = this.pool.spread(this.names);
    this.kernel.transfers = new Float64Array(this.kernel.lattice.bonds * this.kernel.lanes);
    this.watch.begin();
  }

  private tune(): void {
    this.kernel.tune(this.epsilon, this.begun ? this.plan.step : this.plan.samplerStep);
  }

  advance(): readonly ArrayTerm[] {
    const { sampling } = this.plan;
    const { kernel } = this;
    kernel.clearSums();
    const { count, steps, elements } = this.clocks.draw(this.samples * sampling, sampling);
    let done = 0;
    for (let i = 0; i < count; i++) {
      const step = steps[i] as number;
      if (step > done) kernel.run(step - done);
      done = step;
      const element = elements[i] as number;
      kernel.momenta[element] = -(kernel.momenta[element] as number);
    }
    if (done < sampling) kernel.run(sampling - done);
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
        positions: this.kernel.positions.slice(),
        momenta: this.kernel.momenta.slice(),
        transfers: this.kernel.transfers,
        potential: sampler.series.potential,
        accepted: sampler.series.accepted,
        initialEnergies: this.watch.initial,
        poolEnergies: pool.energies,
        poolSamples: pool.samples,
      },
    };
  }

  restore({ head, columns }: Frame): void {
    const numbers = (name: string): Float64Array => columns[name] as Float64Array;
    this.samples = head['steps'] as number;
    this.begun = head['tuned'] as boolean;
    this.tune();
    this.kernel.positions.set(numbers('positions'));
    this.kernel.momenta.set(numbers('momenta'));
    this.kernel.transfers = numbers('transfers');
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
