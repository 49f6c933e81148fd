import type { CurvePoint, KappaKind } from '../../estimate/kappa.js';
import type { PointResult } from '../../result/result.js';

/** A point of a study as it comes out of an estimate: what the evaluations of named studies read, on a ring at T = 1. */
export function pointOf(
  epsilon: number,
  kappa: { readonly kind: KappaKind; readonly standard: number; readonly error: number },
  curve: readonly CurvePoint[] = [],
): PointResult {
  return {
    epsilon,
    noise: 0,
    temperature: 1,
    size: 8,
    dimension: 1,
    kappa: {
      ...kappa,
      paper: 2 * kappa.standard,
      time: 100,
      disorderError: null,
      halfReplicas: 5,
      estimator: 'synthetic',
      candidate: 'best',
      range: null,
      combination: 'single',
      warnings: [],
    },
    textbook: null,
    curve,
    slope: null,
    energyError: 0,
    frequencies: [],
    step: 0.25,
    sampling: 4,
    cutoff: null,
    scheme: 'ABA864',
    replicas: { done: 1, total: 1 },
    diagnostics: null,
    realisations: [],
    advice: [],
    warnings: [],
  };
}
