import type { SolvedHierarchy } from './recursion.js';

/** A function of one bond. */
export interface FunctionReport {
  /** The number of its monomials; see the model for how conjugates count. */
  readonly monomials: number;
  /** ⟨f²⟩^½ at ε = 0; null if it is not finite. */
  readonly norm: number | null;
}

/** u⁽ᵏ⁾ of one bond. */
export interface OrderReport<Term = unknown> extends FunctionReport {
  readonly order: number;
  /** The smallest |ω·ξ| by which a term was divided; null if u⁽ᵏ⁾ = 0. */
  readonly smallestDenominator: number | null;
  readonly terms?: readonly Term[];
}

/**
 * The hierarchy (8)–(11) of one bond in numbers, for any model: printed by `falloff hierarchy … --json`. A model may
 * add information about a function or an order (`O`, `R`), and about the bond, in a type that extends this one.
 */
export interface HierarchyReport<
  O extends OrderReport = OrderReport,
  R extends FunctionReport = FunctionReport,
> {
  readonly bond: readonly [tail: number, head: number];
  /** The sites on which the functions depend, and their ω. */
  readonly sites: readonly number[];
  readonly frequencies: readonly number[];
  readonly epsilon: number;
  readonly temperature: number | 'infinite';
  readonly orders: readonly O[];
  /** A_anh u⁽ⁿ⁾, and v⁽ⁿ⁾ with −S v⁽ⁿ⁾ = A_anh u⁽ⁿ⁾ (Lemma 2), if requested. */
  readonly remainder?: R;
  readonly v?: R;
  /** Warnings about doubtful numbers. */
  readonly warnings: readonly string[];
}

/** The functions of a hierarchy in numbers. */
export function reportedFunctions<F, S extends { readonly u: F }, O extends OrderReport, R>(
  { orders, remainder, v }: SolvedHierarchy<F, S>,
  order: (solution: S & { readonly order: number }) => O,
  rest: (f: F) => R,
): { readonly orders: readonly O[]; readonly remainder?: R; readonly v?: R } {
  return {
    orders: orders.map(order),
    ...(remainder !== null && { remainder: rest(remainder) }),
    ...(v !== null && { v: rest(v) }),
  };
}

/** A number as a report shows it: null if it is not finite. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** A combination ξ by site number, zeros left out. */
export function bySite(sites: Iterable<number>, xi: (place: number) => number): Record<string, number> {
  return Object.fromEntries(
    [...sites].map((site, x): [number, number] => [site, xi(x)]).filter(([, value]) => value !== 0),
  );
}
