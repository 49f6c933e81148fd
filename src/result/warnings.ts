import { LIMITS } from '../estimate/limits.js';
import type { PointResult, StudyResult } from './result.js';
import { plain } from './numbers.js';

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
