import { mean } from '../../math/statistics.js';
import { localCovariance, type Covariance } from './covariance.js';
import { mixingOf } from './mixing.js';
import { moments, totalMoments, type ScaleLayout, type Moments } from './moments.js';
import { pairSelections, type PairSelection, type PairSelections } from './patches.js';
import type { RealisationRecord, ScaleRecord } from '../record.js';
import type { WindowKind } from '../window.js';
import { windowMeanSquares } from './squares.js';
import { optimalWeights, stencil, type Stencil } from './weights.js';

/**
 * How the control channels enter: not at all; the first m with coefficient 1; with one fitted coefficient each; with
 * one per bond.
 */
export type SeriesDressing =
  { readonly kind: 'sum'; readonly orders: number } | { readonly kind: 'common' | 'free' };

/** One way to make an estimate. */
export interface Choice {
  readonly window: WindowKind;
  readonly dressing: SeriesDressing;
  /** The time scale at which the weights were fitted; null for uniform weights. */
  readonly learned: number | null;
  /** Radius of the patches whose covariances were used. */
  readonly radius: number;
}

/** The number of folds: replica r is in fold r mod 4. */
export const FOLDS = 4;
const RADII = [0, 1, 2, 4, 8, Infinity];
const QUICK_RADII = [0, 1];
/** Fitted coefficients need more samples per unknown: smaller patches. */
const FITTED_RADII = [0, 1, 2];
/**
 * Budget: products of two increments for the moments of one scale and one family. `estimation.share` of
 * src/bench/studies.ts measures the time that estimates take.
 */
const MOMENT_WORK = 5e6;
/** The folds j ≠ k; for a quick estimate only the next one. */
export function otherFolds(k: number, quick: boolean): number[] {
  return Array.from({ length: quick ? 1 : FOLDS - 1 }, (_, step) => (k + 1 + step) % FOLDS).sort(
    (a, b) => a - b,
  );
}

/** A set of folds as a bit mask: the folds whose replicas are NOT used. */
type Excluded = number;

export interface Candidate {
  readonly choice: Choice;
  /** Weights fitted without the replicas of the excluded folds. */
  readonly weights: (excluded: Excluded) => Float64Array;
}

function memo<T>(f: (key: number) => T): (key: number) => T {
  const known = new Map<number, T>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = f(key)));
    return value;
  };
}

export function layoutOf(record: RealisationRecord, window: WindowKind): ScaleLayout {
  return {
    tapers: record.tapers.flatMap(({ kind }, at) => (kind === window ? [at] : [])),
    stride: record.tapers.length,
    channels: record.channels,
    bonds: record.graph.tails.length,
  };
}

/** ψ = aims, and for a sum dressing the same on each of its channels. */
export function uniformWeights(
  { graph, channels }: RealisationRecord,
  dressing: SeriesDressing,
): Float64Array {
  const bonds = graph.tails.length;
  const w = new Float64Array(channels * bonds);
  const orders = dressing.kind === 'sum' ? dressing.orders : 0;
  for (let c = 0; c <= orders; c++) w.set(graph.aims, c * bonds);
  return w;
}

/** Makes and judges the candidates of one realisation; caches what does not depend on the scale. */
export class CandidateTrials {
  private readonly dressings: readonly SeriesDressing[];
  /** For sums of channels, which count as one channel, and for channels with their own coefficients. */
  private readonly hoods: { readonly summed: PairSelections; readonly fitted: PairSelections };
  private readonly stencils = new Map<string, Stencil>();

  constructor(
    private readonly record: RealisationRecord,
    private readonly folds: readonly (readonly number[])[],
    private readonly quick: boolean,
  ) {
    const { channels, graph, scales, tapers } = record;
    const controls = channels - 1;
    const sums = Array.from({ length: channels }, (_, orders): SeriesDressing => ({ kind: 'sum', orders }));
    this.dressings =
      quick || controls === 0
        ? [...new Set([sums[0], sums[controls]])].filter((dressing) => dressing !== undefined)
        : [...sums, { kind: 'common' }, { kind: 'free' }];
    const most = Math.max(...scales.map(({ windows, replicas }) => windows * replicas.length), 1);
    const budget = MOMENT_WORK / (most * channels * tapers.length);
    this.hoods = {
      summed: pairSelections(graph, quick ? QUICK_RADII : RADII, budget),
      fitted: pairSelections(graph, FITTED_RADII, budget / channels),
    };
  }

