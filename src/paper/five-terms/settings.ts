import { torus } from '../../lattice/torus.js';
import { power } from '../../math/elementary.js';
import { hierarchyStructure } from '../../proof/hierarchy/hierarchy.js';

/** One ring with flips of rate εⁿ, d = 1, U = 0, T = 1, four replicas. */
export interface FiveTermsSettings {
  readonly order: number;
  readonly size: number;
  readonly coupling: readonly number[];
  readonly epsilon: number;
  /** Total time in units of ε^{−n}. */
  readonly span: number;
  /** Samples over that time: a power of two. */
  readonly samples: number;
  /** c of the diophantine set (α = 1) that says which bonds are rerouted. */
  readonly c: number;
  readonly firstReplica: number;
}

export const TERM_LANES = 4;
/** The step of the integrals is at most this: what turns at |ω·ξ| = 8 is summed to 0.2 % of a bounded oscillation. */
export const INTEGRAL_STEP = 0.07;
/** What a flip and a conjugate pair of monomials cost for one site and replica, over a step of the dynamics (measured for N = 8 and 12). */
const FLIP_WORK = 600;
const PAIR_WORK = 1 / 250;

/** Steps and flips of all sites and replicas, in steps of the dynamics. */
export function workOf({ order, coupling, epsilon, span, size }: FiveTermsSettings): number {
  const steps = span / power(epsilon, order) / INTEGRAL_STEP;
  return size * TERM_LANES * (steps * (1 + PAIR_WORK * pairsOf(size, coupling, order)) + FLIP_WORK * span);
}

/** Pairs of monomials that every step evaluates: those of S u⁽¹⁾ … S u⁽ⁿ⁾ and of A_anh u⁽ⁿ⁾. */
function pairsOf(size: number, coupling: readonly number[], order: number): number {
  const key = [size, order, ...coupling].join();
  let known = pairs.get(key);
  if (known === undefined) {
    const options = { lattice: torus(1, size), coupling, pinning: [], order, remainder: true };
    const { current, tables } = hierarchyStructure(options);
    known = tables.reduce((sum, { target }) => sum + target.count, current.monomials.count);
    pairs.set(key, known);
  }
  return known;
}
const pairs = new Map<string, number>();
