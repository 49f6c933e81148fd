import type { Baths } from '../data/baths.js';
import type { Frame, Json } from '../data/frame.js';
import { GibbsSampler } from '../gibbs/sampler.js';
import { UnitFailure } from '../kernel/energy-watch.js';
import { schemes } from '../kernel/scheme.js';
import { BathNoise } from '../kernel/splitting/baths.js';
import { flipProbability, type FlipClocks } from '../kernel/splitting/flips.js';
import type { KernelForm } from '../kernel/splitting/form.js';
import { Kernel } from '../kernel/splitting/kernel.js';
import { RandomSequence } from '../math/random.js';
import { samplerNames } from '../models/equilibrium.js';
import type { KindPlan, Simulation, SimulationSetup } from '../models/simulation.js';
import type { Unit } from '../study/unit.js';
import { flipClocks } from './hybrid-simulation.js';
import type { SplittingStudy } from './plan.js';

/**
 * Replicas between two baths. Each starts from a sample of the Gibbs measure of the open chain at the study's
 * temperature T, rescaled at every site by √(T_x/T) with T_x the linear profile between the baths: at weak coupling a
 * local equilibrium.
 */
export class BathedSimulation implements Simulation {
  readonly kernel: Kernel;
  readonly moves: number;
  readonly stepsPerMove: number;
  readonly kicks: number;
  private readonly plan: KindPlan;
  private readonly unit: Unit;
  private readonly seed: number;
  private readonly temperature: number;
  private readonly sampler: GibbsSampler;
  private readonly clocks: FlipClocks;
  private readonly noise: BathNoise;
  private readonly chunk: number;
  /** H − heats of every lane at the last check, and the largest relative change of this between two checks. */
  private readonly balance: Float64Array;
  private largest = 0;
  private samples = 0;

  constructor(
    setup: SimulationSetup<SplittingStudy>,
    private readonly form: KernelForm,
    private readonly baths: Baths,
  ) {
    const { study, unit, point, plan, lanes } = setup;
    const { lattice, coupling, pinning, masses } = form;
    const scheme = schemes[study.scheme];
    const options = { lattice, coupling, pinning, scheme, lanes, baths: true } as const;
    const names = samplerNames(setup);
    const { seed, group, firstReplica } = names;
    this.plan = plan;
    this.unit = unit;
    this.seed = seed;
    this.temperature = point.temperature;
    this.moves = study.sampler.trajectories;
    this.kicks = scheme.kicks.length;
    this.kernel = new Kernel(masses ? { ...options, masses } : options);
    this.sampler = new GibbsSampler(
      this.kernel,
      form,
      point.temperature,
      plan.samplerStep,
      this.moves,
      names,
    );
    this.stepsPerMove = this.sampler.usualSteps;
    this.clocks = flipClocks(setup, lattice.sites);
    this.noise = new BathNoise(
      Array.from(
        { length: lanes },
        (_, lane) => new RandomSequence({ seed, stream: 'baths', group, member: firstReplica + lane }),
      ),
    );
    const steps = this.kernel.flippedSteps(flipProbability(point.noise, plan.step));
    this.chunk = Math.max(1, Math.min(plan.sampling, this.kernel.bathCapacity, steps));
    this.balance = new Float64Array(lanes);
    this.kernel.tune(form.rotations, form.strength, plan.samplerStep);
    this.sampler.start();
  }

  get moved(): number {
    return this.sampler.length;
  }

  move(): number {
    return this.sampler.advance();
  }

  /** Rescales the Gibbs samples to the linear profile between the baths, and switches the baths on. */
  begin(): void {
    const { kernel, baths } = this;
    const { lanes, lattice } = kernel;
    for (let x = 0; x < lattice.sites; x++) {
      const temperature = baths.left + ((baths.right - baths.left) * (x + 0.5)) / lattice.sites;
      const stretch = Math.sqrt(temperature / this.temperature);
      for (let i = x * lanes; i < (x + 1) * lanes; i++) {
        kernel.positions[i] = (kernel.positions[i] as number) * stretch;
        kernel.momenta[i] = (kernel.momenta[i] as number) * stretch;
      }
    }
    this.tune();
    kernel.transfers = new Float64Array(lattice.bonds * lanes);
    kernel.heats.fill(0);
    this.balance.set(this.balances());
  }

  private tune(): void {
    this.kernel.tune(this.form.rotations, this.form.strength, this.plan.step, this.baths);
  }

  advance(): void {
    const { kernel } = this;
    const { sampling } = this.plan;
    for (let step = 0; step < sampling; step += this.chunk) {
      const count = Math.min(this.chunk, sampling - step);
      this.noise.draw(kernel.gaussians, count);
      kernel.run(count, this.clocks.draw(this.samples * sampling + step, count));
    }
    this.samples += 1;
  }

  /** Checks that the energy gained by a replica since the last check equals the heat from the baths. */
  check(time: number): void {
    const before = this.balance.slice();
    this.balance.set(this.balances());
    const energies = this.energies();
    for (let lane = 0; lane < this.unit.replicas; lane++) {
      const error =
        Math.abs((this.balance[lane] as number) - (before[lane] as number)) / (energies[lane] as number);
      if (!Number.isFinite(error)) {
        throw new UnitFailure('the energy is not finite', this.unit.firstReplica + lane, 0, time, this.seed);
      }
      this.largest = Math.max(this.largest, error);
    }
  }

  get worst(): number {
    return this.largest;
  }

  private energies(): number[] {
    return this.kernel.energies().map(({ kinetic, potential }) => kinetic + potential);
  }

  /** H minus the heat from both baths: constant up to the scheme's error. */
  private balances(): number[] {
    const { heats, lanes } = this.kernel;
    return this.energies().map(
      (energy, lane) => energy - (heats[lane] as number) - (heats[lanes + lane] as number),
    );
  }

  state(): Frame {
    const { kernel } = this;
    const sampler = this.sampler.state;
    return {
      head: {
        steps: this.samples,
        ...sampler.head,
        clocks: this.clocks.state,
        noise: this.noise.state,
        worst: this.largest,
      },
      columns: {
        positions: kernel.positions.slice(),
        momenta: kernel.momenta.slice(),
        passed: kernel.transfers,
        given: kernel.heats.slice(),
        ...sampler.columns,
        balance: this.balance,
      },
    };
  }

  restore(state: Frame): void {
    const { kernel } = this;
    const { head, columns } = state;
    const numbers = (name: string): Float64Array => columns[name] as Float64Array;
    this.samples = head['steps'] as number;
    if (this.samples > 0) this.tune();
    kernel.positions.set(numbers('positions'));
    kernel.momenta.set(numbers('momenta'));
    kernel.transfers = numbers('passed');
    kernel.heats.set(numbers('given'));
    this.sampler.state = state;
    this.clocks.state = head['clocks'] as number[];
    this.noise.state = head['noise'] as number[];
    this.balance.set(numbers('balance'));
    this.largest = head['worst'] as number;
  }

  series(): { readonly [name: string]: Float64Array | Uint8Array } {
    return { ...this.sampler.series };
  }

  facts(): { readonly [name: string]: Json } {
    return { samplerStep: this.plan.samplerStep };
  }
}
