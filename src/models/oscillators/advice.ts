import { isPolynomial } from '../../potential/polynomial.js';
import { exertsForce, type Potential } from '../../potential/potential.js';
import type { Advice } from '../model.js';
import { listed } from '../../study/listed.js';
import type { Study } from '../../study/study.js';
import type { OscillatorsStudy } from './spec.js';

/**
 * A plateau of κ(t) was seen from t ≈ 4·10³ on at ε = 0.2 (d = 1, N = 32, V = r⁴/4, T = 1), that is 160/ε². Resonances make it
 * come later still as ε falls, so that this is the least time to ask for.
 */
const PLATEAU = 160;

export function plateauAdvice({ epsilon, time }: Study): Advice[] {
  const short = epsilon.filter((value) => time < PLATEAU / (value * value));
  if (short.length === 0) return [];
  const smallest = short.reduce((a, b) => Math.min(a, b));
  const needed = (PLATEAU / (smallest * smallest)).toExponential(0).replace('e+', 'e');
  const text =
    `at ε = ${listed(short)} expect an upper bound, not a value: the plateau of κ(t) was never seen before t ≈ ${String(PLATEAU)}/ε²` +
    ` (${needed} at ε = ${String(smallest)}), and the replicas run for ${String(time)}`;
  return [{ kind: 'hint', text }];
}

/** For a potential homogeneous of degree m, scaling q shows that H depends on ε and T through ε·T^{m/2−1} alone. */
export function scaling({ model, temperature, noise }: OscillatorsStudy): Advice[] {
  const m = homogeneousDegree(model.coupling.potential);
  const pinned = exertsForce(model.pinning.potential);
  if (m === null || m <= 2 || (pinned && homogeneousDegree(model.pinning.potential) !== m)) return [];
  if (temperature.length < 2) return [];
  const same = m === 4 ? 'ε·T' : `ε·T^${String(m / 2 - 1)}`;
  const rate = typeof noise === 'number' ? '' : ' and the flip rate';
  return [
    {
      kind: 'hint',
      text: `V and U are homogeneous of degree ${String(m)}: κ depends on ${same}${rate} alone, so several temperatures repeat what several ε tell`,
    },
  ];
}

/** m where f(x) = c·x^m plus a constant, else null. */
function homogeneousDegree(f: Potential): number | null {
  if (!isPolynomial(f)) return null;
  return f.every((c, k) => c === 0 || k === 0 || k === f.length - 1) ? f.length - 1 : null;
}
