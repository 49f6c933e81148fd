import type { Hypothesis } from '../potential/hypothesis.js';
import type { HypothesisVerdict } from './model.js';

/**
 * The verdicts on hypotheses that are decided at every ε of a study.
 *
 * @param at the hypotheses at one ε, always the same ones in the same order
 */
export function verdictsOf(
  epsilon: readonly number[],
  at: (epsilon: number) => readonly Hypothesis[],
): HypothesisVerdict[] {
  const largest = epsilon.reduce((a, b) => Math.max(a, b), 0);
  const each = epsilon.map((value) => ({ value, verdicts: at(value) }));
  return at(largest).map((usual, i) => {
    const all = each.map(({ value, verdicts }) => ({ value, ...(verdicts[i] ?? usual) }));
    const failing = all.filter(({ holds }) => !holds);
    return {
      name: usual.name,
      equation: usual.equation,
      holds: failing.length === 0,
      reason: failing[0]?.reason ?? usual.reason,
      fails: failing.map(({ value }) => value),
    };
  });
}
