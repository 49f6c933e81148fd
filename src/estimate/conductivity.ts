import { counted } from '../data/counted.js';
import { halfCount, mean } from '../math/statistics.js';
import { bestCurve, uniformCurve } from './weights/crossfit.js';
import { curveErrors, replicaError, type CurveScale } from './curve/curve.js';
import { contributions, joint, type Resistor } from './curve/joint.js';
import { judgement, textbookJudgement, type Curves, type Judgement } from './curve/judgement.js';
import type { BestKappa, CurvePoint, Kappa, RealisationKappa } from './kappa.js';
import { ordered } from './order.js';
import type { RealisationRecord } from './record.js';
import { disorderError, type RingConductivity } from './series.js';
import { textbookCurve } from './curve/textbook.js';
import { boundAdvice, estimatorName, failedReplicas } from './wording.js';

/** κ at one point of a study, from all of its realisations. */
export interface ConductivityEstimate {
  readonly kappa: BestKappa;
  readonly textbook: Kappa | null;
  readonly curve: readonly CurvePoint[];
  readonly realisations: readonly RealisationKappa[];
  /** Why κ is a value, a bound or open. */
  readonly verdict: Judgement;
  /** For bounds: what a longer or larger run should look like. */
  readonly advice: readonly string[];
  /**
   * The factor, in time or replicas, by which the run should grow to give a value; null if it is unknown or not needed.
   */
  readonly longer: number | null;
}

export interface ConductivityOptions {
  /** Try fewer candidates, for live progress: about a fifth of the time, slightly less sharp estimates. */
  readonly quick?: boolean;
  /** Whether replicas are missing because they failed. */
  readonly failed?: boolean;
}

/**
 * κ_standard with its error, from the windowed increments of all realisations: a value on a plateau, otherwise an upper
 * bound or an open result.
 *
 * The replicas of each realisation are sorted by initial energy (`ordered`) and give three curves κ(t): cross-fitted
 * (`bestCurve`), with uniform weights (`uniformCurve`), and textbook (`textbookCurve`). Realisations combine in series
 * at every time, N_tot/κ = Σ N_i/κ_i, replica by replica (`joint`), and the combined curves are judged (`judgement`): a
 * bound is raised by its errors (`raised`). Errors come from whole replicas and hold for the given disorder;
 * `disorderError` measures how samples differ. Realisations without replicas are left out. If realisations have
 * different numbers of replicas (in the middle of a run), the same number of first replicas is used from each. κ and
 * its errors are in model units (docs/glossary.md).
 *
 * @returns null as long as there is no energy transfer to estimate from
 */
export function conductivity(
  records: readonly RealisationRecord[],
  { quick = false, failed = false }: ConductivityOptions = {},
): ConductivityEstimate | null {
  const begun = records.filter((record) => replicasOf(record) > 0);
  const replicas = Math.min(...begun.map(replicasOf));
  const parts = begun.flatMap((record) => {
    const own = ordered(record, replicas);
    const curves = {
      best: moving(bestCurve(own, quick)),
      uniform: moving(uniformCurve(own)),
      textbook: moving(textbookCurve(own)),
    };
    return Object.values(curves).every((curve) => curve.length === 0)
      ? []
      : [{ sites: record.graph.sites, curves, verdict: judgement(curves, failed) }];
  });
  const along = (name: keyof Curves): Resistor[] =>
    parts.map(({ sites, curves }) => ({ sites, curve: curves[name] }));
  const together: Curves = {
    best: joint(along('best')),
    uniform: joint(along('uniform')),
    textbook: joint(along('textbook')),
  };
  const { best, textbook } = together;
  if (best.length + textbook.length === 0) return null;
  const verdict = judgement(together, failed);
  const { candidate, time } = verdict;
  const choices = parts.flatMap(({ curves }) => {
    if (candidate === 'textbook') return [];
    return curves[candidate].find((scale) => scale.time === time)?.choices ?? [];
  });
  const hint = boundAdvice(verdict);
  const resistors = along(candidate);
  return {
    kappa: {
      ...read(verdict),
      disorderError: disorderError(resistors.flatMap((part) => partAt(part, time) ?? [])),
      halfReplicas: halfCount(contributions(resistors, time)),
      estimator: estimatorName(choices, candidate, best.length > 0),
      candidate,
      range: verdict.range,
      combination: parts.length === 1 ? 'single' : 'series',
      warnings: warnings(verdict),
    },
    textbook: textbook.length > 0 ? read(textbookJudgement(textbook)) : null,
    curve: curvePoints(textbook, parts.every(({ curves }) => curves.best.length > 0) ? best : []),
    realisations: parts.map((part) => {
      const { kind, open, standard, error } = read(part.verdict);
      return { kind, ...(open && { open }), standard, error };
    }),
    verdict,
    advice: hint === null ? [] : [hint.text],
    longer: hint?.longer ?? null,
  };
}

function replicasOf({ scales, blocks }: RealisationRecord): number {
  return scales[0]?.replicas.length ?? blocks[0]?.sums.length ?? 0;
}

/** The scales at which energy moved. */
function moving<Scale extends CurveScale>(curve: readonly Scale[]): Scale[] {
  return curve.filter(({ values }) => values.length > 0 && mean(values) > 0);
}

/** A verdict as a conductivity in both conventions; a bound is raised by its errors. */
function read(verdict: Judgement): Kappa {
  const { kind, reason, error, time } = verdict;
  const standard = kind === 'upper bound' ? verdict.bound : verdict.estimate;
  const open = reason === 'failed' ? ({ open: 'units failed' } as const) : {};
  return { kind, ...open, standard, paper: 2 * standard, error, time };
}

/** A realisation's own κ(t) at one time; null if it has none there. */
function partAt({ sites, curve }: Resistor, at: number): RingConductivity | null {
  const scale = curve.find(({ time }) => time === at);
  return scale === undefined ? null : { sites, standard: mean(scale.values), error: replicaError(scale) };
}

function warnings({ reason, halfReplicas, range }: Judgement): string[] {
  const told =
    range === null ? '' : `; the last scales give ${range.map((x) => x.toPrecision(2)).join(' to ')}`;
  switch (reason) {
    case 'hanging':
      return [`half of the sum comes from ${counted(halfReplicas, 'replica')}: a bound, not a value`];
    case 'rising':
      return range === null
        ? []
        : [`κ(t) still rises at the end of the run: neither a value nor a bound${told}`];
    case 'failed':
      return [`${failedReplicas.warning('κ')}${told}`];
    case 'few replicas':
      return ['fewer than five replicas: a bound, not a value'];
    default:
      return [];
  }
}

/**
 * κ(t) of both estimators at the times that both have; if the run is too short for windows, at those of the textbook
 * estimator.
 */
function curvePoints(textbook: readonly CurveScale[], best: readonly CurveScale[]): CurvePoint[] {
  const [oldErrors, errors] = [curveErrors(textbook), curveErrors(best)];
  const points = textbook.map((old, i) => {
    const k = best.findIndex(({ time }) => time === old.time);
    const better = best[k];
    return {
      time: old.time,
      textbook: mean(old.values),
      textbookError: oldErrors[i] as number,
      best: better ? mean(better.values) : null,
      bestError: better ? (errors[k] as number) : null,
    };
  });
  return best.length === 0 ? points : points.filter((point) => point.best !== null);
}
