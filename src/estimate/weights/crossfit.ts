import { mean, standardError } from '../../math/statistics.js';
import type { ScaleLayout } from './moments.js';
import type { CurveScale } from '../curve/curve.js';
import { USABLE } from '../curve/plateau.js';
import type { RealisationRecord, ScaleRecord } from '../record.js';
import type { WindowKind } from '../window.js';
import { windowMeanSquares } from './squares.js';
import {
  FOLDS,
  layoutOf,
  otherFolds,
  uniformWeights,
  CandidateTrials,
  type Candidate,
  type Choice,
} from './candidates.js';

/**
 * κ(t) of one realisation with the estimator chosen at each scale, on replicas other than those to which it is applied.
 */
export interface BestScale extends CurveScale {
  /** The choice made for each fold of replicas. */
  readonly choices: readonly Choice[];
  /** The weights of that choice, fold by fold: with the record they reproduce `values`. */
  readonly folds: readonly FoldWeights[];
}

/** What was applied to one fold of replicas at one scale. */
export interface FoldWeights {
  readonly choice: Choice;
  /** The replicas of the fold, numbered as in the record. */
  readonly replicas: readonly number[];
  /** w of (channel, bond), [channel][bond], trained on all other folds. */
  readonly weights: Float64Array;
  /**
   * The same candidate trained without one more fold, for each fold left out in this way: `untrained` needs them for
   * V(2).
   */
  readonly poorer: readonly { readonly without: number; readonly weights: Float64Array }[];
}

/** A more elaborate candidate must leave less than this fraction of a simpler one's variance. */
const MARGIN = 0.99;
/** Largest relative correction for the training; beyond it the 1/n law is not applied. */
const LARGEST_CORRECTION = 0.25;

/**
 * The best curve of a realisation, by cross-fitting over four folds of replicas. For the replicas of fold k everything
 * is decided on the other three folds: for each j ≠ k every candidate (window, dressing, radius; weights fitted at this
 * scale, the winner of the previous scale, whose weights may be older still, or uniform weights) is fitted on the other
 * two folds and judged by the variance it leaves on j. The winner, fitted on all three, is applied to fold k. So the
 * estimate is unbiased for the κ(t) of its weights, which has the same limit as that of any other weights.
 *
 * Fitted weights are not the optimal ones: with p weights and n samples they leave (1 + p/n) times the optimal
 * variance, and on a small ring this excess decays with t only as fast as its energies relax. The same candidate fitted
 * on two folds measures the excess (`untrained`).
 *
 * With fewer than four replicas: uniform weights, no dressing and the first smooth window, independent of the data.
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
  const workshop = new CandidateTrials(record, folds, quick);
  const lineages = new Map<string, Candidate>();
  return scales.map((scale) => {
    const values = new Float64Array(replicas);
    const poorer = new Float64Array(replicas);
    const fitted: FoldWeights[] = [];
    let samples = 0;
    const groups = families.flatMap((family) => workshop.candidates(scale, family));
    const judged = groups.map((group) => ({ ...group, judge: workshop.judge(scale, group.layout) }));
    folds.forEach((held, k) => {
      let best: { candidate: Candidate; score: number; layout: ScaleLayout } | null = null;
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
      const fold: FoldWeights = {
        choice: candidate.choice,
        replicas: held,
        weights: candidate.weights(1 << k),
        poorer: otherFolds(k, quick).map((j) => ({
          without: j,
          weights: candidate.weights((1 << k) | (1 << j)),
        })),
      };
      const squares = windowMeanSquares(scale, layout, held, fold.weights);
      held.forEach((r, at) => (values[r] = record.prefactor * (squares[at] as number)));
      for (const { weights } of fold.poorer) {
        const left = windowMeanSquares(scale, layout, held, weights);
        held.forEach((r, at) => {
          poorer[r] = (poorer[r] as number) + (record.prefactor * (left[at] as number)) / fold.poorer.length;
        });
      }
      fitted.push(fold);
      samples = Math.max(samples, scale.windows * layout.tapers.length);
    });
    const stratified = record.quantiles !== null;
    const choices = fitted.map(({ choice }) => choice);
    return {
      time: scale.time,
      values: untrained(values, poorer),
      samples,
      stratified,
      choices,
      folds: fitted,
    };
  });
}

/**
 * The variance that the weights would leave if they were fitted on infinitely many replicas. With V(m) = V·(1 + a/m)
 * for m folds of training, three and two folds give
 *
 *     V = 3V(3) − 2V(2),
 *
 * replica by replica, so that the scatter of the result is that of the estimate; every V(m) uses weights fitted on
 * other replicas. No correction is made (the result is V(3)) if it would change the mean by more than a quarter, as
 * with rare bursts, or if replicas scatter too much for a value.
 *
 * `estimate.bias` of src/bench/estimates.ts measures the mean deviation of values from the exact κ of harmonic lattices
 * with flips, with this correction: +0.15(7) of their errors.
 *
 * @param three V(3) of each replica
 * @param two V(2) of each replica
 */
function untrained(three: Float64Array, two: Float64Array): Float64Array {
  const value = mean(three);
  const correction = 2 * (value - mean(two));
  const unfit = Math.abs(correction) > LARGEST_CORRECTION * value;
  if (unfit || standardError(three) > USABLE * value) return three;
  return three.map((v, r) => 3 * v - 2 * (two[r] as number));
}

/** κ(t) with the first smooth window, uniform weights and no dressing: nothing is chosen or fitted. */
export function uniformCurve(record: RealisationRecord): BestScale[] {
  const families = [...new Set(record.tapers.map(({ kind }) => kind))];
  return record.scales
    .filter(({ windows, replicas }) => windows > 0 && replicas.length > 0)
    .map((scale) => uniformScale(record, scale, families));
}

function uniformScale(
  record: RealisationRecord,
  scale: ScaleRecord,
  families: readonly WindowKind[],
): BestScale {
  const window = families.find((kind) => kind !== 'rectangular') ?? (families[0] as WindowKind);
  const layout = layoutOf(record, window);
  const choice: Choice = { window, dressing: { kind: 'sum', orders: 0 }, learned: null, radius: 0 };
  const weights = uniformWeights(record, choice.dressing);
  const replicas = scale.replicas.map((_, r) => r);
  return {
    time: scale.time,
    values: windowMeanSquares(scale, layout, replicas, weights).map((x) => record.prefactor * x),
    samples: scale.windows * layout.tapers.length,
    stratified: record.quantiles !== null,
    choices: [choice],
    folds: [{ choice, replicas, weights, poorer: [] }],
  };
}
