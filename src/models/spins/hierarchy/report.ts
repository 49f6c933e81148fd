import type { Torus } from '../../../lattice/torus.js';
import { head, tail } from '../../../lattice/torus.js';
import {
  bySite,
  finite,
  reportedFunctions,
  type FunctionReport,
  type HierarchyReport,
  type OrderReport,
} from '../../../proof/hierarchy/report.js';
import type { SpinHierarchy } from './hierarchy.js';
import { presentTerms, spinPower, writeFrequencies, type SpinObservable } from './monomials.js';
import type { SpinSurroundings } from './surroundings.js';

/** One term Re[(re + i·im) Π_x (S^z_x)^{a_x} (S^+_x)^{b_x} (S^−_x)^{c_x}], exponents for each of the report's sites. */
export interface SpinTerm {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly c: readonly number[];
  readonly re: number;
  readonly im: number;
}

/** Monomials are counted with both of each conjugate pair; denominators are Ω = Σ|ω_x|(b_x − c_x), norms those of T = ∞. */
export interface SpinOrder extends OrderReport<SpinTerm> {
  readonly norm: number;
  /** b − c of the smallest denominator, site number by site number, zeros left out. */
  readonly smallestXi: Readonly<Record<string, number>>;
  /** The largest coefficient of a secular term of the right-hand side: 0 but for rounding. */
  readonly secular: number;
}

/** The hierarchy of one bond of a spin chain; `frequencies` are |ω_x|. */
export interface SpinReport extends HierarchyReport<SpinOrder> {
  /** e₁, e₂, e₃ of each site's frame: S^± = S·e₁ ± iS·e₂, S^z = S·e₃. */
  readonly frames: readonly (readonly (readonly number[])[])[];
  readonly temperature: 'infinite';
}

/** The hierarchy of section 5.2 of a single bond in numbers. @throws RangeError where it has several bonds */
export function spinReport(lattice: Torus, own: SpinHierarchy, epsilon: number, terms = false): SpinReport {
  const { surroundings } = own;
  const [bond, ...others] = surroundings.bonds;
  if (bond === undefined || others.length > 0)
    throw new RangeError(`invalid hierarchy; not of one bond: ${String(surroundings.bonds.length)}`);
  const norm = (f: SpinObservable): number => own.norms(f, Infinity)[0] as number;
  return {
    bond: [tail(lattice, bond), head(lattice, bond)],
    sites: [...surroundings.sites],
    frequencies: [...surroundings.frequencies],
    frames: Array.from(surroundings.sites, (_, x) =>
      [0, 3, 6].map((k) => [...surroundings.frames.subarray(9 * x + k, 9 * x + k + 3)]),
    ),
    epsilon,
    temperature: 'infinite',
    ...reportedFunctions(
      own,
      ({ order, u, secular, smallestDenominators }): SpinOrder => {
        const smallest = smallestDenominators[0] as number;
        return {
          order,
          monomials: 2 * presentTerms(u).length,
          smallestDenominator: finite(smallest),
          smallestXi: xiOf(u, surroundings, smallest),
          secular: secular[0] as number,
          norm: norm(u),
          ...(terms && { terms: listed(u, surroundings) }),
        };
      },
      (f): FunctionReport => ({ monomials: 2 * presentTerms(f).length, norm: norm(f) }),
    ),
    warnings: [],
  };
}

/** The first ξ with the given |Ω|. */
function xiOf(u: SpinObservable, around: SpinSurroundings, denominator: number): Record<string, number> {
  const value = new Float64Array(1);
  for (let m = 0; 2 * m < u.coefficients.length; m++) {
    writeFrequencies(u.monomials, m, around, value);
    const zero = u.coefficients[2 * m] === 0 && u.coefficients[2 * m + 1] === 0;
    if (zero || Math.abs(value[0] as number) !== denominator) continue;
    return bySite(around.sites, (x) => spinPower(u.monomials, m, x).n);
  }
  return {};
}

function listed({ monomials, coefficients }: SpinObservable, around: SpinSurroundings): SpinTerm[] {
  const locals = Array.from(around.sites, (_, x) => x);
  return presentTerms({ monomials, coefficients }).map((m) => {
    const powers = locals.map((x) => spinPower(monomials, m, x));
    return {
      a: powers.map(({ a }) => a),
      b: powers.map(({ n }) => Math.max(n, 0)),
      c: powers.map(({ n }) => Math.max(-n, 0)),
      // A monomial and its conjugate, c m + c̄ m̄ = Re(2c m).
      re: 2 * (coefficients[2 * m] as number),
      im: 2 * (coefficients[2 * m + 1] as number),
    };
  });
}
