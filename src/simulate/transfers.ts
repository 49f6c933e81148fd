import type { Frame } from '../data/frame.js';
import type { Taper } from '../estimate/window.js';
import { BlockSums } from '../kernel/blocks.js';
import { channelCount } from '../kernel/channels.js';
import { Pyramid, pyramidLength } from '../kernel/pyramid.js';
import { kindOf } from '../models/models.js';
import type { EquilibriumSimulation } from '../models/simulation.js';
import { pointPlan, type PointPlan } from '../plan/point-plan.js';
import { unitReplicas } from '../plan/units.js';
import type { Study } from '../study/study.js';
import type { Unit } from '../study/unit.js';
import { laneRows, type Recorder, type Recording, type UnitRecord } from './recorder.js';

/** Samples between two checks of the energy. */
export const WATCH_INTERVAL = 64;

/** Replicas at equilibrium, and what the estimators of κ need of them. */
export function transferRecording(study: Study, unit: Unit): Recording {
  const kind = kindOf(study.model);
  const plan = pointPlan(study, unit.point);
  const channels = channelCount(kind.functions(study));
  // Also where the last unit has fewer replicas: its pool of samples is the same, so that a study can be given more of them.
  const lanes = unitReplicas(study);
  const extra = pyramidLength(plan.scales.length, channels * kind.lattice(study.model).bonds, lanes);
  const simulation = kind.simulation({ study, unit, point: plan.point, plan, lanes, extra });
  return { simulation, recorder: new TransferRecorder(simulation, plan, channels, study.direction) };
}

/** Windows of every bond's channels, and block sums of the total current. */
class TransferRecorder implements Recorder {
  private readonly pyramid: Pyramid;
  private readonly blocks: BlockSums;

  constructor(
    private readonly simulation: EquilibriumSimulation,
    private readonly plan: PointPlan,
    private readonly channels: number,
    private readonly direction: Study['direction'],
  ) {
    const { kernel, extra } = simulation;
    const tapers = plan.tapers.map((taper: Taper) => taper.values);
    this.pyramid = new Pyramid(kernel, extra, channels * kernel.lattice.bonds, tapers, plan.scales);
    this.blocks = new BlockSums(plan.blockLevels, kernel.lanes);
  }

  push(): void {
    const { simulation, direction } = this;
    this.pyramid.push(simulation.sample());
    this.blocks.push(simulation.kernel.totalTransfers(direction === 'all' ? undefined : direction - 1));
  }

  checksAfter(samples: number): boolean {
    return samples % WATCH_INTERVAL === 0 || samples === this.plan.samples;
  }

  state(): Frame {
    const pyramid = this.pyramid.state;
    const blocks = this.blocks.state;
    return {
      head: { blockCount: blocks.count, pyramidCounts: pyramid.counts, pyramidFilled: pyramid.filled },
      columns: {
        blockSums: blocks.sums,
        blockStarts: blocks.starts,
        ring: pyramid.ring,
        ...Object.fromEntries(this.pyramid.windows.map((w, k) => [`windows${String(k)}`, w])),
      },
    };
  }

  restore({ head, columns }: Frame): void {
    const numbers = (name: string): Float64Array => columns[name] as Float64Array;
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

  record(replicas: number): UnitRecord {
    const { plan, simulation, channels } = this;
    const { lanes, lattice } = simulation.kernel;
    return {
      facts: { cutoff: plan.cutoff },
      checks: { bookkeepingError: simulation.bookkeeping() },
      shapes: {
        blockSums: [plan.blockLevels, replicas],
        ...Object.fromEntries(
          plan.scales.map(({ starts }, k) => [
            `windows${String(k)}`,
            [replicas, starts.length, plan.tapers.length, channels, lattice.bonds],
          ]),
        ),
      },
      columns: {
        blockSums: laneRows(this.blocks.sums, lanes, replicas),
        ...Object.fromEntries(
          this.pyramid.windows.map((w, k) => [
            `windows${String(k)}`,
            w.slice(0, (w.length / lanes) * replicas),
          ]),
        ),
      },
    };
  }
}
