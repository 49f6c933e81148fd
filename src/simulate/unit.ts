import type { Taper } from '../estimate/record.js';
import { BlockSums } from '../kernel/blocks.js';
import { channelCount } from '../kernel/channels.js';
import { Pyramid, pyramidLength } from '../kernel/pyramid.js';
import type { Frame, Json } from '../data/frame.js';
import { kindOf } from '../models/models.js';
import { pointPlan, type PointPlan } from '../plan/point-plan.js';
import { pointFacts } from '../study/point.js';
import type { Simulation } from '../models/simulation.js';
import type { Unit } from '../study/unit.js';
import { stateProblem } from './state-problem.js';
import { SteadyUnit } from './steady.js';
import type { Study } from '../study/study.js';
import type { UnitRun } from '../data/unit-run.js';
import { unitReplicas } from '../plan/units.js';

/** Samples between two checks of the energy. */
export const WATCH_INTERVAL = 64;

/**
 * Starts a unit, or takes it up where `state` left it.
 *
 * @throws Error where a state cannot be of this unit
 */
export function unitRun(study: Study, unit: Unit, state?: Frame): UnitRun {
  const run = study.baths ? new SteadyUnit(study, unit) : new ConductivityUnit(study, unit);
  if (state === undefined) return run;
  const problem = stateProblem(run.state(), state);
  if (problem !== null) throw new Error(problem);
  run.restore(state);
  if (run.done >= 0 && run.done <= run.work) return run;
  throw new Error(`invalid checkpoint; must be of 0 … ${String(run.work)} site-kicks: ${String(run.done)}`);
}

/** What the estimators of κ need of a few replicas: windows of every bond's channels, and block sums of the total current. */
class ConductivityUnit implements UnitRun {
  readonly work: number;
  private readonly plan: PointPlan;
  private readonly simulation: Simulation;
  private readonly pyramid: Pyramid;
  private readonly blocks: BlockSums;
  private readonly channels: number;
  private readonly kicksPerStep: number;
  private samples = 0;

  constructor(
    private readonly study: Study,
    private readonly unit: Unit,
  ) {
    const kind = kindOf(study.model);
    const plan = pointPlan(study, unit.point);
    const { sites, bonds } = kind.lattice(study.model);
    // Also where the last unit has fewer replicas: its pool of samples is the same, so that a study can be given more of them.
    const lanes = unitReplicas(study);
    this.plan = plan;
    this.channels = channelCount(kind.functions(study));
    const elements = this.channels * bonds;
    const extra = pyramidLength(plan.scales.length, elements, lanes);
    this.simulation = kind.simulation({ study, unit, point: plan.point, plan, lanes, extra });
    const { kernel, moves, stepsPerMove, kicks } = this.simulation;
    const tapers = plan.tapers.map((taper: Taper) => taper.values);
    this.pyramid = new Pyramid(kernel, this.simulation.extra, elements, tapers, plan.scales);
    this.blocks = new BlockSums(plan.blockLevels, lanes);
    this.kicksPerStep = sites * unit.replicas * kicks;
    this.work = this.kicksPerStep * (moves * stepsPerMove + plan.samples * plan.sampling);
  }

  get finished(): boolean {
    return this.samples === this.plan.samples;
  }

  get done(): number {
    if (this.finished) return this.work;
    const { moves, moved } = this.simulation;
    const dynamics = this.kicksPerStep * this.plan.samples * this.plan.sampling;
    return (
      ((this.work - dynamics) * moved) / Math.max(1, moves) + (dynamics * this.samples) / this.plan.samples
    );
  }

  advance(siteKicks: number): void {
    const { simulation } = this;
    let left = siteKicks;
    while (left > 0 && !this.finished) {
      if (simulation.moved < simulation.moves) {
        left -= simulation.move() * this.kicksPerStep;
      } else {
        if (this.samples === 0) simulation.begin();
        this.sample();
        left -= this.plan.sampling * this.kicksPerStep;
      }
    }
  }

  /** Runs to the next sample and takes it. */
  private sample(): void {
    const { simulation, plan } = this;
    this.pyramid.push(simulation.advance());
    const { direction } = this.study;
    this.blocks.push(simulation.kernel.totalTransfers(direction === 'all' ? undefined : direction - 1));
    this.samples += 1;
    if (this.samples % WATCH_INTERVAL === 0 || this.finished)
      simulation.check(this.samples * plan.sampling * plan.step);
  }

  state(): Frame {
    const simulation = this.simulation.state();
    const pyramid = this.pyramid.state;
    const blocks = this.blocks.state;
    return {
      head: {
        unit: this.unit.id,
        samples: this.samples,
        blockCount: blocks.count,
        pyramidCounts: pyramid.counts,
        pyramidFilled: pyramid.filled,
        simulation: simulation.head,
      },
      columns: {
        ...simulation.columns,
        blockSums: blocks.sums,
        blockStarts: blocks.starts,
        ring: pyramid.ring,
        ...Object.fromEntries(this.pyramid.windows.map((w, k) => [`windows${String(k)}`, w])),
      },
    };
  }

  restore({ head, columns }: Frame): void {
    const numbers = (name: string): Float64Array => columns[name] as Float64Array;
    this.simulation.restore({ head: head['simulation'] as Frame['head'], columns });
    this.samples = head['samples'] as number;
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
  }

  /** Everything that estimates and reports need; the lanes that only fill up a vector are left out. */
  result(): Frame {
    if (!this.finished) throw new RangeError(`invalid unit; not finished: ${this.unit.id}`);
    const { plan, unit, simulation } = this;
    const { lanes, lattice } = simulation.kernel;
    const rows = <A extends Float64Array | Uint8Array>(array: A): A =>
      array.filter((_: number, i: number) => i % lanes < unit.replicas) as A;
    const series = Object.entries(simulation.series());
    const head: Record<string, Json> = {
      unit: unit.id,
      ...pointFacts(plan.point),
      realisation: unit.realisation,
      firstReplica: unit.firstReplica,
      replicas: unit.replicas,
      step: plan.step,
      sampling: plan.sampling,
      ...simulation.facts(),
      samples: plan.samples,
      cutoff: plan.cutoff,
      energyError: simulation.worst,
      bookkeepingError: simulation.bookkeeping(),
      shapes: {
        ...Object.fromEntries(series.map(([name, values]) => [name, [values.length / lanes, unit.replicas]])),
        blockSums: [plan.blockLevels, unit.replicas],
        ...Object.fromEntries(
          plan.scales.map(({ starts }, k) => [
            `windows${String(k)}`,
            [unit.replicas, starts.length, plan.tapers.length, this.channels, lattice.bonds],
          ]),
        ),
      },
    };
    return {
      head,
      columns: {
        ...Object.fromEntries(series.map(([name, values]) => [name, rows(values)])),
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
