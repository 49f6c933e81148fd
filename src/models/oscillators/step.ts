import { schemes } from '../../kernel/scheme.js';
import { exp, log } from '../../math/elementary.js';
import type { SplittingStudy } from '../../splitting/plan.js';

/**
 * The step that a prediction counts with at one point of a weakly coupled model: the given one, or what a pilot run would about
 * choose (within a factor of two).
 *
 * @param share of the energy in the weak forces, as for `energyTarget`
 * @param fastest ω₊
 */
export function usualStep(study: SplittingStudy, share: number, fastest: number): number {
  if (study.step !== 'auto') return study.step;
  const middle = schemes[study.scheme].usualSteps.weak;
  // Schemes of high order were seen to take steps that grow as share^{−1/3}; the others hardly depend on it.
  const growth = middle > 0.1 ? exp(-log(share / 0.03) / 3) : 1;
  return Math.min(0.8, middle * growth) / fastest;
}
