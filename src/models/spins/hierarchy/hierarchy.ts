import type { Torus } from '../../../lattice/torus.js';
import { MonomialSet } from '../../../proof/hierarchy/monomials.js';
import { neighbourhood } from '../../../proof/hierarchy/neighbourhood.js';
import {
  exchanged,
  harmonicSolution,
  precessed,
  spinTable,
  type Solution,
  type SpinTable,
} from './generators.js';
import { solved, type HierarchyAlgebra, type SolvedHierarchy } from '../../../proof/hierarchy/recursion.js';
import { spinMeanSquares } from './averages.js';
import { placed, spinWord, observableSum, type SpinObservable } from './monomials.js';
import { MINUS, PLUS, spinSurroundings, Z, type SpinSurroundings } from './surroundings.js';

export interface SpinHierarchyOptions {
  /** A ring. */
  readonly lattice: Torus;
  /** ω_x, [site][component]. */
  readonly fields: Float64Array;
  /** n ≥ 1. */
  readonly order: number;
  /** Bond numbers. */
  readonly bonds: readonly number[];
  /** Terms with |Ω| below it are left out at every order. Default 0: none. */
  readonly cutoff?: number;
  /** Whether the remainder is wanted: of the size of u⁽ⁿ⁺¹⁾. Default false. */
  readonly remainder?: boolean;
}

/**
 * The hierarchy of section 5.2 of several bonds. The remainder is r of j = −Lu + εⁿ r: A_anh u⁽ⁿ⁾, with j¹ where n = 1, and all secular terms aside.
 */
export interface SpinHierarchy extends SolvedHierarchy<SpinObservable, Solution> {
  readonly surroundings: SpinSurroundings;
  /** j = j⁰ + εj¹. */
  readonly currents: readonly [SpinObservable, SpinObservable | null];
  readonly norms: HierarchyAlgebra<SpinObservable>['norms'];
}

/**
 * The approximate solution of the Poisson equation for the spins' current j = j⁰ + εj¹,
 *
 *     −A_har u⁽¹⁾ = j⁰,   −A_har u⁽²⁾ = j¹ + A_anh u⁽¹⁾,   −A_har u⁽ᵏ⁺¹⁾ = A_anh u⁽ᵏ⁾,
 *
 * as polynomials; with u = Σ ε^{k−1}u⁽ᵏ⁾, j = −(A_har + εA_anh)u + εⁿ A_anh u⁽ⁿ⁾, an identity wherever no term had to be left out.
 *
 * With P = S_x·S_{x+1} the current is j = ½(A_x − A_{x+1})P, A_x the part of the generator that moves S_x; so j⁰ and j¹ come from A_har and A_anh.
 *
 * Terms of frequency 0, products of S^z alone, would have no solution. Where ω₁ = 0 they are absent by the symmetry S₁ → −S₁. Without it they cancel as well,
 * to every order, whatever the fields: let g_b be the right-hand side at order k, the lower orders being solved. Then ẽ_x = e_x + ε(u_{x−1,x} − u_{x,x+1})
 * has Lẽ_x = εᵏ(g_{x−1,x} − g_{x,x+1}) + O(εᵏ⁺¹). In the coordinates of the non-resonant normal form, H = Σ|ω|S^z + εN(S^z) + O(εᵏ⁺¹), the same
 * equation, solved from order 0 on, makes ẽ_x a function of S^z alone below order k, and at order k says that A_har of something is g_{x−1,x} − g_{x,x+1}, whose
 * secular part is therefore 0. So all bonds have the same secular part; it depends on the sites near each of them, hence on none, and its mean is 0. The
 * coefficients seen are kept (`secular`), as a check.
 *
 * @throws RangeError where n is not a whole number of at least 1
 */