  /** The candidates that belong to one scale and window, one group per dressing. */
  candidates(
    scale: ScaleRecord,
    window: WindowKind,
  ): { key: string; layout: ScaleLayout; candidates: Candidate[] }[] {
    const { record, hoods } = this;
    const layout = layoutOf(record, window);
    const samples = (near: PairSelections, summed?: number): ((excluded: Excluded) => Moments) => {
      const parts = memo((fold) =>
        moments(scale, layout, this.folds[fold] as readonly number[], near, summed),
      );
      return memo((excluded: Excluded) =>
        totalMoments(this.folds.flatMap((_, k) => ((excluded >> k) & 1 ? [] : [parts(k)]))),
      );
    };
    const fitted = samples(hoods.fitted);
    return this.dressings.map((dressing) => {
      const near = dressing.kind === 'sum' ? hoods.summed : hoods.fitted;
      const sample = dressing.kind === 'sum' ? samples(near, dressing.orders) : fitted;
      const candidates: Candidate[] = [];
      if (dressing.kind === 'sum') {
        const uniform = uniformWeights(record, dressing);
        candidates.push({
          choice: { window, dressing, learned: null, radius: 0 },
          weights: () => uniform,
        });
      }
      near.parts.forEach((hood) => {
        candidates.push({
          choice: { window, dressing, learned: scale.time, radius: hood.radius },
          weights: memo((excluded) => this.fit(sample(excluded), dressing, near, hood)),
        });
      });
      const key = `${window} ${dressing.kind} ${dressing.kind === 'sum' ? String(dressing.orders) : ''}`;
      return { key, layout, candidates };
    });
  }

  /** The mean variance of a candidate, fitted without j and k, on the folds j ≠ k. */
  judge(scale: ScaleRecord, layout: ScaleLayout): (candidate: Candidate, k: number) => number {
    const known = new Map<Candidate, (key: number) => number>();
    return (candidate, k) => {
      let left = known.get(candidate);
      if (left === undefined) {
        left = memo((key) => {
          const [judge, excluded] = [key >> FOLDS, key & ((1 << FOLDS) - 1)];
          const held = this.folds[judge] as readonly number[];
          return mean(windowMeanSquares(scale, layout, held, candidate.weights(excluded)));
        });
        known.set(candidate, left);
      }
      let sum = 0;
      let count = 0;
      for (const j of otherFolds(k, this.quick)) {
        const size = (this.folds[j] as readonly number[]).length;
        sum += size * left((j << FOLDS) | (1 << j) | (1 << k));
        count += size;
      }
      return sum / count;
    };
  }

  private stencil(covariance: Covariance, radius: number): Stencil {
    const key = `${String(radius)} ${String(covariance.channels)}`;
    let found = this.stencils.get(key);
    if (found === undefined) {
      this.stencils.set(key, (found = stencil(this.record.graph, covariance, covariance.channels)));
    }
    return found;
  }

  /** @param sample of the sum alone for a sum dressing, else of all channels */
  private fit(
    sample: Moments,
    dressing: SeriesDressing,
    near: PairSelections,
    hood: PairSelection,
  ): Float64Array {
    const { channels, graph } = this.record;
    const bonds = graph.tails.length;
    const psi = (of: Covariance): Float64Array => optimalWeights(this.stencil(of, hood.radius), of);
    const spread = (weights: Float64Array, mixing: readonly number[]): Float64Array => {
      const w = new Float64Array(channels * bonds);
      mixing.forEach((g, c) => {
        for (let b = 0; b < bonds; b++) w[c * bonds + b] = g * (weights[b] as number);
      });
      return w;
    };
    const mixed = (mixing: readonly number[]): Float64Array =>
      spread(psi(localCovariance(sample, near, hood, channels, mixing)), mixing);
    switch (dressing.kind) {
      case 'sum':
        return spread(
          psi(localCovariance(sample, near, hood, 1, [1])),
          Array.from({ length: channels }, (_, c) => (c <= dressing.orders ? 1 : 0)),
        );
      case 'free':
        return psi(localCovariance(sample, near, hood, channels, null));
      case 'common': {
        let w = mixed(Array.from({ length: channels }, () => 1));
        const full = localCovariance(sample, near, hood, channels, null);
        for (let round = 0; round < 2; round++) w = mixed(mixingOf(full, w.subarray(0, bonds)));
        return w;
      }
    }
  }
}
