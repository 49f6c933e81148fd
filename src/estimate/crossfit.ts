import { mean } from '../math/statistics.js';
import { localCovariance, type Covariance } from './covariance.js';
import { moments, total, type Layout, type Moments } from './moments.js';
import { neighbourhoods, type Neighbourhoods } from './patches.js';
import type { CurveScale } from './plateau.js';
import type { RealisationRecord, ScaleRecord, WindowKind } from './record.js';
import { mixingOf } from './mixing.js';
import { meanSquares } from './squares.js';
import { optimalWeights, stencil, type Stencil } from './weights.js';

/** How the control channels enter: not at all; the first m with coefficient 1; one fitted coefficient each; one per bond. */
export type Dressing =
  { readonly kind: 'sum'; readonly orders: number } | { readonly kind: 'common' | 'free' };

/** One way of making an estimate. */
export interface Choice {
  readonly window: WindowKind;
  readonly dressing: Dressing;
  /** The time scale that the weights were learned at; null for uniform weights. */
  readonly learned: number | null;
  /** Radius of the patches whose covariances were believed. */
  readonly radius: number;
}

/** κ(t) of one realisation with the estimator that was chosen at each scale, on other replicas than it was applied to. */
export interface BestScale extends CurveScale {
  /** The choice made for each fold of replicas. */
  readonly choices: readonly Choice[];
}

/** The number of folds: replica r is in fold r mod 4. */
const FOLDS = 4;
const RADII = [0, 1, 2, 4, 8, Infinity];
const QUICK_RADII = [0, 1];
/** Fitted coefficients need more samples per unknown: smaller patches. */
const FITTED_RADIUS = 2;
/** Products of two increments that the moments of one scale and one family may cost. */
const MOMENT_WORK = 4e7;
/** A more elaborate candidate must leave this much less variance than a simpler one. */
const MARGIN = 0.99;

/** A set of folds as a bit mask: the folds whose replicas are NOT used. */
type Excluded = number;

interface Candidate {
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

/**
 * The best curve of a realisation, by cross-fitting over four folds of replicas. For the replicas of fold k everything is decided on the
 * other three folds: for each j ≠ k every candidate (window, dressing, radius; weights learned at this scale, or the ones that won at the
 * scale before, which may be older still; uniform weights) is fitted on the two folds besides j and k and judged
 * by the variance it leaves on j. The winner, fitted on all three, is applied to fold k: the estimate is unbiased
 * for κ(t) of its weights, which is what any other weights' κ(t) tends to.
 *
 * With fewer than four replicas: uniform weights, no dressing and the first smooth window, chosen without looking.
 */
export function bestCurve(record: RealisationRecord, quick = false): BestScale[] {
  const scales = record.scales.filter(({ windows, replicas }) => windows > 0 && replicas.length > 0);
  const families = [...new Set(record.tapers.map(({ kind }) => kind))];
  if (families.length === 0) return [];
  const replicas = scales[0]?.replicas.length ?? 0;
  if (replicas < FOLDS) return scales.map((scale) => uniformScale(record, scale, families));
  const folds = Array.from({ length: FOLDS }, (_, k) =>
    Array.from({ length: replicas }, (__, r) => r).filter((r) => r % FOLDS === k),
  );
  const workshop = new Workshop(record, folds, quick);
  const lineages = new Map<string, Candidate>();
  return scales.map((scale) => {
    const values = new Float64Array(replicas);
    const choices: Choice[] = [];
    let samples = 0;
    const groups = families.flatMap((family) => workshop.candidates(scale, family));
    const judged = groups.map((group) => ({ ...group, judge: workshop.judge(scale, group.layout) }));
    folds.forEach((held, k) => {
      let best: { candidate: Candidate; score: number; layout: Layout } | null = null;
      for (const { key, layout, candidates, judge } of judged) {
        const lineage = `${key} ${String(k)}`;
        const older = lineages.get(lineage);
        let own: { candidate: Candidate; score: number } | null = null;
        for (const candidate of older === undefined ? candidates : [...candidates, older]) {
          const score = judge(candidate, k);
          if (own === null || score < MARGIN * own.score) own = { candidate, score };
        }
        if (own === null) continue;
        lineages.set(lineage, own.candidate);
        if (best === null || own.score < MARGIN * best.score) best = { ...own, layout };
      }
      if (best === null) return;
      const { candidate, layout } = best;
      const squares = meanSquares(scale, layout, held, candidate.weights(1 << k));
      held.forEach((r, at) => (values[r] = record.prefactor * (squares[at] as number)));
      choices.push(candidate.choice);
      samples = Math.max(samples, scale.windows * layout.tapers.length);
    });
    return { time: scale.time, values, samples, choices };
  });
}

function uniformScale(
  record: RealisationRecord,
  scale: ScaleRecord,
  families: readonly WindowKind[],
): BestScale {
  const window = families.find((kind) => kind !== 'rectangular') ?? (families[0] as WindowKind);
  const layout = layoutOf(record, window);
  const w = uniformWeights(record, { kind: 'sum', orders: 0 });
  const squares = meanSquares(
    scale,
    layout,
    scale.replicas.map((_, r) => r),
    w,
  );
  return {
    time: scale.time,
    values: squares.map((x) => record.prefactor * x),
    samples: scale.windows * layout.tapers.length,
    choices: [{ window, dressing: { kind: 'sum', orders: 0 }, learned: null, radius: 0 }],
  };
}

function layoutOf(record: RealisationRecord, window: WindowKind): Layout {
  return {
    tapers: record.tapers.flatMap(({ kind }, at) => (kind === window ? [at] : [])),
    stride: record.tapers.length,
    channels: record.channels,
    bonds: record.graph.tails.length,
  };
}

/** ψ = aims, and for a sum dressing the same on its channels. */
function uniformWeights({ graph, channels }: RealisationRecord, dressing: Dressing): Float64Array {
  const bonds = graph.tails.length;
  const w = new Float64Array(channels * bonds);
  const orders = dressing.kind === 'sum' ? dressing.orders : 0;
  for (let c = 0; c <= orders; c++) w.set(graph.aims, c * bonds);
  return w;
}

/** Makes and judges the candidates of one realisation; keeps what does not depend on the scale. */
class Workshop {
  private readonly dressings: readonly Dressing[];
  private readonly hoods: Neighbourhoods;
  private readonly stencils = new Map<string, Stencil>();

