import { whiteNorm } from '../estimate/pyramid.js';
import type { BlockRecord, BondGraph, RealisationRecord, ScaleRecord } from '../estimate/record.js';
import { channelCount } from '../kernel/channels.js';
import { direction, head, tail } from '../lattice/torus.js';
import type { Frame } from '../data/frame.js';
import { kindOf } from '../models/models.js';
import { pointPlan } from '../plan/point-plan.js';
import type { Study } from '../study/study.js';

/** The bonds of the study's lattice, and which of them its current counts. */
function bondGraph({ model, direction: chosen }: Study): BondGraph {
  const lattice = kindOf(model).lattice(model);
  const bonds = Array.from({ length: lattice.bonds }, (_, b) => b);
  return {
    sites: lattice.sites,
    tails: Int32Array.from(bonds, (b) => tail(lattice, b)),
    heads: Int32Array.from(bonds, (b) => head(lattice, b)),
    aims: Float64Array.from(bonds, (b) => (chosen === 'all' || direction(lattice, b) === chosen - 1 ? 1 : 0)),
  };
}

/**
 * β²/(2·d·N^d), without the d for a single direction: what turns a current's spectral density into κ_standard (eq. (3)). At T = ∞, where β = 0, it is
 * κ_standard/β² that is meant, and β² is left out.
 */
function prefactor({ model, direction: chosen }: Study, temperature: number): number {
  const { sites, dimension } = kindOf(model).lattice(model);
  const square = temperature === Infinity ? 1 : temperature * temperature;
  return 1 / (square * 2 * (chosen === 'all' ? dimension : 1) * sites);
}

/** The quantile of energy that every replica started from. */
function quantiles(results: readonly Frame[]): Float64Array {
  return Float64Array.from(
    results.flatMap(({ head: facts }) =>
      (facts['quantiles'] as number[]).slice(0, facts['replicas'] as number),
    ),
  );
}

/**
 * What the estimators see of one realisation at one point, from the results of its units (any of them, in the order of their
 * replicas).
 */
export function realisationRecord(study: Study, index: number, results: readonly Frame[]): RealisationRecord {
  const plan = pointPlan(study, index);
  const graph = bondGraph(study);
  const channels = channelCount(kindOf(study.model).functions(study));
  const interval = plan.step * plan.sampling;
  const counts = results.map(({ head: facts }) => facts['replicas'] as number);
  const scales: ScaleRecord[] = plan.scales.map(({ length, starts }, level) => {
    const size = starts.length * plan.tapers.length * channels * graph.aims.length;
    return {
      time: length * interval,
      norms: plan.tapers.map((taper) => whiteNorm(taper, level, interval)),
      windows: starts.length,
      replicas: results.flatMap(({ columns }, i) => {
        const windows = columns[`windows${String(level)}`] as Float32Array;
        return Array.from({ length: counts[i] as number }, (_, r) =>
          windows.subarray(r * size, (r + 1) * size),
        );
      }),
    };
  });
  const blocks: BlockRecord[] = Array.from({ length: plan.blockLevels }, (_, level) => ({
    time: interval * 2 ** level,
    windows: Math.floor(plan.samples / 2 ** level),
    sums: Float64Array.from(
      results.flatMap(({ columns }, i) => {
        const count = counts[i] as number;
        return [...(columns['blockSums'] as Float64Array).subarray(level * count, (level + 1) * count)];
      }),
    ),
  }));
  return {
    graph,
    tapers: plan.tapers.map(({ kind, order }) => ({ kind, order })),
    channels,
    scales,
    blocks,
    quantiles: quantiles(results),
    prefactor: prefactor(study, plan.point.temperature),
  };
}
