import type { Layout } from './moments.js';
import type { CurveScale } from './plateau.js';
import type { RealisationRecord, ScaleRecord, WindowKind } from './record.js';
import { meanSquares } from './squares.js';
import { FOLDS, layoutOf, uniformWeights, Workshop, type Candidate, type Choice } from './workshop.js';

/**
 * κ(t) of one realisation with the estimator that was chosen at each scale, on other replicas than it was
 * applied to.
 */
export interface BestScale extends CurveScale {
  /** The choice made for each fold of replicas. */
  readonly choices: readonly Choice[];
}

/** A more elaborate candidate must leave this much less variance than a simpler one. */
const MARGIN = 0.99;

/**
 * The best curve of a realisation, by cross-fitting over four folds of replicas. For the replicas of fold k
 * everything is decided on the other three folds: for each j ≠ k every candidate (window, dressing, radius;
 * weights learned at this scale, or the ones that won at the scale before, which may be older still; uniform
 * weights) is fitted on the two folds besides j and k and judged by the variance it leaves on j. The winner,
 * fitted on all three, is applied to fold k: the estimate is unbiased for κ(t) of its weights, which is what
 * any other weights' κ(t) tends to.
 *
 * With fewer than four replicas: uniform weights, no dressing and the first smooth window, chosen without
 * looking.
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
