import type { Torus } from '../../lattice/torus.js';
import { head, tail } from '../../lattice/torus.js';
import type { Hierarchy } from './hierarchy.js';
import { meanSquares } from './moments.js';
import { coefficientsInZ, writeDenominators, type Observable } from './observable.js';
import type { Surroundings } from './neighbourhood.js';

/** One term c·Re(Π_x z_x^{k_x} z̄_x^{l_x}), k and l for each of the report's sites. */
export interface ReportedTerm {
  readonly k: readonly number[];
  readonly l: readonly number[];
  readonly value: number;
}

export interface ReportedOrder {
  readonly order: number;
  /** The number of monomials z^k z̄^l of u⁽ᵏ⁾, both of each conjugate pair: twice the number of terms. Those left out by a cutoff do not count. */
  readonly monomials: number;
  /** The smallest |ω·ξ| by which a term was divided; null where u⁽ᵏ⁾ = 0. */
  readonly smallestDenominator: number | null;
  /** The ξ of that term, site number by site number, zeros left out: what resonates most. */
  readonly smallestXi: Readonly<Record<string, number>>;
  /** ⟨(u⁽ᵏ⁾)²⟩^{1/2} at ε = 0; null where an exact resonance makes it infinite. */
  readonly norm: number | null;
  readonly terms?: readonly ReportedTerm[];
}

/** One of the two functions that are left at the end of (11). */
export interface ReportedRest {
  /** These two as of the orders. */
  readonly monomials: number;
  readonly norm: number | null;
}

/** What `falloff hierarchy … --json` prints. */
export interface HierarchyReport {
  readonly bond: readonly [tail: number, head: number];
  readonly sites: readonly number[];
  readonly frequencies: readonly number[];
  readonly epsilon: number;
  readonly temperature: number;
  readonly orders: readonly ReportedOrder[];
  /** A_anh u⁽ⁿ⁾, and v⁽ⁿ⁾ with −S v⁽ⁿ⁾ = A_anh u⁽ⁿ⁾ (Lemma 2), of hierarchies made with them. */
  readonly remainder?: ReportedRest;
  readonly v?: ReportedRest;
}

export interface HierarchyReportOptions {
  readonly lattice: Torus;
  /** The hierarchy of one bond or several. */
  readonly hierarchy: Hierarchy;
  readonly epsilon: number;
  /** T, for the norms. */
  readonly temperature: number;
  /** Whether to list the terms. Default false. */
  readonly terms?: boolean;
  /** The bond's place among those of the hierarchy. Default 0. */
  readonly place?: number;
}

/** The hierarchy (8)–(11) of one bond in words and numbers. @throws RangeError where there is no such bond */
export function hierarchyReport(options: HierarchyReportOptions): HierarchyReport {
  const { lattice, epsilon, temperature, terms = false, place = 0 } = options;
  const { orders, surroundings, remainder, v } = options.hierarchy;
  const bond = surroundings.bonds[place];
  if (bond === undefined) throw new RangeError(`invalid place; no such bond: ${String(place)}`);
  const single = at(surroundings, place);
  const rest = (f: Observable): ReportedRest => {
    const own = ownPart(f, surroundings.bonds.length, place);
    return { monomials: 2 * termsOf(own).length, norm: normOf(own, single, temperature) };
  };
  return {
    bond: [tail(lattice, bond), head(lattice, bond)],
    sites: [...single.sites],
    frequencies: [...single.frequencies],
    epsilon,
    temperature,
    orders: orders.map((order) =>
      reported(order, single, surroundings.bonds.length, place, temperature, terms),
    ),
    ...(remainder !== null && { remainder: rest(remainder) }),
    ...(v !== null && { v: rest(v) }),
  };
}

/** The surroundings of one bond of several. */
function at(around: Surroundings, place: number): Surroundings {
  const every = around.bonds.length;
  return {
    neighbourhood: around.neighbourhood,
    bonds: [around.bonds[place] as number],
    sites: around.sites.filter((_, i) => i % every === place),
    frequencies: around.frequencies.filter((_, i) => i % every === place),
  };
}

function reported(
  { order, u, smallestDenominators }: Hierarchy['orders'][number],
  around: Surroundings,
  every: number,
  place: number,
  temperature: number,
  terms: boolean,
): ReportedOrder {
  const own = ownPart(u, every, place);
  const smallest = smallestDenominators[place] as number;
  const present = termsOf(own);
  return {
    order,
    monomials: 2 * present.length,
    smallestDenominator: Number.isFinite(smallest) ? smallest : null,
    smallestXi: xiOf(own, around, smallest),
    norm: normOf(own, around, temperature),
    ...(terms && { terms: listed(own, around, present) }),
  };
}

/** The numbers of the monomials that a function of one bond has. */
function termsOf({ monomials, coefficients }: Observable): number[] {
  return Array.from({ length: monomials.count }, (_, m) => m).filter((m) => coefficients[m] !== 0);
}

function listed(f: Observable, around: Surroundings, present: readonly number[]): ReportedTerm[] {
  const sites = around.neighbourhood.offsets.map((_, x) => x);
  const values = coefficientsInZ(f, around);
  return present.map((m) => ({
    k: sites.map((x) => f.monomials.k(m, x)),
    l: sites.map((x) => f.monomials.l(m, x)),
    value: values[m] as number,
  }));
}

/** A function of one bond of several. */
function ownPart(f: Observable, every: number, place: number): Observable {
  return { ...f, coefficients: f.coefficients.filter((_, i) => i % every === place) };
}

/** ⟨f²⟩^{1/2} at ε = 0 of a function of one bond; null where it is infinite. */
function normOf(f: Observable, around: Surroundings, temperature: number): number | null {
  const norm = Math.sqrt(meanSquares(f, around, temperature)[0] as number);
  return Number.isFinite(norm) ? norm : null;
}

/** The first ξ of a function of one bond with the given |ω·ξ|. */
function xiOf(u: Observable, around: Surroundings, denominator: number): Record<string, number> {
  const value = new Float64Array(1);
  for (let m = 0; m < u.monomials.count; m++) {
    writeDenominators(u.monomials, m, around, value);
    if (u.coefficients[m] === 0 || Math.abs(value[0] as number) !== denominator) continue;
    return Object.fromEntries(
      [...around.sites]
        .map((site, x): [number, number] => [site, u.monomials.k(m, x) - u.monomials.l(m, x)])
        .filter(([, xi]) => xi !== 0),
    );
  }
  return {};
}
