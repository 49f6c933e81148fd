import type { SchemeName } from '../../kernel/scheme.js';
import { exp, log } from '../../math/elementary.js';
import type { SplittingStudy } from '../../splitting/plan.js';

/** Steps that pilot runs chose for V = r⁴/4, ω uniform on [1, 2], T = 1 and ε from 0.003 to 0.3, times ω₊: the geometric middle. */
const USUAL_STEPS: Readonly<Record<SchemeName, number>> = {
  SABA1: 0.0011,
  SABA2: 0.0045,
  ABA82: 0.0085,
  ABA864: 0.36,
  ABA1064: 0.36,
  SRKN14: 0.5,
};

/**
 * The step that a prediction counts with at one point of a weakly coupled model: the given one, or what a pilot run would about
 * choose (within a factor of two).
 *
 * @param share of the energy in the weak forces, as for `energyTarget`
 * @param fastest ω₊
 */
export function usualStep(study: SplittingStudy, share: number, fastest: number): number {
  if (study.step !== 'auto') return study.step;
  const middle = USUAL_STEPS[study.scheme];
  // Schemes of high order were seen to take steps that grow as share^{−1/3}; the others hardly depend on it.
  const growth = middle > 0.1 ? exp(-log(share / 0.03) / 3) : 1;
  return Math.min(0.8, middle * growth) / fastest;
}
