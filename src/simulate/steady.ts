import { GibbsSampler } from '../gibbs/sampler.js';
import { BathNoise } from '../kernel/splitting/baths.js';
import type { Baths } from '../data/baths.js';
import { FlipClocks, flipProbability } from '../kernel/splitting/flips.js';
import type { KernelForm } from '../kernel/splitting/form.js';
import { Kernel } from '../kernel/splitting/kernel.js';
import { schemes } from '../kernel/scheme.js';
import { exp } from '../math/elementary.js';
import type { Frame } from '../data/frame.js';
import { RandomSequence, type RandomStream } from '../math/random.js';
import { UnitFailure } from '../kernel/energy-watch.js';
import { kindOf } from '../models/models.js';
import { pointPlan, type PointPlan } from '../plan/point-plan.js';
import { pointFacts } from '../study/point.js';
import { sequenceGroup } from '../study/sequence-group.js';
import type { Unit } from '../study/unit.js';
import { blockEnd, steadyBlocks } from '../plan/steady.js';
import type { Study } from '../study/study.js';
import type { SplittingStudy } from '../splitting/plan.js';
import type { UnitRun } from '../data/unit-run.js';

/**
 * A few replicas between two baths. Each is a sample of the Gibbs measure of the open chain at the study's temperature, stretched at every
 * site by √(T_x/T), T_x the straight line between the baths' temperatures: at weak coupling a local equilibrium. From there the baths act.
 *
 * Recorded at the end of every block, counted from the beginning: the heat of both baths, every bond's transfer, and the sum over
 * samples of m v² at every site.
 */
export class SteadyUnit implements UnitRun {
  readonly work: number;
  private readonly plan: PointPlan;
  private readonly baths: Baths;
  private readonly form: KernelForm;
  private readonly kernel: Kernel;
  private readonly sampler: GibbsSampler;
  private readonly clocks: FlipClocks;
  private readonly noise: BathNoise;
  private readonly chunk: number;
  private readonly kicksPerStep: number;
  /** [block][end, bond or site][lane]. */
  private readonly heats: Float64Array;
  private readonly transfers: Float64Array;
  private readonly temperatures: Float64Array;
  /** Σ v² over samples, [site][lane]. */
  private readonly squares: Float64Array;
  /** H − heats of every lane when a block began, and the largest relative change of that within a block. */
  private readonly balance: Float64Array;
  private worst = 0;
  private samples = 0;

  constructor(
    private readonly study: Study,
    private readonly unit: Unit,
  ) {
    const kind = kindOf(study.model);
    if (!study.baths || !kind.form) throw new RangeError(`invalid unit; not between baths: ${unit.id}`);
    const plan = pointPlan(study, unit.point);
    const { point } = plan;
    const form = kind.form(study, point.epsilon, unit.realisation);
    const { lattice, coupling, pinning } = form;
    const { sites } = lattice;
    const scheme = schemes[(study as SplittingStudy).scheme];
    const lanes = unit.replicas > 2 ? 4 : 2;
    const group = sequenceGroup(point, unit.realisation);
    const sequences = (stream: RandomStream): RandomSequence[] =>
      Array.from(
        { length: lanes },
        (_, lane) =>
          new RandomSequence({ seed: study.seed, stream, group, member: unit.firstReplica + lane }),
      );
    const { trajectories } = study.sampler;
    const probability = flipProbability(point.noise, plan.step);
    const blocks = steadyBlocks(plan.samples);

    this.plan = plan;
    this.baths = study.baths;
    this.form = form;
    const options = { lattice, coupling, pinning, scheme, lanes, baths: true } as const;
    this.kernel = new Kernel(form.masses ? { ...options, masses: form.masses } : options);
    this.sampler = new GibbsSampler(this.kernel, form, point.temperature, plan.samplerStep, trajectories, {
      seed: study.seed,
      group,
      firstReplica: unit.firstReplica,
    });
    this.clocks = new FlipClocks(sites, probability, sequences('flips'));
    this.noise = new BathNoise(sequences('baths'));
    const steps = this.kernel.flippedSteps(probability);
    this.chunk = Math.max(1, Math.min(plan.sampling, this.kernel.bathCapacity, steps));
    this.heats = new Float64Array(blocks * 2 * lanes);
    this.transfers = new Float64Array(blocks * sites * lanes);
    this.temperatures = new Float64Array(blocks * sites * lanes);
    this.squares = new Float64Array(sites * lanes);
    this.balance = new Float64Array(lanes);
    this.kicksPerStep = sites * unit.replicas * scheme.kicks.length;
    this.work = this.kicksPerStep * (trajectories * this.sampler.usualSteps + plan.samples * plan.sampling);
    this.kernel.tune(form.rotations, form.strength, plan.samplerStep);
    this.sampler.start();
  }

