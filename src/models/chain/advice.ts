import { hasBoundedDensity } from '../../lattice/disorder.js';
import { quarticForces } from './dressing.js';
import type { Advice } from '../model.js';
import type { ChainStudy } from './spec.js';
import { boundedDensity } from '../density.js';

/** What section 5.1 does and does not say about a chain, and what a study of it could have better. */
export function chainAdvice(study: ChainStudy): Advice[] {
  const { model } = study;
  const random = model.masses && hasBoundedDensity(model.masses) ? [] : boundedDensity(model.frequencies);
  return [...random, ...highOrder(study), ...scaling(study), NO_THEOREM];
}

const NO_THEOREM: Advice = {
  kind: 'hint',
  text:
    'section 5.1 is no theorem: it assumes that eigenfrequencies of far modes decorrelate, so that resonances are as rare as in section 2, and sums over exponential ' +
    'tails of modes; what is exact is the corrector of the harmonic current and κ(β, ε) = κ(β/r, ε/r) for quartic V and U',
};

function highOrder({ model, dressing }: ChainStudy): Advice[] {
  const built = quarticForces(model) === null ? 1 : 2;
  if (dressing <= built) return [];
  const why =
    built === 1
      ? 'is not built where V and U are not c·r⁴ and c·q⁴: 1 is used, u⁰'
      : 'leaves hardly less than order 2 and is not built: 2 is used, u⁰ and εu¹';
  const text = `dressing: for the chain order ${String(dressing)} ${why}`;
  return [{ kind: 'warning', text }];
}

function scaling({ model, temperature, epsilon, noise }: ChainStudy): Advice[] {
  if (quarticForces(model) === null || temperature.length < 2 || epsilon.length < 2) return [];
  const rate = typeof noise === 'number' ? '' : ' and the flip rate';
  return [
    {
      kind: 'hint',
      text: `κ depends on ε·T${rate} alone (κ(β, ε) = κ(β/r, ε/r)), so several temperatures repeat what several ε tell`,
    },
  ];
}
