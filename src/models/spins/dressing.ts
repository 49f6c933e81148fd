import { spinFunction } from './kernel/dressing.js';
import type { SpinKernel } from './kernel/kernel.js';
import type { BondFunction } from '../../kernel/transfer-kernel.js';
import { fields } from './fields.js';
import { torus } from '../../lattice/torus.js';
import type { SpinExpansion } from './expansion.js';
import type { SpinChain } from './hamiltonian.js';
import { spinExpansion } from './hierarchy/expansion.js';
import { spinHierarchy } from './hierarchy/hierarchy.js';
import { presentTerms } from './hierarchy/monomials.js';

/** The highest order of a dressing: beyond it, functions of more than 10⁴ terms cost more than they gain. */
export const HIGHEST_DRESSING = 5;

/** u⁽¹⁾ … u⁽ⁿ⁾ of every bond, terms of |Ω| below the cutoff left out at every order. */
export function spinOrders(
  { lattice, fields: omega }: SpinChain,
  order: number,
  cutoff: number,
): SpinExpansion[] {
  if (order === 0) return [];
  const bonds = Array.from({ length: lattice.bonds }, (_, b) => b);
  const { orders, surroundings } = spinHierarchy({ lattice, fields: omega, order, bonds, cutoff });
  return orders.map(({ u }) => spinExpansion(u, surroundings));
}

/** εu⁽¹⁾ … εⁿu⁽ⁿ⁾. */
export function spinFunctions(orders: readonly SpinExpansion[], epsilon: number): BondFunction<SpinKernel>[] {
  let scale = 1;
  return orders.map((f) => {
    scale *= epsilon;
    return spinFunction(f, scale);
  });
}

const counts: number[] = [];

/** The number of terms of u⁽ᵏ⁾ of one bond, k = 1 … n, for fields in any directions. */
export function spinTermCounts(order: number): number[] {
  if (counts.length < order) {
    // A ring that no neighbourhood goes round, and fields like any others.
    const lattice = torus(1, 2 * order + 2);
    const omega = fields({ magnitudes: { law: 'uniform', from: 1, to: 2 }, plane: false }, lattice, 1, 0);
    const { orders } = spinHierarchy({ lattice, fields: omega, order, bonds: [0] });
    counts.splice(0, counts.length, ...orders.map(({ u }) => presentTerms(u).length));
  }
  return counts.slice(0, order);
}

/**
 * What one evaluation costs for one bond and replica, in kicks of one site of a ring of oscillators: one for each term, whose coefficient is complex,
 * and 20 for the components of the spins and their powers.
 */
export function spinEvaluationKicks(order: number): number {
  return spinTermCounts(order).reduce((sum, count) => sum + 20 + count, 0);
}

/** Bytes of the tables in the kernel's memory, at most: 16 for each complex coefficient, those of inner nodes besides, and the frames of the sites near the bond. */
export function spinTableBytes(order: number, bonds: number): number {
  return spinTermCounts(order).reduce(
    (sum, count, k) => sum + (22 * count + 56 * 4 * (k + 1)) * bonds + 100 * count + 1e4,
    0,
  );
}
