import { halfCount, mean } from '../math/statistics.js';
import { bestCurve } from './crossfit.js';
import { contributions, joint, type Resistor } from './joint.js';
import type { BestKappa, CurvePoint, Kappa, RealisationKappa } from './kappa.js';
import { curveErrors, plateau, raised, replicaError, type CurveScale, type Verdict } from './plateau.js';
import type { RealisationRecord } from './record.js';
import { regressed } from './regression.js';
import { disorderError, type Part } from './series.js';
import { textbookCurve } from './textbook.js';
import { advice, estimatorName } from './wording.js';

/** κ at one point of a study, from all of its realisations. */
export interface ConductivityEstimate {
  readonly kappa: BestKappa;
  readonly textbook: Kappa | null;
  readonly curve: readonly CurvePoint[];
  readonly realisations: readonly RealisationKappa[];
  /** Why it is a value or a bound. */
  readonly verdict: Verdict;
  /** What a longer or larger run should be, for bounds. */
  readonly advice: readonly string[];
  /**
   * By what factor, in time or replicas, the run should grow to give a value; null where nobody can tell, or
   * need.
   */
  readonly longer: number | null;
}

export interface ConductivityOptions {
  /** Fewer candidates, for live progress: about a fifth of the time, slightly looser estimates. */
  readonly quick?: boolean;
}

/**
 * κ_standard with its error, from the windowed increments of all realisations: value on a plateau, upper bound elsewhere.
 *
 * Each realisation's curve κ(t) is cross-fitted (`bestCurve`), and its replicas' energies are regressed out (`regressed`); realisations combine in series at every time, N_tot/κ = Σ N_i/κ_i, replica by
 * replica (`joint`), and the combined curve is judged (`plateau`): a bound is raised by two standard errors (`raised`). Errors are
 * those of whole replicas, for the given disorder; `disorderError` says how samples differ. Realisations without replicas are left out.
 *
 * @returns null as long as there is no transfer to estimate from
 */
export function conductivity(
  records: readonly RealisationRecord[],
  { quick = false }: ConductivityOptions = {},
): ConductivityEstimate | null {
  const parts = records.flatMap((record) => {
    const textbook = moving(textbookCurve(record));
    const best = regressed(moving(bestCurve(record, quick)), record.excess);
    const curve: readonly CurveScale[] = best.length > 0 ? best : textbook;
    return curve.length === 0
      ? []
      : [{ sites: record.graph.sites, textbook, best, curve, verdict: plateau(curve) }];
  });
  const together = joint(parts);
  const textbook = joint(parts.map((part) => ({ sites: part.sites, curve: part.textbook })));
  if (together.length === 0) return null;
  const verdict = plateau(together);
  const choices = parts.flatMap(({ best }) => best.find(({ time }) => time === verdict.time)?.choices ?? []);
  const hint = advice(verdict);
  const [best, old] = [read(verdict), textbook.length > 0 ? read(plateau(textbook)) : null];
  return {
    kappa: {
      ...best,
      disorderError: disorderError(parts.flatMap((part) => partAt(part, verdict.time) ?? [])),
      halfReplicas: halfCount(contributions(parts, verdict.time)),
      estimator: choices.length === 0 ? 'textbook (too short for windows)' : estimatorName(choices),
      combination: parts.length === 1 ? 'single' : 'series',
      warnings: warnings(verdict),
    },
    textbook: old,
    curve: curvePoints(textbook, parts.every(({ best }) => best.length > 0) ? together : []),
    realisations: parts.map((part) => {
      const { kind, standard, error } = read(part.verdict);
      return { kind, standard, error };
    }),
    verdict,
    advice: hint === null ? [] : [hint.text],
    longer: hint?.longer ?? null,
  };
}

/** The scales at which something moved. */
function moving<Scale extends CurveScale>(curve: readonly Scale[]): Scale[] {
  return curve.filter(({ values }) => values.length > 0 && mean(values) > 0);
}

/** A verdict as a conductivity in both conventions; a bound raised by its errors. */
function read(verdict: Verdict): Kappa {
  const { kind, error, time } = verdict;
  const standard = kind === 'value' ? verdict.estimate : raised(verdict);
  return { kind, standard, paper: 2 * standard, error, time };
}

/** A realisation's own κ(t) at one time; null where it has none there. */
function partAt({ sites, curve }: Resistor, at: number): Part | null {
  const scale = curve.find(({ time }) => time === at);
  return scale === undefined ? null : { sites, standard: mean(scale.values), error: replicaError(scale) };
}

function warnings({ reason, halfReplicas }: Verdict): string[] {
  switch (reason) {
    case 'hanging':
      return [`${String(halfReplicas)} of the replicas carry half of the sum; called a bound, not a value`];
    case 'rising':
      return ['the estimate still rises with time; the bound is not safe'];
    case 'few replicas':
      return ['fewer than five replicas; called a bound, not a value'];
    default:
      return [];
  }
}

/** κ(t) of both estimators at every time that both have; at those of the textbook alone where the run is too short for windows. */
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