export function spinHierarchy(options: SpinHierarchyOptions): SpinHierarchy {
  const { lattice, fields, order, bonds, cutoff = 0, remainder = false } = options;
  if (!Number.isInteger(order) || order < 1) {
    throw new RangeError(`invalid order; not a whole number of at least 1: ${String(order)}`);
  }
  const around = neighbourhood(1, lattice.size, remainder ? order : order - 1);
  const surroundings = spinSurroundings(lattice, around, fields, bonds);
  const product = scalarProduct(surroundings);
  const half = (site: number): number => (site === 0 ? 0.5 : site === 1 ? -0.5 : 0);
  const tables = spinTables(surroundings, product.monomials, remainder ? order : order - 1);
  const [first, second] = [
    precessed(product, surroundings, half),
    tables[0] === undefined ? null : exchanged(product, tables[0], surroundings, half),
  ];
  const algebra = spinAlgebra(surroundings, tables, [first, second], cutoff);
  return {
    surroundings,
    currents: [first, second],
    norms: algebra.norms,
    ...solved(algebra, order, remainder ? 'remainder' : 'none'),
  };
}

/** What (8)–(10) ask of the spins of section 5.2, which have no noise here. Their norms are those of T = ∞, whatever is asked for. */
function spinAlgebra(
  around: SpinSurroundings,
  tables: readonly SpinTable[],
  [first, second]: SpinHierarchy['currents'],
  cutoff: number,
): HierarchyAlgebra<SpinObservable, Solution> {
  return {
    current: () => first,
    harmonicInverse: (f) => harmonicSolution(f, around, cutoff),
    anharmonic: (u, k) => {
      const moved = exchanged(u, tables[k - 1] as SpinTable, around);
      return k === 1 && second !== null ? observableSum(second, moved) : moved;
    },
    norms: (f) => spinMeanSquares(f, around).map(Math.sqrt),
  };
}

/** S_0·S_1 of local sites 0 and 1, S_1 turned into the frame of S_0: S^z h^z + ½(S^+h^− + S^−h^+). */
function scalarProduct(around: SpinSurroundings): SpinObservable {
  const count = around.bonds.length;
  const monomials = new MonomialSet(around.neighbourhood.offsets.length);
  const row = new Int32Array(monomials.width);
  const place = (around.places[0] as readonly number[])[
    (around.neighbourhood.neighbours[0] as readonly number[]).indexOf(1)
  ] as number;
  const found: { number: number; code: number; half: number }[] = [];
  for (const [own, axis] of [
    [Z, Z],
    [PLUS, MINUS],
    [MINUS, PLUS],
  ] as const) {
    for (const other of [Z, PLUS, MINUS] as const) {
      row.fill(0);
      row[0] = componentWord(own);
      row[1] = componentWord(other);
      const { number, conjugated } = placed(monomials, row);
      if (!conjugated) found.push({ number, code: 3 * axis + other, half: own === Z ? 1 : 0.5 });
    }
  }
  const coefficients = new Float64Array(2 * monomials.count * count);
  for (const { number, code, half } of found) {
    for (let i = 0; i < 2 * count; i++) {
      coefficients[2 * number * count + i] =
        half * (around.turns[(18 * place + 2 * code) * count + i] as number);
    }
  }
  return { monomials, coefficients };
}

function componentWord(component: 0 | 1 | 2): number {
  return spinWord(component === Z ? { a: 1, n: 0 } : { a: 0, n: component === PLUS ? 1 : -1 });
}

const known = new Map<string, SpinTable[]>();

/** The tables of the first orders on a ring: the same for all bonds and fields, so that they are built once. */
function spinTables(around: SpinSurroundings, start: MonomialSet, count: number): SpinTable[] {
  const { counts, size, radius } = around.neighbourhood;
  const key = `${String(size)} ${String(radius)} ${String(count)}`;
  const tables: SpinTable[] = [];
  let source = start;
  const built = known.get(key);
  for (let k = 1; k <= count; k++) {
    const table = built?.[k - 1] ?? spinTable(source, around, counts[k - 1] as number);
    tables.push(k === 1 && table.source !== source ? { ...table, source } : table);
    source = table.target;
  }
  known.set(key, tables);
  return tables;
}
