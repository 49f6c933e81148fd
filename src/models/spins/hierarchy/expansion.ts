import type { SpinExpansion } from '../expansion.js';
import { factorTree } from '../../../proof/hierarchy/factor-tree.js';
import { presentTerms, type SpinObservable } from './monomials.js';
import type { SpinSurroundings } from './surroundings.js';

/** Prepares a function without secular terms; monomials whose coefficient is 0 for every bond, but for rounding, are left out. */
export function spinExpansion(
  { monomials, coefficients }: SpinObservable,
  around: SpinSurroundings,
): SpinExpansion {
  const bonds = around.bonds.length;
  const chosen = presentTerms({ monomials, coefficients });
  const result = new Float64Array(2 * chosen.length * bonds);
  chosen.forEach((m, term) => {
    // Twice the real part stands for a monomial and its conjugate.
    const own = coefficients.subarray(2 * m * bonds, 2 * (m + 1) * bonds).map((c) => 2 * c);
    result.set(own, 2 * term * bonds);
  });
  const tree = factorTree(monomials, chosen, 2 * around.neighbourhood.offsets.length);
  return {
    // A power of S^z is its own conjugate: the set of monomials counts it on both sides, the tree once.
    tree: { ...tree, l: tree.l.map((l, i) => ((tree.sites[i] as number) % 2 === 0 ? l : 0)) },
    coefficients: result,
    bonds,
    sites: around.sites,
    frames: around.frames,
  };
}
