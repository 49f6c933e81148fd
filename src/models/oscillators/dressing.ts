import type { Scheme } from '../../kernel/scheme.js';
import { torus, type Torus } from '../../lattice/torus.js';
import type { Expansion } from '../../data/expansion.js';
import { dressing } from '../../proof/hierarchy/dressing.js';
import { hierarchy, hierarchyStructure, type HierarchyStructure } from '../../proof/hierarchy/hierarchy.js';
import { dressedInterval } from '../../dressing/interval.js';
import { polynomials } from './polynomials.js';
import type { OscillatorsSpec, OscillatorsStudy } from './spec.js';

/** The structures of hierarchies that are worth keeping: one for each model, size of the torus and order. */
const structures = new WeakMap<OscillatorsSpec, Map<string, HierarchyStructure>>();

function structureOf({ model }: OscillatorsStudy, lattice: Torus, order: number): HierarchyStructure {
  const known = structures.get(model) ?? new Map<string, HierarchyStructure>();
  structures.set(model, known);
  const key = `${String(lattice.size)} ${String(order)}`;
  const found = known.get(key) ?? hierarchyStructure({ lattice, ...polynomials(model), order });
  known.set(key, found);
  return found;
}

/** The dressing that a study asked for last: its units come realisation after realisation, point after point. */
interface Known {
  readonly size: number;
  readonly frequencies: Float64Array;
  readonly cutoff: number;
  readonly orders: readonly Expansion[];
}
const last = new WeakMap<OscillatorsStudy, Known>();

/**
 * u⁽¹⁾ … u⁽ⁿ⁾ of every bond of a lattice with the study's potentials. Terms with |ω·ξ| below the cutoff are left out at every
 * order, so that a small denominator of a lower order does not enlarge the higher ones.
 */
export function dressingOrders(
  study: OscillatorsStudy,
  lattice: Torus,
  frequencies: Float64Array,
  cutoff: number,
): readonly Expansion[] {
  const order = study.dressing;
  if (order === 0) return [];
  const known = last.get(study);
  const same =
    known?.size === lattice.size &&
    known.cutoff === cutoff &&
    known.frequencies.every((omega, x) => omega === frequencies[x]);
  if (same) return known.orders;
  const bonds = Array.from({ length: lattice.bonds }, (_, b) => b);
  const structure = structureOf(study, lattice, order);
  const own = hierarchy({
    lattice,
    ...polynomials(study.model),
    order,
    frequencies,
    bonds,
    cutoff,
    structure,
  });
  const { orders } = dressing(own, cutoff);
  last.set(study, { size: lattice.size, frequencies, cutoff, orders });
  return orders;
}

/** The order up to which monomials are counted; beyond it their number is taken to grow by the last ratio. */
const COUNTED = 2;

/** The number of terms of u⁽ᵏ⁾ of one bond, k = 1 … n: half of the monomials, one of each conjugate pair. */
export function termCounts(study: OscillatorsStudy): number[] {
  const { model, dressing: order } = study;
  if (order === 0) return [];
  // A ball that does not meet itself around the torus: no larger torus has more terms.
  const size = Math.min(model.size, 2 * COUNTED + 2);
  const { current, tables } = structureOf(study, torus(model.dimension, size), Math.min(order, COUNTED));
  const counts = [current.monomials, ...tables.map(({ target }) => target)].map(({ count }) => count);
  while (counts.length < order) {
    const [before, last] = [counts.at(-2) as number, counts.at(-1) as number];
    counts.push(Math.ceil((last * last) / before));
  }
  return counts;
}

/**
 * What one evaluation of a dressing costs for one bond and replica, in kicks of one site of a ring: half of a kick a term, and 15
 * for z and its powers. (Measured for V = r⁴/4: 26, 156 and 1750 kicks for n = 1, 2, 3 alone.)
 */
export function evaluationKicks(terms: readonly number[]): number {
  return terms.reduce((sum, count) => sum + 15 + count / 2, 0);
}

/**
 * Steps between samples of a study, by `dressedInterval` where it is dressed.
 *
 * @param steps of the whole run of a replica
 */
export function dressedSampling(
  study: OscillatorsStudy,
  scheme: Scheme,
  undressed: number,
  steps: number,
): number {
  if (study.dressing === 0) return undressed;
  const { dimension } = study.model;
  const perStep = scheme.kicks.length * 1.6 ** (dimension - 1);
  return dressedInterval(undressed, dimension * evaluationKicks(termCounts(study)), perStep, steps);
}

/**
 * Memory of a worker for the dressing of all bonds: the hierarchy's coefficients, those of the expansion and those of the
 * kernel, each 8 bytes a term and bond, with its products on the way (3 more), and for each term about 100 bytes of structure.
 */
export function dressingBytes(terms: readonly number[], bonds: number): number {
  return terms.reduce((sum, count) => sum + count * (6 * 8 * bonds + 100), 0);
}

/**
 * What of it lies in the kernel's memory, at most: 8 bytes for each coefficient and a few more for those of the tree's inner nodes, and 16 for
 * each site near the bond (measured for n = 1 … 3: 8.8 to 9.1 bytes a term and bond).
 */
export function tableBytes(terms: readonly number[], { bonds, dimension }: Torus): number {
  return terms.reduce((sum, count, k) => {
    const sites = (2 * k + 2) * (2 * k + 1) ** (dimension - 1);
    return sum + (10 * count + 16 * sites) * bonds + 100 * count + 1e4;
  }, 0);
}
