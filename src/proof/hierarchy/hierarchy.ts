import type { Torus } from '../../lattice/torus.js';
import { degree, type Polynomial } from '../../potential/polynomial.js';
import { current, currentTable, type CurrentTable } from './current.js';
import { flipInverse, flipOrbits, type FlipOrbits } from './flips.js';
import { degreeGain, Forces } from './forces.js';
import { anharmonic, harmonicInverse, productTable, type ProductTable } from './generators.js';
import { LARGEST_EXPONENT, wordsFor } from './monomials.js';
import { neighbourhood, surroundings, type Neighbourhood, type Surroundings } from './neighbourhood.js';
import { meanSquares } from './moments.js';
import { probes, pruned } from './pruning.js';
import { solved, type HierarchyAlgebra, type SolvedHierarchy } from './recursion.js';
import { smallestDenominators, type Observable } from './observable.js';

/**
 * The part of the hierarchy (8)–(11) that depends neither on the bond nor on the frequencies; built once for (U, V, d,
 * N, n).
 */
export interface HierarchyStructure {
  readonly order: number;
  readonly coupling: Polynomial;
  readonly pinning: Polynomial;
  /** B₁(b, n−1), or B₁(b, n) with a remainder. */
  readonly neighbourhood: Neighbourhood;
  readonly current: CurrentTable;
  /** tables[k−1] maps u⁽ᵏ⁾ to A_anh u⁽ᵏ⁾: k = 1 … n−1, or n with a remainder. */
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
  /** Whether to compute A_anh u⁽ⁿ⁾, the largest of all functions, of the size of u⁽ⁿ⁺¹⁾. Default: as `noise`. */
  readonly remainder?: boolean;
  /** Whether to compute v⁽ⁿ⁾ of (11). Default false. */
  readonly noise?: boolean;
}

/**
 * The common structure of (8)–(11) for all bonds.
 *
 * @throws RangeError if n is not a whole number of at least 1, V is not even, or exponents could exceed 255
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
  // The hierarchy at the probes, solved like any other, except that the tables of A_anh are built on the way.
  const building = {
    current: () => current(start, generic),
    harmonicInverse: (f: Observable) => ({ u: harmonicInverse(f, generic) }),
    anharmonic: (u: Observable, k: number) => {
      const table = productTable(u.monomials, 'symmetric', forces, around.counts[k - 1] as number);
      const { table: exact, image } = pruned(table, u, generic);
      tables.push(exact);
      return image;
    },
  };
  const applied = remainder ? order : order - 1;
  if (applied > 0) solved(building, applied, 'remainder');
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

/** u⁽ᵏ⁾ of (8)–(10), for every bond. */
export interface OscillatorsSolution {
  /**
   * p-symmetric, a function of the sites of B₁(b, k−1). Its mean vanishes at ε = 0 only: the paper subtracts ⟨u⟩_β, a
   * constant of order ε, which drops out of all generators and identities.
   */
  readonly u: Observable;
  /** For every bond the smallest |ω·ξ| by which a term of u⁽ᵏ⁾ was divided; ∞ if u⁽ᵏ⁾ = 0. */
  readonly smallestDenominators: Float64Array;
}

/** The hierarchy (8)–(11) of several bonds; v⁽ⁿ⁾ is p-antisymmetric. */
export interface Hierarchy extends SolvedHierarchy<Observable, OscillatorsSolution> {
  readonly structure: HierarchyStructure;
  readonly surroundings: Surroundings;
  /** j_b, section 3. */
  readonly current: Observable;
  readonly norms: HierarchyAlgebra<Observable>['norms'];
}

export interface HierarchyOptions extends StructureOptions {
  /** ω of all N^d sites. */
  readonly frequencies: Float64Array;
  /** Bond numbers. */
  readonly bonds: readonly number[];
  /** Terms with smaller |ω·ξ| are left out at every order; (8)–(11) then hold up to these terms. Default 0: none. */
  readonly cutoff?: number;
  /** The structure, if it has already been built for the same options. */
  readonly structure?: HierarchyStructure;
}

/** The algebra of (8)–(11) for the oscillators of section 2: polynomials, by the tables of a structure. */
export function oscillatorsAlgebra(
  structure: HierarchyStructure,
  around: Surroundings,
  cutoff?: number,
): HierarchyAlgebra<Observable, OscillatorsSolution> {
  const { orbits } = structure;
  return {
    current: () => current(structure.current, around),
    harmonicInverse: (f) => {
      const u = harmonicInverse(f, around, cutoff);
      return { u, smallestDenominators: smallestDenominators(u, around) };
    },
    anharmonic: (u, k) => anharmonic(u, structure.tables[k - 1] as ProductTable, around),
    ...(orbits !== null && { flipInverse: (f: Observable) => flipInverse(f, orbits) }),
    norms: (f, temperature) => meanSquares(f, around, temperature).map(Math.sqrt),
  };
}

/**
 * The hierarchy of section 4.1, equations (8)–(11), for the oscillators of section 2 in terms of polynomials: see
 * `solved`. Its equations are exact identities at every point in phase space. Frequencies, energies and ε in model
 * units (docs/glossary.md).
 *
 * Balls that overlap themselves on a small torus are allowed. An exact resonance, ω·ξ = 0, makes coefficients infinite
 * (Remark 1) unless a cutoff leaves it out.
 */
export function hierarchy(options: HierarchyOptions): Hierarchy {
  const structure = options.structure ?? hierarchyStructure(options);
  const around = surroundings(options.lattice, structure.neighbourhood, options.frequencies, options.bonds);
  const { order, tables, orbits } = structure;
  const algebra = oscillatorsAlgebra(structure, around, options.cutoff);
  const start = algebra.current();
  const end = orbits !== null ? 'noise' : tables.length === order ? 'remainder' : 'none';
  const own = solved({ ...algebra, current: () => start }, order, end);
  return { structure, surroundings: around, current: start, norms: algebra.norms, ...own };
}
