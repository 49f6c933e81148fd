import type { MonomialSet } from './monomials.js';
import { coefficientsInZ, type Observable } from './observable.js';
import type { Places } from './neighbourhood.js';

/**
 * Gibbs averages at ε = 0, in closed form: the z_x are independent complex Gaussians, ⟨|z_x|^{2s}⟩ = s!(2T)^s, and
 * every monomial with k ≠ l averages to 0. So two monomials with ξ = k − l and ξ' have
 *
 *     ⟨Re m Re m'⟩ = ⟨Im m Im m'⟩ = ½ Π_x s_x!(2T)^{s_x} for ξ' = ξ ≠ 0,   s_x = ½(k_x + l_x + k'_x + l'_x),
 *
 * ± the same for ξ' = −ξ (+ for Re), twice this for Re if ξ = ξ' = 0, and 0 otherwise. A p-symmetric and a
 * p-antisymmetric function are orthogonal.
 */

/**
 * ⟨f_b g_b'⟩ at ε = 0 for pairs of bonds, at temperature T, as needed in (15) and section 4.3. For functions with zero
 * mean this is their covariance.
 *
 * @param pairs the places (not the numbers) of b among the bonds of f, of b' among those of g
 * @returns one value for each pair; relative error about 10⁻¹⁵ of the sum of absolute values
 */
export function meanProducts(
  f: Observable,
  aroundF: Places,
  g: Observable,
  aroundG: Places,
  temperature: number,
  pairs: readonly (readonly [number, number])[],
): Float64Array {
  const result = new Float64Array(pairs.length);
  if (f.parity !== g.parity) return result;
  const weightsF = weights(f, aroundF, temperature);
  const weightsG = g === f && aroundG === aroundF ? weightsF : weights(g, aroundG, temperature);
  const own = Int32Array.from(aroundF.neighbourhood.offsets, (_, x) => x);
  for (const { map, sites, members } of byRelation(aroundF, aroundG, pairs)) {
    const left = families(f.monomials, own, sites);
    const right = families(g.monomials, map, sites);
    const places = Int32Array.from(members.flatMap((i) => pairs[i] as [number, number]));
    const totals = new Float64Array(members.length);
    for (const [xi, ms] of left.members) {
      const others = right.members.get(xi);
      if (others === undefined) continue;
      for (const m of ms) {
        for (const o of others) {
          const opposite = f.parity === 'antisymmetric' && m < 0 !== o < 0;
          const [first, second] = [m < 0 ? ~m : m, o < 0 ? ~o : o];
          let factor = (xi === '' ? 1 : 0.5) * (opposite ? -1 : 1);
          for (let x = 0; x < sites; x++) {
            const degree =
              (left.degrees[first * sites + x] as number) + (right.degrees[second * sites + x] as number);
            for (let s = degree >> 1; s > 1; s--) factor *= s;
          }
          for (let i = 0; i < totals.length; i++) {
            const b = first * aroundF.bonds.length + (places[2 * i] as number);
            const c = second * aroundG.bonds.length + (places[2 * i + 1] as number);
            totals[i] = (totals[i] as number) + factor * (weightsF[b] as number) * (weightsG[c] as number);
          }
        }
      }
    }
    members.forEach((i, n) => (result[i] = totals[n] as number));
  }
  return result;
}

/** ⟨f_b²⟩ at ε = 0 of every bond; the square of the norm in L² of the Gibbs measure. */
export function meanSquares(f: Observable, around: Places, temperature: number): Float64Array {
  return meanProducts(
    f,
    around,
    f,
    around,
    temperature,
    around.bonds.map((_, b) => [b, b]),
  );
}

/** Coefficients of the monomials of z/√(2T), [monomial][bond]. */
function weights(f: Observable, around: Places, temperature: number): Float64Array {
  const result = coefficientsInZ(f, around);
  const bonds = around.bonds.length;
  const root = Math.sqrt(2 * temperature);
  for (let m = 0; m < f.monomials.count; m++) {
    let factor = 1;
    for (let x = 0; x < around.neighbourhood.offsets.length; x++) {
      for (let power = f.monomials.k(m, x) + f.monomials.l(m, x); power > 0; power--) factor *= root;
    }
    for (let b = 0; b < bonds; b++) result[m * bonds + b] = (result[m * bonds + b] as number) * factor;
  }
  return result;
}

/** Pairs of bonds whose neighbourhoods have the same relative position. */
interface Relation {
  /** Maps local sites of g's bond to common sites: local sites of f's bond, or further ones numbered after these. */
  readonly map: Int32Array;
  /** The number of common sites. */
  readonly sites: number;
  /** The indices of these pairs. */
  readonly members: number[];
}

function byRelation(
  aroundF: Places,
  aroundG: Places,
  pairs: readonly (readonly [number, number])[],
): Iterable<Relation> {
  const sitesF = aroundF.neighbourhood.offsets.length;
  const relations = new Map<string, Relation>();
  pairs.forEach(([b, c], i) => {
    const common = new Map<number, number>();
    for (let x = 0; x < sitesF; x++) common.set(aroundF.sites[x * aroundF.bonds.length + b] as number, x);
    const map = Int32Array.from(aroundG.neighbourhood.offsets, (_, x) => {
      const site = aroundG.sites[x * aroundG.bonds.length + c] as number;
      const known = common.get(site) ?? common.size;
      common.set(site, known);
      return known;
    });
    const name = map.join();
    const relation = relations.get(name);
    if (relation === undefined) relations.set(name, { map, sites: common.size, members: [i] });
    else relation.members.push(i);
  });
  return relations.values();
}

/** The monomials of a function on common sites. */
interface Families {
  /** k + l, [monomial][common site]. */
  readonly degrees: Uint8Array;
  /**
   * The monomials with equal ±ξ, by ξ as text ('' for 0): n if monomial n has this ξ, −1−n if it has the opposite one.
   */
  readonly members: ReadonlyMap<string, readonly number[]>;
}

function families(monomials: MonomialSet, map: Int32Array, sites: number): Families {
  const degrees = new Uint8Array(monomials.count * sites);
  const members = new Map<string, number[]>();
  const order = Array.from(map, (_, x) => x).sort((x, y) => (map[x] as number) - (map[y] as number));
  for (let m = 0; m < monomials.count; m++) {
    let sign = 0;
    let name = '';
    for (const x of order) {
      const xi = monomials.k(m, x) - monomials.l(m, x);
      const site = map[x] as number;
      degrees[m * sites + site] = monomials.k(m, x) + monomials.l(m, x);
      if (xi === 0) continue;
      if (sign === 0) sign = xi > 0 ? 1 : -1;
      name += `${String(site)}:${String(sign * xi)} `;
    }
    const member = sign < 0 ? ~m : m;
    const family = members.get(name);
    if (family === undefined) members.set(name, [member]);
    else family.push(member);
  }
  return { degrees, members };
}
