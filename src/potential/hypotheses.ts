import { hasBoundedDensity, lawRecord, type DisorderLaw } from '../lattice/disorder.js';
import { rounded, type Hypothesis } from './confinement.js';
import { minimum } from './extrema.js';
import { degree, derivative, isEven, scaled, polynomialSum, trimmed, type Polynomial } from './polynomial.js';

/**
 * The hypotheses of section 2 for polynomial potentials, each decided exactly but for the rounding of coefficients.
 * Studies that break one still run: the paper's theorems then do not cover them, and the program says so. (A model
 * without a Gibbs measure does not run: `confinement`.)
 *
 * @param coupling V
 * @param pinning U
 * @param epsilon ε ≥ 0
 * @param law the law of the frequencies, with its lower end ω₋
 */
export function hypotheses(
  coupling: Polynomial,
  pinning: Polynomial,
  epsilon: number,
  law: DisorderLaw,
): Hypothesis[] {
  const V = trimmed(coupling);
  const U = trimmed(pinning);
  const [lowest, highest] = lawRecord(law).support(law);
  return [
    boundedDensity(law, lowest, highest),
    symmetry(V),
    convexity(U, epsilon, lowest),
    integrability(U, epsilon, lowest),
    domination(V, U),
  ];
}

function boundedDensity(law: DisorderLaw, lowest: number, highest: number): Hypothesis {
  const record = lawRecord(law);
  const holds = hasBoundedDensity(law);
  const where = `on [${rounded(lowest)}, ${rounded(highest)}]`;
  return {
    name: 'bounded density',
    equation: 'ω_x independent, with a bounded density on [ω₋, ω₊], ω₋ > 0',
    holds,
    reason: holds
      ? `the ${record.title} law has a density of at most ${rounded(record.densityBound(law))} ${where}`
      : `the ${record.title} law has no density ${where}: exact resonances have a positive probability`,
  };
}

function symmetry(V: Polynomial): Hypothesis {
  const odd = V.findIndex((c, k) => k % 2 === 1 && c !== 0);
  return {
    name: 'symmetric coupling',
    equation: 'V(−r) = V(r)',
    holds: isEven(V),
    reason: odd < 0 ? 'V has even powers only' : `V contains ${rounded(V[odd] as number)} r^${String(odd)}`,
  };
}

function convexity(U: Polynomial, epsilon: number, lowest: number): Hypothesis {
  const stiffness = polynomialSum([lowest * lowest], scaled(derivative(derivative(U)), epsilon));
  const { at, value } = minimum(stiffness);
  return {
    name: 'uniform convexity',
    equation: 'ω₋² + εU″(q) ≥ c > 0',
    holds: value > 0,
    reason:
      value === -Infinity
        ? `it falls without bound as q → ${at > 0 ? '∞' : '−∞'}`
        : `its least value is ${rounded(value)}${degree(stiffness) > 0 ? `, at q = ${rounded(at)}` : ''}`,
  };
}

function integrability(U: Polynomial, epsilon: number, lowest: number): Hypothesis {
  const energy = polynomialSum([0, 0, lowest], scaled(U, epsilon));
  const coefficient = energy[energy.length - 1] ?? 0;
  const n = degree(energy);
  const holds = n > 0 && n % 2 === 0 && coefficient > 0;
  return {
    name: 'integrability',
    equation: '∫ e^{−α(ω₋y² + εU(y))} dy < ∞ for every α > 0',
    holds,
    reason:
      n < 1
        ? 'ω₋y² + εU(y) is constant'
        : `ω₋y² + εU(y) = ${rounded(coefficient)} y^${String(n)} + … ${holds ? 'grows at both ends' : 'does not grow at both ends'}`,
  };
}

/**
 * V″(x−y)⁴ ≤ C(1+U″(x)²)(1+U″(y)²) for all x, y. With m and k the degrees of V″ and U″:
 *
 * - V″ constant: holds with C = V″⁴.
 * - Along y = 0, x → ∞ the left side grows as x^{4m} and the right one as x^{2k}: k ≥ 2m is necessary.
 * - It is sufficient: |V″(x−y)| ≤ c(1+|x−y|)^m ≤ c(1+|x|)^m(1+|y|)^m, and 1+U″(x)² ≥ c'(1+|x|)^{2k}, being positive
 *   and of that growth. So x = −y, where the left side grows as x^{4m} and the right one as x^{4k}, asks for less.
 */
function domination(V: Polynomial, U: Polynomial): Hypothesis {
  const m = Math.max(0, degree(V) - 2);
  const k = Math.max(0, degree(U) - 2);
  const holds = m === 0 || k >= 2 * m;
  const growth = `V″(x)⁴ grows as x^${String(4 * m)} and U″(x)² as x^${String(2 * k)}`;
  return {
    name: 'domination by the pinning',
    equation: 'V″(x−y)⁴ ≤ C (1 + U″(x)²)(1 + U″(y)²)',
    holds,
    reason:
      m === 0
        ? 'V″ is constant'
        : holds
          ? growth
          : `${growth}: the decorrelation bound (1) is not covered; U would need a degree of at least ${String(2 * m + 2)}`,
  };
}
