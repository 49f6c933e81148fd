import type { Hypothesis } from '../../potential/hypothesis.js';
import type { Advice } from '../model.js';
import type { QuarticStudy } from './spec.js';

/** Rings of 128 sites came to a plateau of κ(t) by t ≈ 500 at ε/√T = 1 and by t ≈ 4000 at 0.125; at 0.0625 not within 8000. */
const PLATEAU = 0.1;

/** What the paper asks of a model, of this one: it is an analogy there, without a theorem (section 5.3). */
export function quarticHypotheses(): readonly Hypothesis[] {
  return [
    {
      name: 'confinement',
      equation: '∫ e^{−βH} dq dp < ∞',
      holds: true,
      reason: 'q⁴/4 grows at both ends, and (ε/2)(q − q′)² is bounded below',
    },
    {
      name: 'disorder',
      equation: 'ω_x independent, with a bounded density',
      holds: false,
      reason:
        'all sites are identical: frequencies are those of the energies, and resonances move with time (section 5.3 has no theorem)',
    },
  ];
}

export function quarticAdvice(study: QuarticStudy): Advice[] {
  return [...undressed(study), ...weak(study), ...slow(study), ...scaling(study)];
}

function undressed({ dressing }: QuarticStudy): Advice[] {
  if (dressing === 0) return [];
  const text = `dressing: ${String(dressing)} does nothing for kind quartic: its first order, in action and angle, was found to gain nothing at the times at which κ is read (docs/quartic.md)`;
  return [{ kind: 'warning', text }];
}

/** The weakest couplings, in the units of T = 1. */
function weak({ epsilon, temperature }: QuarticStudy): Advice[] {
  const all = epsilon.flatMap((value) => temperature.map((T) => value / Math.sqrt(T)));
  const least = all.reduce((a, b) => Math.min(a, b), Infinity);
  if (least >= PLATEAU) return [];
  const text = `at ε/√T = ${String(Number(least.toPrecision(3)))} expect an upper bound, not a value: plateaus of κ(t) were seen from ε/√T = 0.125 upwards, there in replicas of t = 40000`;
  return [{ kind: 'hint', text }];
}

function slow({ scheme, step }: QuarticStudy): Advice[] {
  if (scheme === 'SRKN14' || step !== 'auto') return [];
  const text = `scheme: SRKN14, of order six whatever the coupling, needs about two thirds of the kicks of ABA864 here`;
  return [{ kind: 'hint', text }];
}

/** q → λq, t → t/λ: H depends on ε and T through ε/√T alone. */
function scaling({ epsilon, temperature, noise }: QuarticStudy): Advice[] {
  if (temperature.length < 2 || epsilon.length < 2 || noise !== 0) return [];
  const text =
    'κ(ε, T) = T^{1/4} κ(ε/√T, 1): several temperatures repeat what several ε tell, and one of both lists would do';
  return [{ kind: 'hint', text }];
}
