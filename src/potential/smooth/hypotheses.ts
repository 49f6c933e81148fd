import { realPower } from '../../math/elementary.js';
import type { Verdict } from '../hypothesis.js';
import { rounded } from '../hypothesis.js';
import { product, sum, type Expression } from './expression.js';
import { compared, growth, growthText, isUnbounded, rises, type Growth } from './growth.js';
import { infimum, REACH } from './infimum.js';
import { LINE, range } from './range.js';
import { evenness, reflected } from './reflection.js';
import { slope } from './slope.js';

/** How f grows at both ends, first as x → ∞. */
const ends = (f: Expression): readonly [Growth, Growth] => [growth(f), growth(reflected(f))];
const weaker = ([a, b]: readonly [Growth, Growth]): Growth => (compared(a, b) <= 0 ? a : b);
const stronger = ([a, b]: readonly [Growth, Growth]): Growth => (compared(a, b) >= 0 ? a : b);
const curvature = (f: Expression): Expression => slope(slope(f));

export function smoothSymmetry(V: Expression): Verdict {
  const { even, proved } = evenness(V);
  const reason = !even
    ? 'V(−r) and V(r) have different values'
    : proved
      ? 'V(−r) is the same expression as V(r)'
      : `V(−r) and V(r) have the same values for |r| ≤ ${String(REACH)}: checked there, not proved`;
  return { holds: even, reason };
}

/** V and U, with all derivatives, are bounded by powers: the rules of `smoothness.ts` prove it of every expression; here is which powers. */
export function growthOfPowers(V: Expression, U: Expression): Verdict {
  const told = (name: string, f: Expression, variable: string): string => {
    const own = stronger(ends(f));
    return isUnbounded(own)
      ? `${name} grows as ${growthText({ ...own, c: null }, variable)}`
      : `${name} is bounded`;
  };
  return {
    holds: true,
    reason: `${told('V', V, 'r')}, ${told('U', U, 'q')}, and powers bound all derivatives`,
  };
}

/** ω₋² + εU″ ≥ c > 0: by intervals for |q| ≤ 100, beyond by intervals or by its growth. */
export function smoothConvexity(U: Expression, epsilon: number, lowest: number): Verdict {
  const stiffness = sum([lowest * lowest], product([epsilon], curvature(U)));
  const everywhere = range(stiffness, LINE)[0];
  if (everywhere > 0)
    return { holds: true, reason: `it is nowhere below ${rounded(everywhere)}, proved by intervals` };
  const { bound, value, at, beyond, byGrowth } = infimum(stiffness);
  if (value <= 0) return { holds: false, reason: `it is ${rounded(value)} at q = ${rounded(at)}` };
  const within = `its least value for |q| ≤ ${String(REACH)} is ${rounded(value)}, at q = ${rounded(at)}`;
  if (!(beyond > 0)) return { holds: false, reason: `${within}; beyond, it may fall without bound, or to 0` };
  const how = bound > 0 ? 'proved by intervals' : 'checked by values there, not proved';
  return { holds: true, reason: `${within}, ${how}; beyond, ${byGrowth ? 'by its growth' : 'by intervals'}` };
}

export function smoothIntegrability(U: Expression, epsilon: number, lowest: number): Verdict {
  const own = ends(sum([0, 0, lowest], product([epsilon], U)));
  const holds = own.every(rises);
  const text = `ω₋y² + εU(y) = ${growthText(weaker(own), 'y')} + …`;
  return { holds, reason: `${text} ${holds ? 'grows at both ends' : 'does not grow at both ends'}` };
}

/**
 * V″(x−y)⁴ ≤ C(1+U″(x)²)(1+U″(y)²): with |V″(x)| ≤ c(1+|x|)^m and |U″(x)| ≥ c'|x|^k at both ends, k ≥ 2m is sufficient, as for polynomials
 * (`domination` of `../hypotheses.ts`), and necessary where V″ does grow so and U″ no faster.
 */
export function smoothDomination(V: Expression, U: Expression): Verdict {
  const left = stronger(ends(curvature(V)));
  if (!isUnbounded(left)) return { holds: true, reason: 'V″ is bounded' };
  const right = weaker(ends(curvature(U)));
  const needed = { power: 2 * left.power, log: 2 * left.log };
  const holds = right.c !== null && compared(right, needed) >= 0;
  const raised = ({ power, log }: Growth, n: number): string =>
    growthText({ power: n * power, log: n * log, c: null }, 'x');
  const grown =
    right.c === null || !isUnbounded(right) ? 'U″(x)² need not grow' : `U″(x)² grows as ${raised(right, 2)}`;
  const text = `V″(x)⁴ grows ${left.c === null ? 'at most ' : ''}as ${raised(left, 4)} and ${grown}`;
  return { holds, reason: holds ? text : `${text}: the decorrelation bound (1) is not covered` };
}

/** Whether e^{−βH} can be normalised, by leading terms: the rules of `confinement` for powers that need not be whole. */
export function smoothConfinement(
  V: Expression,
  U: Expression,
  epsilon: number,
  lowest: number,
  dimension: number,
): Verdict {
  const both = ends(sum([0, 0, 0.5 * lowest * lowest], product([epsilon], U)));
  const site = weaker(both);
  const own = `½ω₋²q² + εU(q) = ${growthText(site, 'q')} + …`;
  if (!both.every(rises)) return { holds: false, reason: `${own} does not grow at both ends` };
  const bond = growth(product([epsilon], V));
  if (!isUnbounded(bond) || (bond.c !== null && bond.c > 0)) {
    return { holds: true, reason: `${own} grows at both ends, and εV is bounded below` };
  }
  const pull = `εV(r) = ${growthText(bond, 'r')} + … ${bond.c === null ? 'may fall' : 'falls'}`;
  const order = compared(site, bond);
  if (order > 0) return { holds: true, reason: `${pull}, but ${own} grows faster` };
  if (order < 0 || bond.c === null || site.c === null) {
    return { holds: false, reason: `${pull}, and ${own} grows ${order < 0 ? 'more slowly' : 'no faster'}` };
  }
  const needed = -bond.c * dimension * realPower(2, bond.power);
  const reason = `${pull}, and ${own} must have a coefficient above ε|v|d·2^${rounded(bond.power)} = ${rounded(needed)}`;
  return { holds: site.c > needed, reason };
}
