import { expect, it } from 'vitest';
import type { Frame } from '../data/frame.js';
import { conductivityOfTransfers } from '../estimate/own-series.js';
import { kindOf } from '../models/models.js';
import { pointPlan } from '../plan/point-plan.js';
import { studyFrom } from '../plan/file/schema.js';
import { unitReplicas, units } from '../plan/units.js';
import { pointResult } from '../result/outcome.js';
import { unitRun } from '../simulate/unit.js';

const text = `
model: {size: 6, coupling: r^4/4}
temperature: 1.5
epsilon: 0.4
replicas: 8
realisations: 1
time: 1500
step: 0.1
sampling: 5
sampler: {trajectories: 20}
seed: 3
`;

it('the transfers of a run give the textbook curve of its study to 1e-9, and its κ(t) within 5 errors', () => {
  const study = studyFrom(text, 'study.yaml');
  const plan = pointPlan(study, 0);
  const frames = new Map<string, Frame>();
  const transfers: Float64Array[][] = [];
  for (const unit of units(study)) {
    const run = unitRun(study, unit);
    while (!run.finished) run.advance(1e6);
    frames.set(unit.id, run.result());
    // The same unit once more, sample by sample.
    const lanes = unitReplicas(study);
    const kind = kindOf(study.model);
    const simulation = kind.simulation({ study, unit, point: plan.point, plan, lanes, extra: 0 });
    while (simulation.moved < simulation.moves) simulation.move();
    simulation.begin();
    const { kernel } = simulation;
    const bonds = kernel.lattice.bonds;
    const now = (): Float64Array => kernel.numbers(kernel.at.transfers, bonds * lanes).slice();
    let before = now();
    const own = Array.from({ length: unit.replicas }, (): Float64Array[] => []);
    for (let s = 0; s < plan.samples; s++) {
      simulation.advance();
      const after = now();
      // A kernel holds 4·Q_b.
      own.forEach((rows, r) =>
        rows.push(
          Float64Array.from(
            { length: bonds },
            (_, b) => ((after[b * lanes + r] as number) - (before[b * lanes + r] as number)) / 4,
          ),
        ),
      );
      before = after;
    }
    transfers.push(...own);
  }
  const known = pointResult(study, 0, frames);
  const interval = plan.step * plan.sampling;
  expect(transfers.length).toBe(8);
  const found = conductivityOfTransfers({ transfers, interval, temperature: 1.5, sites: 6 });
  expect(known.curve.length).toBeGreaterThan(5);
  for (const at of known.curve) {
    const other = found.curve.find(({ time }) => Math.abs(time / at.time - 1) < 1e-9);
    expect((other?.textbook as number) / (at.textbook as number)).toBeCloseTo(1, 9);
    const error = (at.bestError as number) + (other?.bestError as number);
    expect(Math.abs((other?.best as number) - (at.best as number))).toBeLessThan(5 * error);
  }
});
