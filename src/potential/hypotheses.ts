import { hasBoundedDensity, lawRecord, type DisorderLaw } from '../lattice/disorder.js';
import { rounded, type Hypothesis, type Verdict } from './hypothesis.js';
import { minimum } from './extrema.js';
import {
  degree,
  derivative,
  isEven,
  isPolynomial,
  scaled,
  polynomialSum,
  trimmed,
  type Polynomial,
} from './polynomial.js';
import type { Potential } from './potential.js';
import {
  growthOfPowers,
  smoothConvexity,
  smoothDomination,
  smoothIntegrability,
  smoothSymmetry,
} from './smooth/hypotheses.js';

/**
 * The hypotheses of section 2. For polynomial potentials each is decided exactly but for the rounding of coefficients; for others by the algebra of expressions,
 * by intervals, or by values for |x| ≤ 100 with the growth beyond, and the reason says which.
 * Studies that break one still run: the paper's theorems then do not cover them, and the program says so. (A model
 * without a Gibbs measure does not run: `confinement`.)
 *
 * @param coupling V
 * @param pinning U
 * @param epsilon ε ≥ 0
 * @param law the law of the frequencies, with its lower end ω₋
 */
export function hypotheses(
  coupling: Potential,
  pinning: Potential,
  epsilon: number,
  law: DisorderLaw,
): Hypothesis[] {
  const [V, U] = [coupling, pinning].map((f) => (isPolynomial(f) ? trimmed(f) : f)) as [Potential, Potential];
  const [lowest, highest] = lawRecord(law).support(law);
  const polynomials = isPolynomial(V) && isPolynomial(U);
  return [
    boundedDensity(law, lowest, highest),
    ...(polynomials ? [] : [{ ...GROWTH, ...growthOfPowers(V, U) }]),
    { ...SYMMETRY, ...(isPolynomial(V) ? symmetry(V) : smoothSymmetry(V)) },
    {
      ...CONVEXITY,
      ...(isPolynomial(U) ? convexity(U, epsilon, lowest) : smoothConvexity(U, epsilon, lowest)),
    },
    {
      ...INTEGRABILITY,
      ...(isPolynomial(U) ? integrability(U, epsilon, lowest) : smoothIntegrability(U, epsilon, lowest)),
    },
    { ...DOMINATION, ...(polynomials ? domination(V, U) : smoothDomination(V, U)) },
  ];
}

const GROWTH = { name: 'growth of powers', equation: 'U, V ∈ C∞_temp' };
const SYMMETRY = { name: 'symmetric coupling', equation: 'V(−r) = V(r)' };
const CONVEXITY = { name: 'uniform convexity', equation: 'ω₋² + εU″(q) ≥ c > 0' };
const INTEGRABILITY = {
  name: 'integrability',
  equation: '∫ e^{−α(ω₋y² + εU(y))} dy < ∞ for every α > 0',
};
const DOMINATION = {
  name: 'domination by the pinning',
  equation: 'V″(x−y)⁴ ≤ C (1 + U″(x)²)(1 + U″(y)²)',
};

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

function symmetry(V: Polynomial): Verdict {
  const odd = V.findIndex((c, k) => k % 2 === 1 && c !== 0);
  return {
    holds: isEven(V),
    reason: odd < 0 ? 'V has even powers only' : `V contains ${rounded(V[odd] as number)} r^${String(odd)}`,
  };
}

function convexity(U: Polynomial, epsilon: number, lowest: number): Verdict {
  const stiffness = polynomialSum([lowest * lowest], scaled(derivative(derivative(U)), epsilon));
  const { at, value } = minimum(stiffness);
  return {
    holds: value > 0,
    reason:
      value === -Infinity
        ? `it falls without bound as q → ${at > 0 ? '∞' : '−∞'}`
        : `its least value is ${rounded(value)}${degree(stiffness) > 0 ? `, at q = ${rounded(at)}` : ''}`,
  };
}

function integrability(U: Polynomial, epsilon: number, lowest: number): Verdict {
  const energy = polynomialSum([0, 0, lowest], scaled(U, epsilon));
  const coefficient = energy[energy.length - 1] ?? 0;
  const n = degree(energy);
  const holds = n > 0 && n % 2 === 0 && coefficient > 0;
  return {
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
function domination(V: Polynomial, U: Polynomial): Verdict {
  const m = Math.max(0, degree(V) - 2);
  const k = Math.max(0, degree(U) - 2);
  const holds = m === 0 || k >= 2 * m;
  const growth = `V″(x)⁴ grows as x^${String(4 * m)} and U″(x)² as x^${String(2 * k)}`;
  return {
    holds,
    reason:
      m === 0
        ? 'V″ is constant'
        : holds
          ? growth
          : `${growth}: the decorrelation bound (1) is not covered; U would need a degree of at least ${String(2 * m + 2)}`,
  };
}