  get finished(): boolean {
    return this.samples === this.plan.samples;
  }

  get done(): number {
    const moves = this.sampler.length * this.sampler.usualSteps;
    return this.kicksPerStep * (moves + this.samples * this.plan.sampling);
  }

  advance(siteKicks: number): void {
    let left = siteKicks;
    while (left > 0 && !this.finished) {
      if (this.sampler.length < this.study.sampler.trajectories) {
        left -= this.sampler.advance() * this.kicksPerStep;
      } else {
        if (this.samples === 0) this.begin();
        this.sample();
        left -= this.plan.sampling * this.kicksPerStep;
      }
    }
  }

  /** Stretches the Gibbs samples to the straight line between the baths, and lets the baths act. */
  private begin(): void {
    const { kernel, baths, plan } = this;
    const { lanes, lattice } = kernel;
    for (let x = 0; x < lattice.sites; x++) {
      const temperature = baths.left + ((baths.right - baths.left) * (x + 0.5)) / lattice.sites;
      const stretch = Math.sqrt(temperature / plan.point.temperature);
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

  /** Runs to the next sample and takes it. */
  private sample(): void {
    const { kernel, plan, squares } = this;
    const { sampling } = plan;
    for (let step = 0; step < sampling; step += this.chunk) {
      const count = Math.min(this.chunk, sampling - step);
      this.noise.draw(kernel.gaussians, count);
      kernel.run(count, this.clocks.draw(this.samples * sampling + step, count));
    }
    const { momenta } = kernel;
    for (let i = 0; i < squares.length; i++) {
      const v = momenta[i] as number;
      squares[i] = (squares[i] as number) + v * v;
    }
    this.samples += 1;
    const blocks = steadyBlocks(plan.samples);
    const block = Math.ceil((this.samples * blocks) / plan.samples) - 1;
    if (blockEnd(block, plan.samples) === this.samples) this.close(block);
  }

  /** Records a block. */
  private close(block: number): void {
    const { kernel, plan } = this;
    const { lanes, lattice } = kernel;
    this.heats.set(kernel.heats, block * 2 * lanes);
    this.transfers.set(kernel.transfers, block * lattice.bonds * lanes);
    this.temperatures.set(this.kineticTemperatures(), block * lattice.sites * lanes);
    const before = this.balance.slice();
    this.balance.set(this.balances());
    const energies = this.energies();
    for (let lane = 0; lane < this.unit.replicas; lane++) {
      const error =
        Math.abs((this.balance[lane] as number) - (before[lane] as number)) / (energies[lane] as number);
      if (!Number.isFinite(error)) {
        const time = this.samples * plan.sampling * plan.step;
        const replica = this.unit.firstReplica + lane;
        throw new UnitFailure('the energy is not finite', replica, 0, time, this.study.seed);
      }
      this.worst = Math.max(this.worst, error);
    }
  }

  private energies(): number[] {
    return this.kernel.energies().map(({ kinetic, potential }) => kinetic + potential);
  }

  /** H minus the heat of both baths: constant but for the scheme's error. */
  private balances(): number[] {
    const { heats, lanes } = this.kernel;
    return this.energies().map(
      (energy, lane) => energy - (heats[lane] as number) - (heats[lanes + lane] as number),
    );
  }

  /**
   * The sums of m v² over samples. A sample sees the ends after a whole step of their baths, which half of it belongs before: the mean in
   * the middle of the bath's step, where ⟨mv²⟩ is a temperature, is T + (mv² − T)/c.
   */
  private kineticTemperatures(): Float64Array {
    const { kernel, plan, baths, samples } = this;
    const { lanes, lattice } = kernel;
    const keep = exp(-baths.friction * plan.step);
    const masses = kernel.tunedMasses;
    return this.squares.map((sum, i) => {
      const x = Math.floor(i / lanes);
      const seen = (masses[x] as number) * sum;
      if (x > 0 && x < lattice.sites - 1) return seen;
      const bath = samples * (x === 0 ? baths.left : baths.right);
      return bath + (seen - bath) / keep;
    });
  }

  state(): Frame {
    const { kernel } = this;
    const sampler = this.sampler.state;
    return {
      head: {
        unit: this.unit.id,
        samples: this.samples,
        trajectories: sampler.done,
        sequences: sampler.positions,
        clocks: this.clocks.state,
        noise: this.noise.state,
        worst: this.worst,
      },
      columns: {
        positions: kernel.positions.slice(),
        momenta: kernel.momenta.slice(),
        passed: kernel.transfers,
        given: kernel.heats.slice(),
        potential: sampler.series.potential,
        accepted: sampler.series.accepted,
        squares: this.squares,
        balance: this.balance,
        heats: this.heats,
        transfers: this.transfers,
        temperatures: this.temperatures,
      },
    };
  }

  restore({ head, columns }: Frame): void {
    const { kernel } = this;
    const numbers = (name: string): Float64Array => columns[name] as Float64Array;
    this.samples = head['samples'] as number;
    if (this.samples > 0) this.tune();
    kernel.positions.set(numbers('positions'));
    kernel.momenta.set(numbers('momenta'));
    kernel.transfers = numbers('passed');
    kernel.heats.set(numbers('given'));
    this.sampler.state = {
      done: head['trajectories'] as number,
      positions: head['sequences'] as number[],
      series: { potential: numbers('potential'), accepted: columns['accepted'] as Uint8Array },
    };
    this.clocks.state = head['clocks'] as number[];
    this.noise.state = head['noise'] as number[];
    this.worst = head['worst'] as number;
    for (const name of ['squares', 'balance', 'heats', 'transfers', 'temperatures'] as const) {
      this[name].set(numbers(name));
    }
  }

  result(): Frame {
    if (!this.finished) throw new RangeError(`invalid unit; not finished: ${this.unit.id}`);
    const { plan, unit, kernel, sampler, study } = this;
    const { lanes, lattice } = kernel;
    const { trajectories } = study.sampler;
    const blocks = steadyBlocks(plan.samples);
    const rows = <A extends Float64Array | Uint8Array>(array: A): A =>
      array.filter((_: number, i: number) => i % lanes < unit.replicas) as A;
    // The bond (N−1, 0) is not there.
    const bonds = this.transfers.filter((_, i) => Math.floor(i / lanes) % lattice.bonds < lattice.bonds - 1);
    return {
      head: {
        unit: unit.id,
        ...pointFacts(plan.point),
        realisation: unit.realisation,
        firstReplica: unit.firstReplica,
        replicas: unit.replicas,
        step: plan.step,
        sampling: plan.sampling,
        samplerStep: plan.samplerStep,
        samples: plan.samples,
        blocks,
        energyError: this.worst,
        shapes: {
          potential: [trajectories, unit.replicas],
          accepted: [trajectories, unit.replicas],
          heats: [blocks, 2, unit.replicas],
          transfers: [blocks, lattice.bonds - 1, unit.replicas],
          temperatures: [blocks, lattice.sites, unit.replicas],
        },
      },
      columns: {
        potential: rows(sampler.series.potential),
        accepted: rows(sampler.series.accepted),
        heats: rows(this.heats),
        transfers: rows(bonds),
        temperatures: rows(this.temperatures),
      },
    };
  }
}
