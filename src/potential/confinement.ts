import { lawRecord, type DisorderLaw } from '../lattice/disorder.js';
import { rounded, type Hypothesis } from './hypothesis.js';
import { degree, isPolynomial, scaled, polynomialSum, trimmed, type Polynomial } from './polynomial.js';
import type { Potential } from './potential.js';
import { smoothConfinement } from './smooth/hypotheses.js';

/**
 * Whether e^{−βH} can be normalised for every realisation of the law: without that there is no Gibbs measure, and a
 * study of the model is refused. Decided by the leading terms, with all sites at the lowest frequency ω₋:
 *
 * - P(q) = ½ω₋²q² + εU(q) must grow at both ends, since with all q_x equal no bond is stretched.
 * - Where V falls, −|v|r^m at its end, P = cq^n + … must outgrow it. Because Σ_b (q_tail − q_head)^m ≤ d·2^m Σ_x q_x^m, with
 *   equality for alternating q (N even), this is n > m, or n = m and c > ε|v|d·2^m.
 *
 * @param coupling V, even
 * @param dimension d
 */
export function confinement(
  coupling: Potential,
  pinning: Potential,
  epsilon: number,
  law: DisorderLaw,
  dimension: number,
): Hypothesis {
  const [lowest] = lawRecord(law).support(law);
  const name = { name: 'confinement', equation: '∫ e^{−βH} dq dp < ∞' };
  const verdict = (holds: boolean, reason: string): Hypothesis => ({ ...name, holds, reason });
  if (!isPolynomial(coupling) || !isPolynomial(pinning)) {
    return { ...name, ...smoothConfinement(coupling, pinning, epsilon, lowest, dimension) };
  }
  const site = polynomialSum([0, 0, 0.5 * lowest * lowest], scaled(trimmed(pinning), epsilon));
  const bond = scaled(trimmed(coupling), epsilon);

  const growth = leading(site);
  const own = `½ω₋²q² + εU(q) = ${growth.text('q')} + …`;
  if (growth.degree % 2 === 1)
    return verdict(false, `${own} falls without bound at one end, its degree is odd`);
  if (!(growth.coefficient > 0)) return verdict(false, `${own} does not grow at both ends`);

  const stretch = leading(bond);
  if (stretch.degree < 1 || stretch.coefficient > 0) {
    return verdict(true, `${own} grows at both ends, and εV is bounded below`);
  }
  const pull = `εV(r) = ${stretch.text('r')} + … falls`;
  if (growth.degree > stretch.degree) return verdict(true, `${pull}, but ${own} grows with a higher power`);
  if (growth.degree < stretch.degree) return verdict(false, `${pull}, and ${own} grows with a lower power`);
  const needed = -stretch.coefficient * dimension * 2 ** stretch.degree;
  const comparison = `${pull}, and ${own} must have a coefficient above ε|v|d·2^${String(stretch.degree)} = ${rounded(needed)}`;
  return verdict(growth.coefficient > needed, comparison);
}

/** Whether e^{−βH} can be normalised: see `confinement`. */
export function isConfining(
  coupling: Potential,
  pinning: Potential,
  epsilon: number,
  law: DisorderLaw,
  dimension: number,
): boolean {
  return confinement(coupling, pinning, epsilon, law, dimension).holds;
}

/** The term of highest degree; degree −1 for the zero polynomial. */
function leading(f: Polynomial): {
  readonly degree: number;
  readonly coefficient: number;
  text(variable: string): string;
} {
  const coefficient = f[f.length - 1] ?? 0;
  return {
    degree: degree(f),
    coefficient,
    text: (variable) => `${rounded(coefficient)} ${variable}^${String(degree(f))}`,
  };
}
