import type { Hypothesis } from '../../potential/hypothesis.js';
import type { Advice } from '../model.js';
import type { RotorsStudy } from './spec.js';

/** What the theorems ask, of rotors; that of De Roeck and Huveneers (arXiv:1305.5127) is about the chain. */
export function rotorHypotheses(dimension: number): readonly Hypothesis[] {
  return [
    {
      name: 'confinement',
      equation: '∫ e^{−βH} dq dp < ∞',
      holds: true,
      reason: 'angles live on a circle, and p²/2 grows at both ends',
    },
    {
      name: 'disorder',
      equation: 'ω_x independent, with a bounded density',
      holds: false,
      reason:
        'all sites are identical, so that the theorems of arXiv:1203.3587 do not apply: frequencies are the momenta, and resonances move with time',
    },
    {
      name: 'rotor chain',
      equation: 'd = 1, coupling 1 − cos (De Roeck and Huveneers, arXiv:1305.5127)',
      holds: dimension === 1,
      reason:
        dimension === 1
          ? 'energy is localised asymptotically in the chain of rotors without disorder'
          : 'the theorem is about the chain',
    },
  ];
}

export function rotorsAdvice(study: RotorsStudy): Advice[] {
  return [...undressed(study), ...scaling(study)];
}

function undressed({ dressing }: RotorsStudy): Advice[] {
  if (dressing === 0) return [];
  const text = `dressing: ${String(dressing)} does nothing for kind rotors (docs/rotors.md)`;
  return [{ kind: 'warning', text }];
}

/** p → √T p, t → t/√T: H depends on ε and T through ε/T alone. */
function scaling({ epsilon, temperature, noise }: RotorsStudy): Advice[] {
  if (temperature.length < 2 || epsilon.length < 2 || noise !== 0) return [];
  const text =
    'κ(T, ε) = √T κ(1, ε/T): several temperatures repeat what several ε tell, and one of both lists would do';
  return [{ kind: 'hint', text }];
}
