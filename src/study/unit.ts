import type { Taper } from '../estimate/record.js';
import { GibbsSampler } from '../gibbs/sampler.js';
import { BlockSums } from '../kernel/blocks.js';
import { channelCount, Channels, channelsLength } from '../kernel/channels.js';
import { FlipClocks, flipProbability } from '../kernel/flips.js';
import { Kernel } from '../kernel/kernel.js';
import { Pyramid, pyramidLength } from '../kernel/pyramid.js';
import { schemes } from '../kernel/scheme.js';
import { frequencies } from '../lattice/realisation.js';
import { torus } from '../lattice/torus.js';
import type { Frame, Json } from '../math/frame.js';
import { RandomSequence } from '../math/random.js';
import { oscillators, type Oscillators } from '../model/oscillators.js';
import { dressingOrders } from './dressing.js';
import { EnergyWatch } from './energy-watch.js';
import { sequenceGroup } from './sequence-group.js';
import { pointPlan, type PointPlan } from './plan.js';
import type { Study } from './study.js';
import type { Unit } from './units.js';

/** A unit being worked on: it can be advanced a little, put aside as plain data, and taken up again without changing a bit of its result. */
export interface UnitRun {
  /** Total work, and work done so far, in site-kicks. */
  readonly work: number;
  readonly done: number;
  readonly finished: boolean;
  /**
   * Does about this much more.
   *
   * @throws UnitFailure where a number is not finite, or the energy drifts
   */
  advance(siteKicks: number): void;
  /** The complete state, from which `unitRun` continues. */
  state(): Frame;
  /** The result of a finished unit. */
  result(): Frame;
}

/** Samples between two checks of the energy. */
const WATCH_INTERVAL = 64;

/** Starts a unit, or takes it up where `state` left it. */
export function unitRun(study: Study, unit: Unit, state?: Frame): UnitRun {
  return new OscillatorsUnit(study, unit, state);
}

class OscillatorsUnit implements UnitRun {
  readonly work: number;
  private readonly plan: PointPlan;
  private readonly kernel: Kernel;
  private readonly model: Oscillators;
  private readonly sampler: GibbsSampler;
  private readonly clocks: FlipClocks;
  private readonly pyramid: Pyramid;
  private readonly channels: Channels;
  private readonly blocks: BlockSums;
  private readonly watch: EnergyWatch;
  private readonly chunk: number;
  private readonly kicksPerStep: number;
  private samples = 0;
  private tuned = false;

