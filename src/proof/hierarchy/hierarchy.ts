import type { Torus } from '../../lattice/torus.js';
import { degree, type Polynomial } from '../../potential/polynomial.js';
import { current, currentTable, type CurrentTable } from './current.js';
import { flipInverse, flipOrbits, type FlipOrbits } from './flips.js';
import { degreeGain, Forces } from './forces.js';
import { anharmonic, harmonicInverse, productTable, type ProductTable } from './generators.js';
import { LARGEST_EXPONENT, wordsFor } from './monomials.js';
import { neighbourhood, surroundings, type Neighbourhood, type Surroundings } from './neighbourhood.js';
import { probes, pruned } from './pruning.js';
import { smallestDenominators, type Observable } from './observable.js';

/** All of the hierarchy (8)–(11) that does not depend on the bond or the frequencies; built once for (U, V, d, N, n). */
export interface HierarchyStructure {
  readonly order: number;
  readonly coupling: Polynomial;
  readonly pinning: Polynomial;
  /** B₁(b, n−1), or B₁(b, n) with a remainder. */
  readonly neighbourhood: Neighbourhood;
  readonly current: CurrentTable;
  /** tables[k−1] takes u⁽ᵏ⁾ to A_anh u⁽ᵏ⁾: k = 1 … n−1, or n with a remainder. */
  readonly tables: readonly ProductTable[];
  /** The orbits of A_anh u⁽ⁿ⁾ under flips; null without noise. */
  readonly orbits: FlipOrbits | null;
}

export interface StructureOptions {
  readonly lattice: Torus;
  /** V, even. */
  readonly coupling: Polynomial;
  /** U. */
  readonly pinning: Polynomial;
  /** n ≥ 1. */
  readonly order: number;
  /** Whether A_anh u⁽ⁿ⁾ is wanted: the largest of all functions, of the size of u⁽ⁿ⁺¹⁾. Default: as `noise`. */
  readonly remainder?: boolean;
  /** Whether v⁽ⁿ⁾ of (11) is wanted. Default false. */
  readonly noise?: boolean;
}

/**
 * What (8)–(11) have in common for all bonds.
 *
 * @throws RangeError where n is not a whole number of at least 1, V is not even, or exponents could exceed 255
 */
export function hierarchyStructure(options: StructureOptions): HierarchyStructure {
  const { lattice, coupling, pinning, order, noise = false } = options;
  const remainder = noise || options.remainder === true;
  if (!Number.isInteger(order) || order < 1) {
    throw new RangeError(`invalid order; not a whole number of at least 1: ${String(order)}`);
  }
  const highest = degree(coupling) + order * Math.max(0, degreeGain(coupling, pinning));
  if (highest > LARGEST_EXPONENT) {
    throw new RangeError(
      `invalid order; polynomials of a degree above ${String(LARGEST_EXPONENT)}: ${String(order)}`,
    );
  }
  const around = neighbourhood(lattice.dimension, lattice.size, remainder ? order : order - 1);
  const width = wordsFor(around.offsets.length);
  const forces = new Forces(around, coupling, pinning, width);
  const start = currentTable(coupling, width);
  const tables: ProductTable[] = [];
  const generic = probes(around);
  for (let k = 1, f = current(start, generic); k < order + (remainder ? 1 : 0); k++) {
    const u = harmonicInverse(f, generic);
    const table = productTable(u.monomials, 'symmetric', forces, around.counts[k - 1] as number);
    const { table: exact, image } = pruned(table, u, generic);
    tables.push(exact);
    f = image;
  }
  const last = tables.at(-1);
  return {
    order,
    coupling,
    pinning,
    neighbourhood: around,
    current: start,
    tables,
    orbits: noise && last !== undefined ? flipOrbits(last.target, 'antisymmetric', around) : null,
  };
}

/** One order of the hierarchy (8)–(10), for every bond. */
export interface Order {
  readonly order: number;
  /**
   * u⁽ᵏ⁾ of (8)–(10); p-symmetric, a function of the sites of B₁(b, k−1). Of mean zero at ε = 0 only: the paper subtracts ⟨u⟩_β,
   * a constant of order ε that no generator sees, hence none of the identities.
   */
  readonly u: Observable;
  /** The smallest |ω·ξ| by which a term of u⁽ᵏ⁾ was divided, of every bond; ∞ where u⁽ᵏ⁾ = 0. */
  readonly smallestDenominators: Float64Array;
}

/** The hierarchy (8)–(11) of several bonds. */
export interface Hierarchy {
  readonly structure: HierarchyStructure;
  readonly surroundings: Surroundings;
  /** j_b, section 3. */
  readonly current: Observable;
  readonly orders: readonly Order[];
  /** A_anh u⁽ⁿ⁾; null unless asked for. */
  readonly remainder: Observable | null;
  /** v⁽ⁿ⁾ of (11), −S v⁽ⁿ⁾ = A_anh u⁽ⁿ⁾; p-antisymmetric; null unless asked for. */
  readonly v: Observable | null;
}

export interface HierarchyOptions extends StructureOptions {
  /** ω of all N^d sites. */
  readonly frequencies: Float64Array;
  /** Bond numbers. */
  readonly bonds: readonly number[];
  /** Terms with |ω·ξ| below it are left out at every order; (8)–(11) then hold up to these terms only. Default 0: none. */
  readonly cutoff?: number;
  /** The structure, if it was built before for the same options. */
  readonly structure?: HierarchyStructure;
}

/**
 * The approximate solution of the Poisson equation of section 4.1,
 *
 *     −A_har u⁽¹⁾ = j_b (8),   −A_har u⁽ᵏ⁺¹⁾ = A_anh u⁽ᵏ⁾ (9), (10),   −S v⁽ⁿ⁾ = A_anh u⁽ⁿ⁾ (Lemma 2),
 *
 * as polynomials. With u = Σ ε^{k−1} u⁽ᵏ⁾ and v = u − v⁽ⁿ⁾: j_b = −(A_har + εA_anh) u + εⁿ A_anh u⁽ⁿ⁾, and for
 * ε' = εⁿ (11), j_b = −L u + εⁿ S v: exact identities at every point of phase space.
 *
 * A ball that meets itself around a small torus is treated as it is. An exact resonance, ω·ξ = 0, makes
 * coefficients infinite (Remark 1) unless a cutoff leaves it out.
 */
export function hierarchy(options: HierarchyOptions): Hierarchy {
  const structure = options.structure ?? hierarchyStructure(options);
  const around = surroundings(options.lattice, structure.neighbourhood, options.frequencies, options.bonds);
  const start = current(structure.current, around);
  const orders: Order[] = [];
  let remainder: Observable | null = null;
  for (let k = 1, f = start; ; k++) {
    const u = harmonicInverse(f, around, options.cutoff);
    orders.push({ order: k, u, smallestDenominators: smallestDenominators(u, around) });
    const table = structure.tables[k - 1];
    if (table === undefined) break;
    f = anharmonic(u, table, around);
    if (k === structure.order) {
      remainder = f;
      break;
    }
  }
  const v = structure.orbits !== null && remainder !== null ? flipInverse(remainder, structure.orbits) : null;
  return { structure, surroundings: around, current: start, orders, remainder, v };
}
