import type { PointResult, StudyResult } from './result.js';
import { plain } from './numbers.js';

/** Beyond these a number of the report is doubtful, and the report says so. */
export const LIMITS = {
  /** Gelman et al., Bayesian Data Analysis (3rd ed.), section 11.4, asks for 1.1; Vehtari et al. (2021) for less. */
  splitRhat: 1.05,
  effectiveSize: 100,
  acceptance: 0.5,
  energyError: 1e-6,
  /** Fewer replicas than this share carry half of the sum: rare events make the error bar itself doubtful. */
  halfShare: 0.1,
} as const;

/** A doubt about one point, in words. */
export interface Warning {
  readonly point: PointResult;
  readonly text: string;
}

/** Every doubt about the study's points: those that the run found, and those that the diagnostics show. */
export function warningsOf(result: StudyResult): Warning[] {
  return result.points.flatMap((point) => pointWarnings(point).map((text) => ({ point, text })));
}

/** The doubts about one point, each once. */
export function pointWarnings(point: PointResult): string[] {
  const texts = [...point.warnings, ...(point.kappa?.warnings ?? [])];
  const { diagnostics, kappa, replicas } = point;
  if (diagnostics) {
    if (diagnostics.splitRhat > LIMITS.splitRhat) {
      texts.push(
        `the sampler has not mixed: split R-hat ${plain(diagnostics.splitRhat, 4)} > ${String(LIMITS.splitRhat)}`,
      );
    }
    if (!diagnostics.exact && diagnostics.effectiveSize < LIMITS.effectiveSize) {
      texts.push(
        `few independent Gibbs samples: effective size ${plain(diagnostics.effectiveSize)} < ${String(LIMITS.effectiveSize)}`,
      );
    }
    if (diagnostics.acceptance < LIMITS.acceptance) {
      texts.push(
        `low acceptance of the sampler: ${plain(diagnostics.acceptance)} < ${String(LIMITS.acceptance)}`,
      );
    }
  }
  if (point.energyError !== null && point.energyError > LIMITS.energyError) {
    texts.push(
      `the relative energy error reaches ${plain(point.energyError)} > ${plain(LIMITS.energyError)}: shorten the step`,
    );
  }
  if (kappa && replicas.done > 0 && kappa.halfReplicas < LIMITS.halfShare * replicas.done) {
    texts.push(
      `half of the sum comes from ${String(kappa.halfReplicas)} of ${String(replicas.done)} replicas: the error bar is doubtful`,
    );
  }
  return [...new Set(texts)];
}
