import type { Baths } from '../data/baths.js';
import type { Frame } from '../data/frame.js';
import { exp } from '../math/elementary.js';
import { kindOf } from '../models/models.js';
import { pointPlan, type PointPlan } from '../plan/point-plan.js';
import { blockEnd, steadyBlocks } from '../plan/steady.js';
import { BathedSimulation } from '../splitting/bathed-simulation.js';
import type { SplittingStudy } from '../splitting/plan.js';
import type { Study } from '../study/study.js';
import type { Unit } from '../study/unit.js';
import { laneRows, type Recorder, type Recording, type UnitRecord } from './recorder.js';

/** Replicas between two baths, and their steady flows. */
export function flowRecording(study: Study, unit: Unit, baths: Baths): Recording {
  const kind = kindOf(study.model);
  if (!kind.form) throw new RangeError(`invalid unit; not between baths: ${unit.id}`);
  const plan = pointPlan(study, unit.point);
  const { point } = plan;
  const setup = { study: study as SplittingStudy, unit, point, plan, extra: 0 };
  const lanes = unit.replicas > 2 ? 4 : 2;
  const form = kind.form(study, point.epsilon, unit.realisation);
  const simulation = new BathedSimulation({ ...setup, lanes }, form, baths);
  return { simulation, recorder: new FlowRecorder(simulation, plan, baths) };
}

/**
 * At the end of every block, counted from the beginning: the heat of both baths, every bond's transfer, and the sum over
 * samples of m v² at every site.
 */
class FlowRecorder implements Recorder {
  /** [block][end, bond or site][lane]. */
  private readonly heats: Float64Array;
  private readonly transfers: Float64Array;
  private readonly temperatures: Float64Array;
  /** Σ v² over samples, [site][lane]. */
  private readonly squares: Float64Array;
  private samples = 0;

  constructor(
    private readonly simulation: BathedSimulation,
    private readonly plan: PointPlan,
    private readonly baths: Baths,
  ) {
    const { lanes, lattice } = simulation.kernel;
    const blocks = steadyBlocks(plan.samples);
    this.heats = new Float64Array(blocks * 2 * lanes);
    this.transfers = new Float64Array(blocks * lattice.bonds * lanes);
    this.temperatures = new Float64Array(blocks * lattice.sites * lanes);
    this.squares = new Float64Array(lattice.sites * lanes);
  }

  push(): void {
    const { squares, samples } = this;
    const { momenta } = this.simulation.kernel;
    for (let i = 0; i < squares.length; i++) {
      const v = momenta[i] as number;
      squares[i] = (squares[i] as number) + v * v;
    }
    this.samples = samples + 1;
    if (this.checksAfter(this.samples)) this.close(this.blockOf(this.samples));
  }

  /** Energies are compared from block to block. */
  checksAfter(samples: number): boolean {
    return blockEnd(this.blockOf(samples), this.plan.samples) === samples;
  }

  /** The block that a sample, counted from 1, belongs to. */
  private blockOf(sample: number): number {
    const { samples } = this.plan;
    return Math.ceil((sample * steadyBlocks(samples)) / samples) - 1;
  }

  /** Records a block. */
  private close(block: number): void {
    const { kernel } = this.simulation;
    const { lanes, lattice } = kernel;
    this.heats.set(kernel.heats, block * 2 * lanes);
    this.transfers.set(kernel.transfers, block * lattice.bonds * lanes);
    this.temperatures.set(this.kineticTemperatures(), block * lattice.sites * lanes);
  }

  /**
   * The sums of m v² over samples. A sample sees the ends after a whole step of their baths, which half of it belongs before: the mean in
   * the middle of the bath's step, where ⟨mv²⟩ is a temperature, is T + (mv² − T)/c.
   */
  private kineticTemperatures(): Float64Array {
    const { plan, baths, samples } = this;
    const { kernel } = this.simulation;
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
    const { samples, squares, heats, transfers, temperatures } = this;
    return { head: { blockSamples: samples }, columns: { squares, heats, transfers, temperatures } };
  }

  restore({ head, columns }: Frame): void {
    this.samples = head['blockSamples'] as number;
    for (const name of ['squares', 'heats', 'transfers', 'temperatures'] as const)
      this[name].set(columns[name] as Float64Array);
  }

  record(replicas: number): UnitRecord {
    const { lanes, lattice } = this.simulation.kernel;
    const blocks = steadyBlocks(this.plan.samples);
    // The bond (N−1, 0) is not there.
    const bonds = this.transfers.filter((_, i) => Math.floor(i / lanes) % lattice.bonds < lattice.bonds - 1);
    return {
      facts: { blocks },
      checks: {},
      shapes: {
        heats: [blocks, 2, replicas],
        transfers: [blocks, lattice.bonds - 1, replicas],
        temperatures: [blocks, lattice.sites, replicas],
      },
      columns: {
        heats: laneRows(this.heats, lanes, replicas),
        transfers: laneRows(bonds, lanes, replicas),
        temperatures: laneRows(this.temperatures, lanes, replicas),
      },
    };
  }
}