  constructor(
    private readonly study: Study,
    private readonly unit: Unit,
    state: Frame | undefined,
  ) {
    const plan = pointPlan(study, unit.point);
    const { epsilon, noise, temperature } = plan.point;
    const lattice = torus(study.model.dimension, study.model.size);
    const scheme = schemes[study.scheme];
    const coupling = study.model.coupling.polynomial;
    const pinning = study.model.pinning.polynomial;
    const omega = frequencies(study.model.frequencies, lattice, study.seed, unit.realisation);
    const lanes = unit.replicas > 2 ? 4 : 2;
    const orders = dressingOrders(study, lattice, omega, plan.cutoff ?? 0);
    const elements = channelCount(orders.length) * lattice.bonds;
    const pyramidSize = pyramidLength(plan.scales.length, elements, lanes);
    const extra = pyramidSize + channelsLength(orders, lattice.bonds, lanes);
    const group = sequenceGroup(plan.point, unit.realisation);
    const names = { seed: study.seed, group, firstReplica: unit.firstReplica };

    this.plan = plan;
    this.kernel = new Kernel({ lattice, coupling, pinning, scheme, lanes, extra });
    this.model = oscillators({ lattice, frequencies: omega, coupling, pinning, epsilon });
    const { trajectories } = study.sampler;
    this.sampler = new GibbsSampler(this.kernel, omega, temperature, plan.samplerStep, trajectories, names);
    const probability = flipProbability(noise, plan.step);
    this.clocks = new FlipClocks(
      lattice.sites,
      probability,
      Array.from({ length: lanes }, (_, lane) => {
        return new RandomSequence({
          seed: study.seed,
          stream: 'flips',
          group,
          member: unit.firstReplica + lane,
        });
      }),
    );
    // One call of the kernel takes a limited number of flips: a quarter of it is the mean at most, so that it is never reached.
    const flipsPerStep = probability * lattice.sites * lanes;
    this.chunk = Math.max(
      1,
      Math.min(plan.sampling, Math.floor(this.kernel.flipCapacity / (4 * flipsPerStep))),
    );
    const tapers = plan.tapers.map((taper: Taper) => taper.values);
    const { extra: address } = this.kernel.at;
    this.pyramid = new Pyramid(this.kernel, address, elements, tapers, plan.scales);
    this.channels = new Channels(this.kernel, address + 8 * pyramidSize, orders, epsilon);
    this.blocks = new BlockSums(plan.blockLevels, lanes);
    this.watch = new EnergyWatch(this.kernel, this.model, {
      replicas: unit.replicas,
      firstReplica: unit.firstReplica,
      seed: study.seed,
      tolerance: study.step === 'auto' ? 1e-5 : 1e-3,
    });
    this.kicksPerStep = lattice.sites * unit.replicas * scheme.kicks.length;
    const trajectorySteps = Math.ceil(
      Math.PI / 2 / (omega.reduce((a, b) => a + b, 0) / omega.length) / plan.samplerStep,
    );
    this.work = this.kicksPerStep * (trajectories * trajectorySteps + plan.samples * plan.sampling);
    if (state) this.restore(state);
    else {
      this.tune(plan.samplerStep);
      this.sampler.start();
    }
  }

  get finished(): boolean {
    return this.samples === this.plan.samples;
  }

  get done(): number {
    if (this.finished) return this.work;
    const { trajectories } = this.study.sampler;
    const dynamics = this.kicksPerStep * this.plan.samples * this.plan.sampling;
    return (
      ((this.work - dynamics) * this.sampler.length) / Math.max(1, trajectories) +
      (dynamics * this.samples) / this.plan.samples
    );
  }

  advance(siteKicks: number): void {
    let left = siteKicks;
    while (left > 0 && !this.finished) {
      if (this.sampler.length < this.study.sampler.trajectories) {
        left -= this.sampler.advance() * this.kicksPerStep;
      } else {
        if (!this.tuned) this.begin();
        this.sample();
        left -= this.plan.sampling * this.kicksPerStep;
      }
    }
  }

  /** Leaves the sampler for the dynamics. */
  private begin(): void {
    this.tune(this.plan.step);
    this.tuned = true;
    this.kernel.transfers = new Float64Array(this.kernel.lattice.bonds * this.kernel.lanes);
    this.watch.begin();
  }

  private tune(step: number): void {
    this.kernel.tune(this.model.frequencies, this.model.epsilon, step);
  }

  /** Runs to the next sample and takes it. */
  private sample(): void {
    const { kernel, plan } = this;
    const { sampling } = plan;
    kernel.clearSums();
    for (let step = 0; step < sampling; step += this.chunk) {
      const count = Math.min(this.chunk, sampling - step);
      kernel.run(count, this.clocks.draw(this.samples * sampling + step, count));
    }
    this.pyramid.push(this.channels.sample(sampling));
    const { direction } = this.study;
    this.blocks.push(kernel.totalTransfers(direction === 'all' ? undefined : direction - 1));
    this.samples += 1;
    if (this.samples % WATCH_INTERVAL === 0 || this.finished)
      this.watch.check(this.samples * sampling * plan.step);
  }

