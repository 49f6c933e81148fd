import type { Frame } from '../data/frame.js';
import type { SeriesPiece, UnitRun } from '../data/unit-run.js';
import { kindOf } from '../models/models.js';
import type { Simulation } from '../models/simulation.js';
import { pointPlan, type PointPlan } from '../plan/point-plan.js';
import { seriesPlan } from '../plan/series-plan.js';
import { pointFacts } from '../study/point.js';
import type { Study } from '../study/study.js';
import type { Unit } from '../study/unit.js';
import { flowRecording } from './flows.js';
import { laneRows, type Recorder, type Recording } from './recorder.js';
import { SeriesRecorder } from './series.js';
import { stateProblem } from './state-problem.js';
import { transferRecording } from './transfers.js';

/**
 * Starts a unit, or takes it up where `state` left it.
 *
 * @throws Error where a state cannot be of this unit
 */
export function unitRun(study: Study, unit: Unit, state?: Frame): UnitRun {
  const recording = study.baths ? flowRecording(study, unit, study.baths) : transferRecording(study, unit);
  const run = new RecordedUnit(study, unit, recording);
  if (state === undefined) return run;
  const problem = stateProblem(run.state(), state);
  if (problem !== null) throw new Error(problem);
  run.restore(state);
  if (run.done >= 0 && run.done <= run.work) return run;
  throw new Error(`invalid checkpoint; must be of 0 … ${String(run.work)} site-kicks: ${String(run.done)}`);
}

/** A few replicas, sampled and then followed in time, and what is recorded of them. */
class RecordedUnit implements UnitRun {
  readonly work: number;
  private readonly plan: PointPlan;
  private readonly simulation: Simulation;
  private readonly recorder: Recorder;
  private readonly series: SeriesRecorder | null;
  private readonly kicksPerStep: number;
  private samples = 0;

  constructor(
    study: Study,
    private readonly unit: Unit,
    { simulation, recorder }: Recording,
  ) {
    const { moves, stepsPerMove, kicks } = simulation;
    const { sites } = kindOf(study.model).lattice(study.model);
    this.plan = pointPlan(study, unit.point);
    this.simulation = simulation;
    this.recorder = recorder;
    const recorded = seriesPlan(study, this.plan, unit.replicas);
    const along = study.direction === 'all' ? undefined : study.direction - 1;
    this.series = recorded && new SeriesRecorder(simulation.kernel, recorded, unit.replicas, along);
    this.kicksPerStep = sites * unit.replicas * kicks;
    this.work = this.kicksPerStep * (moves * stepsPerMove + this.plan.samples * this.plan.sampling);
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
    const { simulation, recorder, plan } = this;
    simulation.advance();
    recorder.push();
    this.samples += 1;
    this.series?.push(this.samples);
    if (recorder.checksAfter(this.samples)) simulation.check(this.samples * plan.sampling * plan.step);
  }

  takeSeries(): readonly SeriesPiece[] {
    return this.series?.take() ?? [];
  }

  state(): Frame {
    const simulation = this.simulation.state();
    const recorder = this.recorder.state();
    const series = this.series?.state();
    return {
      head: {
        unit: this.unit.id,
        samples: this.samples,
        ...recorder.head,
        ...series?.head,
        simulation: simulation.head,
      },
      columns: { ...simulation.columns, ...recorder.columns, ...series?.columns },
    };
  }

  restore(state: Frame): void {
    this.simulation.restore({ head: state.head['simulation'] as Frame['head'], columns: state.columns });
    this.recorder.restore(state);
    this.samples = state.head['samples'] as number;
    this.series?.restore(state, this.samples);
  }

  /** Everything that estimates and reports need; the lanes that only fill up a vector are left out. */
  result(): Frame {
    const { plan, unit, simulation } = this;
    if (!this.finished) throw new RangeError(`invalid unit; not finished: ${unit.id}`);
    const { lanes } = simulation.kernel;
    const { replicas } = unit;
    const series = Object.entries(simulation.series());
    const { facts, checks, shapes, columns } = this.recorder.record(replicas);
    return {
      head: {
        unit: unit.id,
        ...pointFacts(plan.point),
        realisation: unit.realisation,
        firstReplica: unit.firstReplica,
        replicas,
        step: plan.step,
        sampling: plan.sampling,
        ...simulation.facts(),
        samples: plan.samples,
        ...facts,
        energyError: simulation.worst,
        ...checks,
        ...this.series?.facts(),
        shapes: {
          ...Object.fromEntries(series.map(([name, values]) => [name, [values.length / lanes, replicas]])),
          ...shapes,
        },
      },
      columns: {
        ...Object.fromEntries(series.map(([name, values]) => [name, laneRows(values, lanes, replicas)])),
        ...columns,
      },
    };
  }
}
