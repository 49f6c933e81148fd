import { bondBall, distance, head, tail } from '../../lattice/torus.js';
import type { Torus } from '../../lattice/torus.js';
import { Invalid } from '../../data/invalid.js';
import { smallestDenominator, type Denominators } from './denominators.js';
import { PartialSums, vectorCount } from './partial-sums.js';
import { smallestDivisor } from './small-divisor.js';
import type { SmallDivisor } from './small-divisor.js';

/**
 * The Diophantine set of section 4, D_{α,c}(b,r) = { ω : |⟨ω,ξ⟩_{b,r}| ≥ c/|ξ|₁^α for all ξ ≠ 0 on B₁(b,r) }, cut at
 * |ξ|₁ ≤ K. A bond b is resonant if ω lies outside.
 */
export interface DiophantineSet {
  readonly alpha: number;
  readonly c: number;
  /** r: the ball B₁(b,r) on which ξ is supported. */
  readonly radius: number;
  /** K: the largest |ξ|₁ tried. */
  readonly depth: number;
  /** For the effective set: only these ξ count, those of the hierarchy's denominators. If left out, all ξ count. */
  readonly among?: Denominators;
}

/** The largest number of sums over half a ball in a search, 8 bytes each. */
const MOST_SUMS = 2e7;

/** The sites of a ball with ξ ≠ 0, and the ξ there. */
type SparseVector = readonly { readonly site: number; readonly xi: number }[];

/** Whether a bond is resonant, and if so the ξ with the strongest violation, with ⟨ω,ξ⟩. */
export type ResonanceVerdict =
  | { readonly resonant: false }
  | { readonly resonant: true; readonly xi: SparseVector; readonly value: number; readonly ratio: number };

/**
 * The sites of B₁(b,r) in two halves of equal size, closer to the tail and closer to the head, each in increasing
 * order.
 */
export function halves(lattice: Torus, bond: number, radius: number): [number[], number[]] {
  const [a, b] = [tail(lattice, bond), head(lattice, bond)];
  const side = new Map(
    bondBall(lattice, bond, radius).map((site) => [
      site,
      distance(lattice, site, a) - distance(lattice, site, b),
    ]),
  );
  const sites = [...side.keys()].sort((x, y) => (side.get(x) as number) - (side.get(y) as number) || x - y);
  const middle = Math.ceil(sites.length / 2);
  const increasing = (part: number[]): number[] => part.sort((x, y) => x - y);
  return [increasing(sites.slice(0, middle)), increasing(sites.slice(middle))];
}

/**
 * The verdict on every bond, in the order of their numbers: the non-resonant ones form A_N of section 4.2. `omega[x]`
 * is the frequency of site x; `told` is called after every bond.
 */
export function verdicts(
  lattice: Torus,
  omega: ArrayLike<number>,
  set: DiophantineSet,
  told?: () => void,
): ResonanceVerdict[] {
  return smallestDivisors(lattice, omega, { ...set, below: set.c }, told).map(({ sites, divisor }) => {
    if (divisor === null) return { resonant: false };
    const xi = sites
      .map((site, i) => ({ site, xi: divisor.xi[i] as number }))
      .filter((entry) => entry.xi !== 0)
      .sort((x, y) => x.site - y.site);
    // ξ and −ξ are the same resonance; the entry at the lowest site is made positive.
    const sign = xi.some((entry, i) => i === 0 && entry.xi < 0) ? -1 : 1;
    return {
      resonant: true,
      xi: xi.map((entry) => ({ site: entry.site, xi: sign * entry.xi })),
      value: divisor.value === 0 ? 0 : sign * divisor.value,
      ratio: divisor.ratio,
    };
  });
}

/**
 * The definition of D_{α,c}(b,r), section 4: for every bond the ξ on B₁(b,r), |ξ|₁ ≤ K, with the smallest
 * |⟨ω,ξ⟩|·|ξ|₁^α among those below a bound, optionally within the effective set.
 *
 * In d = 1 the half of a ball on one side of a bond is also half of the ball of another bond, so the sums over the last
 * few halves are cached.
 *
 * @param told called after every bond
 * @throws Invalid if α is negative, K is not a whole number ≥ 1, or half a ball would need more than 2·10⁷ sums
 */
export function smallestDivisors(
  lattice: Torus,
  omega: ArrayLike<number>,
  search: Omit<DiophantineSet, 'c'> & { readonly below: number },
  told: () => void = () => undefined,
): { readonly sites: readonly number[]; readonly divisor: SmallDivisor | null }[] {
  if (!(search.alpha >= 0 && search.alpha < Infinity)) {
    throw new Invalid('alpha', 'not a number of at least 0', search.alpha);
  }
  if (!Number.isInteger(search.depth) || search.depth < 1) {
    throw new Invalid('K', 'not a whole number of at least 1', search.depth);
  }
  const { among } = search;
  if (among !== undefined) return smallestDenominator(lattice, omega, { ...search, among }, told);
  const half = halves(lattice, 0, search.radius)[0].length;
  if (searchSize(half, search.depth) > MOST_SUMS) {
    throw new Invalid(
      'K',
      `needs more than 2e7 sums over half a ball of ${String(2 * half)} sites`,
      search.depth,
    );
  }
  const kept = new Map<string, PartialSums>();
  const sums = (sites: readonly number[]): PartialSums => {
    const key = sites.join();
    const known = kept.get(key) ?? new PartialSums(Float64Array.from(sites, (site) => omega[site] as number));
    kept.delete(key);
    kept.set(key, known);
    if (kept.size > halvesToKeep(sites.length, search.depth)) kept.delete(kept.keys().next().value as string);
    return known;
  };
  return Array.from({ length: lattice.bonds }, (_, bond) => {
    const [first, second] = halves(lattice, bond, search.radius);
    const divisor = smallestDivisor(sums(first), sums(second), search);
    told();
    return { sites: [...first, ...second], divisor };
  });
}

/** The number of cached halves: the number of sites of a ball plus one, within 4·10⁶ sums (32 MB). */
function halvesToKeep(sites: number, depth: number): number {
  return Math.max(2, Math.min(2 * sites + 1, Math.floor(4e6 / searchSize(sites, depth))));
}

/** The number of sums over half a ball of h sites: vectors with |ξ|₁ ≤ K, one of each pair ±ξ. */
function searchSize(h: number, depth: number): number {
  let size = 0.5;
  for (let norm = 0; norm <= depth; norm++) size += vectorCount(h, norm) / 2;
  return size;
}