  constructor(
    private readonly record: RealisationRecord,
    private readonly folds: readonly (readonly number[])[],
    private readonly quick: boolean,
  ) {
    const { channels, graph, scales, tapers } = record;
    const controls = channels - 1;
    const sums = Array.from({ length: channels }, (_, orders): Dressing => ({ kind: 'sum', orders }));
    this.dressings =
      quick || controls === 0
        ? [...new Set([sums[0], sums[controls]])].filter((dressing) => dressing !== undefined)
        : [...sums, { kind: 'common' }, { kind: 'free' }];
    const most = Math.max(...scales.map(({ windows, replicas }) => windows * replicas.length), 1);
    const budget = MOMENT_WORK / (most * channels * channels * tapers.length);
    this.hoods = neighbourhoods(graph, quick ? QUICK_RADII : RADII, budget);
  }

  /** The candidates that belong to one scale and window, one group per dressing. */
  candidates(
    scale: ScaleRecord,
    window: WindowKind,
  ): { key: string; layout: Layout; candidates: Candidate[] }[] {
    const { record, hoods } = this;
    const layout = layoutOf(record, window);
    const parts = memo((fold) => moments(scale, layout, this.folds[fold] as readonly number[], hoods));
    const sample = memo((excluded: Excluded) =>
      total(this.folds.flatMap((_, k) => ((excluded >> k) & 1 ? [] : [parts(k)]))),
    );
    return this.dressings.map((dressing) => {
      const candidates: Candidate[] = [];
      if (dressing.kind === 'sum') {
        const uniform = uniformWeights(record, dressing);
        candidates.push({
          choice: { window, dressing, learned: null, radius: 0 },
          weights: () => uniform,
        });
      }
      hoods.parts.forEach(({ radius }, part) => {
        if (dressing.kind !== 'sum' && radius > FITTED_RADIUS) return;
        candidates.push({
          choice: { window, dressing, learned: scale.time, radius },
          weights: memo((excluded) => this.fit(sample(excluded), dressing, part)),
        });
      });
      const key = `${window} ${dressing.kind} ${dressing.kind === 'sum' ? String(dressing.orders) : ''}`;
      return { key, layout, candidates };
    });
  }

  /** The mean variance that a candidate leaves on the folds j ≠ k, fitted without j and k. */
  judge(scale: ScaleRecord, layout: Layout): (candidate: Candidate, k: number) => number {
    const known = new Map<Candidate, (key: number) => number>();
    return (candidate, k) => {
      let left = known.get(candidate);
      if (left === undefined) {
        left = memo((key) => {
          const [judge, excluded] = [key >> FOLDS, key & ((1 << FOLDS) - 1)];
          const held = this.folds[judge] as readonly number[];
          return mean(meanSquares(scale, layout, held, candidate.weights(excluded)));
        });
        known.set(candidate, left);
      }
      let sum = 0;
      let count = 0;
      for (let j = 0; j < FOLDS; j++) {
        if (j === k || (this.quick && j !== (k + 1) % FOLDS)) continue;
        const size = (this.folds[j] as readonly number[]).length;
        sum += size * left((j << FOLDS) | (1 << j) | (1 << k));
        count += size;
      }
      return sum / count;
    };
  }

  private stencil(covariance: Covariance, part: number): Stencil {
    const key = `${String(part)} ${String(covariance.channels)}`;
    let found = this.stencils.get(key);
    if (found === undefined) {
      this.stencils.set(key, (found = stencil(this.record.graph, covariance, covariance.channels)));
    }
    return found;
  }

  private fit(sample: Moments, dressing: Dressing, part: number): Float64Array {
    const { channels, graph } = this.record;
    const hood = this.hoods.parts[part];
    if (hood === undefined)
      throw new RangeError(`invalid radius; not one of those prepared: ${String(part)}`);
    const bonds = graph.tails.length;
    const mixed = (mixing: readonly number[]): Float64Array => {
      const covariance = localCovariance(sample, this.hoods, hood, channels, mixing);
      const psi = optimalWeights(this.stencil(covariance, part), covariance);
      const w = new Float64Array(channels * bonds);
      mixing.forEach((g, c) => {
        for (let b = 0; b < bonds; b++) w[c * bonds + b] = g * (psi[b] as number);
      });
      return w;
    };
    switch (dressing.kind) {
      case 'sum':
        return mixed(Array.from({ length: channels }, (_, c) => (c <= dressing.orders ? 1 : 0)));
      case 'free': {
        const covariance = localCovariance(sample, this.hoods, hood, channels, null);
        return optimalWeights(this.stencil(covariance, part), covariance);
      }
      case 'common': {
        let w = mixed(Array.from({ length: channels }, () => 1));
        const full = localCovariance(sample, this.hoods, hood, channels, null);
        for (let round = 0; round < 2; round++) w = mixed(mixingOf(full, w.subarray(0, bonds)));
        return w;
      }
    }
  }
}