  state(): Frame {
    const { kernel } = this;
    const sampler = this.sampler.state;
    const pyramid = this.pyramid.state;
    const blocks = this.blocks.state;
    return {
      head: {
        unit: this.unit.id,
        samples: this.samples,
        tuned: this.tuned,
        trajectories: sampler.done,
        sequences: sampler.positions,
        clocks: this.clocks.state,
        blockCount: blocks.count,
        pyramidCounts: pyramid.counts,
        pyramidFilled: pyramid.filled,
        worst: this.watch.worst,
      },
      columns: {
        positions: kernel.positions.slice(),
        momenta: kernel.momenta.slice(),
        transfers: kernel.transfers,
        potential: sampler.series.potential,
        accepted: sampler.series.accepted,
        blockSums: blocks.sums,
        blockStarts: blocks.starts,
        ring: pyramid.ring,
        initialEnergies: this.watch.initial,
        ...Object.fromEntries(this.pyramid.windows.map((w, k) => [`windows${String(k)}`, w])),
      },
    };
  }

  private restore({ head, columns }: Frame): void {
    const { kernel } = this;
    const numbers = (name: string): Float64Array => columns[name] as Float64Array;
    this.samples = head['samples'] as number;
    this.tuned = head['tuned'] as boolean;
    this.tune(this.tuned ? this.plan.step : this.plan.samplerStep);
    kernel.positions.set(numbers('positions'));
    kernel.momenta.set(numbers('momenta'));
    kernel.transfers = numbers('transfers');
    this.sampler.state = {
      done: head['trajectories'] as number,
      positions: head['sequences'] as number[],
      series: { potential: numbers('potential'), accepted: columns['accepted'] as Uint8Array },
    };
    this.clocks.state = head['clocks'] as number[];
    this.blocks.state = {
      count: head['blockCount'] as number,
      sums: numbers('blockSums'),
      starts: numbers('blockStarts'),
    };
    this.pyramid.state = {
      counts: head['pyramidCounts'] as number[],
      filled: head['pyramidFilled'] as number[],
      ring: numbers('ring'),
    };
    this.pyramid.windows.forEach((windows, k) => {
      windows.set(columns[`windows${String(k)}`] as Float32Array);
    });
    this.watch.restore(numbers('initialEnergies'), head['worst'] as number);
  }

  /** Everything that estimates and reports need; the lanes that only fill up a vector are left out. */
  result(): Frame {
    if (!this.finished) throw new RangeError(`invalid unit; not finished: ${this.unit.id}`);
    const { plan, unit, kernel } = this;
    const { lanes } = kernel;
    const rows = <A extends Float64Array | Uint8Array>(array: A): A =>
      array.filter((_: number, i: number) => i % lanes < unit.replicas) as A;
    const head: Record<string, Json> = {
      unit: unit.id,
      point: unit.point,
      realisation: unit.realisation,
      firstReplica: unit.firstReplica,
      replicas: unit.replicas,
      step: plan.step,
      sampling: plan.sampling,
      samplerStep: plan.samplerStep,
      samples: plan.samples,
      cutoff: plan.cutoff,
      energyError: this.watch.worst,
      bookkeepingError: this.watch.bookkeeping(),
      shapes: {
        potential: [this.study.sampler.trajectories, unit.replicas],
        accepted: [this.study.sampler.trajectories, unit.replicas],
        blockSums: [plan.blockLevels, unit.replicas],
        ...Object.fromEntries(
          plan.scales.map(({ starts }, k) => [
            `windows${String(k)}`,
            [
              unit.replicas,
              starts.length,
              plan.tapers.length,
              channelCount(this.study.dressing),
              kernel.lattice.bonds,
            ],
          ]),
        ),
      },
    };
    return {
      head,
      columns: {
        potential: rows(this.sampler.series.potential),
        accepted: rows(this.sampler.series.accepted),
        blockSums: rows(this.blocks.sums),
        ...Object.fromEntries(
          this.pyramid.windows.map((w, k) => [
            `windows${String(k)}`,
            w.slice(0, (w.length / lanes) * unit.replicas),
          ]),
        ),
      },
    };
  }
}
