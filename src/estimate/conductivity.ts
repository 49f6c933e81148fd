import { mean } from '../math/statistics.js';
import { bestCurve, type BestScale } from './crossfit.js';
import type { BestKappa, CurvePoint, Kappa, RealisationKappa } from './kappa.js';
import { plateau, raised, replicaError, type CurveScale, type Verdict } from './plateau.js';
import type { RealisationRecord } from './record.js';
import { disorderError, inSeries } from './series.js';
import { textbookCurve } from './textbook.js';
import { advice, estimatorName } from './wording.js';

/** κ at one point of a study, from all of its realisations. */
export interface ConductivityEstimate {
  readonly kappa: BestKappa;
  readonly textbook: Kappa | null;
  readonly curve: readonly CurvePoint[];
  readonly realisations: readonly RealisationKappa[];
  /** One per realisation: why it is a value or a bound. */
  readonly verdicts: readonly Verdict[];
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
 * κ_standard with its error, from the windowed increments of all realisations: value on a plateau, upper
 * bound elsewhere.
 *
 * Each realisation's curve κ(t) is cross-fitted (`bestCurve`) and judged (`plateau`); realisations combine
 * in series, N_tot/κ = Σ N_i/κ_i. If any is only a bound, so is the combination: the combined estimate
 * raised by two standard errors (`raised`). Errors are those of whole replicas, for the given disorder;
 * `disorderError` says how samples differ. Realisations without replicas are left out.
 *
 * @returns null as long as there is no transfer to estimate from
 */
export function conductivity(
  records: readonly RealisationRecord[],
  { quick = false }: ConductivityOptions = {},
): ConductivityEstimate | null {
  const parts = records.flatMap((record) => {
    const textbook = moving(textbookCurve(record));
    const best = moving(bestCurve(record, quick));
    const curve: readonly CurveScale[] = best.length > 0 ? best : textbook;
    return curve.length === 0 ? [] : [{ sites: record.graph.sites, textbook, best, verdict: plateau(curve) }];
  });
  if (parts.length === 0) return null;
  const verdicts = parts.map(({ verdict }) => verdict);
  const resistors = parts.map(({ sites, verdict }) => ({
    sites,
    standard: verdict.estimate,
    error: verdict.error,
  }));
  const choices = parts.flatMap(
    ({ best, verdict }) => best.find(({ time }) => time === verdict.time)?.choices ?? [],
  );
  const hints = verdicts.flatMap((verdict) => advice(verdict) ?? []);
  const kappa: BestKappa = {
    ...combined(parts.map(({ sites, verdict }) => ({ sites, verdict }))),
    disorderError: disorderError(resistors),
    halfReplicas: Math.min(...verdicts.map(({ halfReplicas }) => halfReplicas)),
    estimator: choices.length === 0 ? 'textbook (too short for windows)' : estimatorName(choices),
    combination: parts.length === 1 ? 'single' : 'series',
    warnings: warnings(verdicts),
  };
  return {
    kappa,
    textbook: parts.every(({ textbook }) => textbook.length > 0)
      ? combined(parts.map(({ sites, textbook }) => ({ sites, verdict: plateau(textbook) })))
      : null,
    curve: curves(parts),
    realisations: verdicts.map((verdict) => ({
      kind: verdict.kind,
      standard: verdict.kind === 'value' ? verdict.estimate : raised(verdict),
      error: verdict.error,
    })),
    verdicts,
    advice: [...new Set(hints.map(({ text }) => text))],
    longer: hints.reduce<number | null>(
      (most, { longer }) => (longer === null ? most : Math.max(most ?? 0, longer)),
      null,
    ),
  };
}

/** The scales at which something moved. */
function moving<Scale extends CurveScale>(curve: readonly Scale[]): Scale[] {
  return curve.filter(({ values }) => values.length > 0 && mean(values) > 0);
}

/** Realisations in series, read at the longest of their times; a bound if any is one. */
function combined(parts: readonly { readonly sites: number; readonly verdict: Verdict }[]): Kappa {
  const { standard, error } = inSeries(
    parts.map(({ sites, verdict }) => ({ sites, standard: verdict.estimate, error: verdict.error })),
  );
  const kind = parts.every(({ verdict }) => verdict.kind === 'value') ? 'value' : 'upper bound';
  const number = kind === 'value' ? standard : raised({ estimate: standard, error });
  const time = Math.max(...parts.map(({ verdict }) => verdict.time));
  return { kind, standard: number, paper: 2 * number, error, time };
}

function warnings(verdicts: readonly Verdict[]): string[] {
  return verdicts.flatMap(({ reason, halfReplicas, exceeded }, i) => {
    const which = verdicts.length === 1 ? '' : `realisation ${String(i + 1)}: `;
    if (exceeded !== null && reason !== 'rising') {
      const time = String(Number(exceeded.toPrecision(3)));
      return [`${which}the estimate at t = ${time}, imprecise as it is, exceeds the bound: it is not safe`];
    }
    if (reason === 'hanging') {
      return [
        `${which}${String(halfReplicas)} of the replicas carry half of the sum; called a bound, not a value`,
      ];
    }
    if (reason === 'rising') return [`${which}the estimate still rises with time; the bound is not safe`];
    if (reason === 'few replicas') return [`${which}fewer than five replicas; called a bound, not a value`];
    return [];
  });
}

/**
 * κ(t) of both estimators at every time, realisations in series; a time that some realisation lacks is left
 * out.
 */
function curves(
  parts: readonly {
    readonly sites: number;
    readonly textbook: readonly CurveScale[];
    readonly best: readonly BestScale[];
  }[],
): CurvePoint[] {
  const at = (time: number, which: 'textbook' | 'best') => {
    const found = parts.flatMap((part) => {
      const scale = (part[which] as readonly CurveScale[]).find((candidate) => candidate.time === time);
      return scale === undefined
        ? []
        : [{ sites: part.sites, standard: mean(scale.values), error: replicaError(scale) }];
    });
    return found.length === parts.length ? inSeries(found) : null;
  };
  const times = new Set(
    parts.flatMap(({ textbook, best }) => [...textbook, ...best].map(({ time }) => time)),
  );
  return [...times]
    .sort((a, b) => a - b)
    .flatMap((time) => {
      const [textbook, best] = [at(time, 'textbook'), at(time, 'best')];
      if (textbook === null && best === null) return [];
      return [
        {
          time,
          textbook: textbook?.standard ?? null,
          textbookError: textbook?.error ?? null,
          best: best?.standard ?? null,
          bestError: best?.error ?? null,
        },
      ];
    });
}
