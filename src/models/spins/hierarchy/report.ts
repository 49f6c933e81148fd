import type { Torus } from '../../../lattice/torus.js';
import { head, tail } from '../../../lattice/torus.js';
import { meanSquares } from './averages.js';
import type { SpinHierarchy } from './hierarchy.js';
import { presentTerms, spinPower, writeFrequencies, type SpinObservable } from './monomials.js';
import type { SpinSurroundings } from './surroundings.js';

/** One term Re[(re + i·im) Π_x (S^z_x)^{a_x} (S^+_x)^{b_x} (S^−_x)^{c_x}], exponents for each of the report's sites. */
export interface ReportedSpinTerm {
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly c: readonly number[];
  readonly re: number;
  readonly im: number;
}

export interface ReportedSpinOrder {
  readonly order: number;
  /** The number of monomials of u⁽ᵏ⁾, both of each conjugate pair. */
  readonly monomials: number;
  /** The smallest |Ω| = |Σ|ω_x|(b_x − c_x)| by which a term was divided; null where u⁽ᵏ⁾ = 0. */
  readonly smallestDenominator: number | null;
  /** b − c of that term, site number by site number, zeros left out. */
  readonly smallestXi: Readonly<Record<string, number>>;
  /** ⟨(u⁽ᵏ⁾)²⟩^{1/2} at T = ∞. */
  readonly norm: number;
  /** The largest coefficient of a secular term of the right-hand side: 0 but for rounding. */
  readonly secular: number;
  readonly terms?: readonly ReportedSpinTerm[];
}

/** What `falloff hierarchy … --json` prints for spins. */
export interface SpinHierarchyReport {
  readonly bond: readonly [tail: number, head: number];
  readonly sites: readonly number[];
  /** |ω_x| of these sites. */
  readonly frequencies: readonly number[];
  /** e₁, e₂, e₃ of each site's frame: S^± = S·e₁ ± iS·e₂, S^z = S·e₃. */
  readonly frames: readonly (readonly (readonly number[])[])[];
  readonly epsilon: number;
  readonly temperature: 'infinite';
  readonly orders: readonly ReportedSpinOrder[];
  /** A_anh u⁽ⁿ⁾ (with j¹ where n = 1), of hierarchies made with it. */
  readonly remainder?: { readonly monomials: number; readonly norm: number };
}

/** The hierarchy of section 5.2 of a single bond in numbers. @throws RangeError where it has several bonds */
export function spinHierarchyReport(
  lattice: Torus,
  { surroundings, orders, remainder }: SpinHierarchy,
  epsilon: number,
  terms = false,
): SpinHierarchyReport {
  const [bond, ...others] = surroundings.bonds;
  if (bond === undefined || others.length > 0)
    throw new RangeError(`invalid hierarchy; not of one bond: ${String(surroundings.bonds.length)}`);
  const norm = (f: SpinObservable): number => Math.sqrt(meanSquares(f, surroundings)[0] as number);
  return {
    bond: [tail(lattice, bond), head(lattice, bond)],
    sites: [...surroundings.sites],
    frequencies: [...surroundings.frequencies],
    frames: Array.from(surroundings.sites, (_, x) =>
      [0, 3, 6].map((k) => [...surroundings.frames.subarray(9 * x + k, 9 * x + k + 3)]),
    ),
    epsilon,
    temperature: 'infinite',
    orders: orders.map((order) => ({
      ...reported(order, surroundings),
      norm: norm(order.u),
      ...(terms && { terms: listed(order.u, surroundings) }),
    })),
    ...(remainder !== null && {
      remainder: { monomials: 2 * presentTerms(remainder).length, norm: norm(remainder) },
    }),
  };
}

function reported(
  { order, u, secular, smallestDenominators }: SpinHierarchy['orders'][number],
  around: SpinSurroundings,
): Omit<ReportedSpinOrder, 'norm'> {
  const smallest = smallestDenominators[0] as number;
  return {
    order,
    monomials: 2 * presentTerms(u).length,
    smallestDenominator: Number.isFinite(smallest) ? smallest : null,
    smallestXi: xiOf(u, around, smallest),
    secular: secular[0] as number,
  };
}

/** The first ξ with the given |Ω|. */
function xiOf(u: SpinObservable, around: SpinSurroundings, denominator: number): Record<string, number> {
  const value = new Float64Array(1);
  for (let m = 0; 2 * m < u.coefficients.length; m++) {
    writeFrequencies(u.monomials, m, around, value);
    const zero = u.coefficients[2 * m] === 0 && u.coefficients[2 * m + 1] === 0;
    if (zero || Math.abs(value[0] as number) !== denominator) continue;
    return Object.fromEntries(
      [...around.sites]
        .map((site, x): [number, number] => [site, spinPower(u.monomials, m, x).n])
        .filter(([, xi]) => xi !== 0),
    );
  }
  return {};
}

function listed({ monomials, coefficients }: SpinObservable, around: SpinSurroundings): ReportedSpinTerm[] {
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
