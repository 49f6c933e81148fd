import { confinement } from '../model/confinement.js';
import { hypotheses } from '../model/hypotheses.js';
import type { Study } from './study.js';

/** What has become of a hypothesis of the paper in a study of several ε. */
export interface Verdict {
  readonly name: string;
  readonly equation: string;
  /** At every ε of the study. */
  readonly holds: boolean;
  /** Why not, at the first ε where it fails; or why, at the largest ε. */
  readonly reason: string;
  /** The values of ε where it fails. */
  readonly fails: readonly number[];
}

/** The hypotheses of section 2 for the model of a study. */
export function verdicts({ model, epsilon }: Study): readonly Verdict[] {
  const { frequencies, dimension } = model;
  const V = model.coupling.polynomial;
  const U = model.pinning.polynomial;
  const at = (value: number) => [
    confinement(V, U, value, frequencies, dimension),
    ...hypotheses(V, U, value, frequencies),
  ];
  const largest = epsilon.reduce((a, b) => Math.max(a, b), 0);
  return at(largest).map((usual, i) => {
    const all = epsilon.map((value) => ({ value, ...(at(value)[i] ?? usual) }));
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
