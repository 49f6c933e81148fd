import type { MonomialSet } from './monomials.js';
import { coefficientsInZ, type Observable } from './observable.js';
import type { Surroundings } from './neighbourhood.js';

/**
 * Gibbs averages at ε = 0, in closed form: the z_x are independent complex Gaussians, ⟨|z_x|^{2s}⟩ = s!(2T)^s, and
 * every monomial with k ≠ l averages to 0. So two monomials with ξ = k − l and ξ' have
 *
 *     ⟨Re m Re m'⟩ = ⟨Im m Im m'⟩ = ½ Π_x s_x!(2T)^{s_x} where ξ' = ξ ≠ 0,   s_x = ½(k_x + l_x + k'_x + l'_x),
 *
 * ± the same where ξ' = −ξ (+ for Re), the double for Re where ξ = ξ' = 0, and 0 otherwise. A p-symmetric and a
 * p-antisymmetric function are orthogonal.
 */

/**
 * ⟨f_b g_b'⟩ at ε = 0 for pairs of bonds, at temperature T. For functions of mean zero this is their covariance.
 *
 * @param pairs the places (not the numbers) of b among the bonds of f, of b' among those of g
 * @returns one value for each pair; relative error about 10⁻¹⁵ of the sum of absolute values
 */
export function meanProducts(
  f: Observable,
  aroundF: Surroundings,
  g: Observable,
  aroundG: Surroundings,
  temperature: number,
  pairs: readonly (readonly [number, number])[],
): Float64Array {
  const result = new Float64Array(pairs.length);
  if (f.parity !== g.parity) return result;
  const first = weights(f, aroundF, temperature);
  const second = g === f && aroundG === aroundF ? first : weights(g, aroundG, temperature);
  const own = Int32Array.from(aroundF.neighbourhood.offsets, (_, x) => x);
  const left = families(f.monomials, own);
  for (const [map, members] of byRelation(aroundF, aroundG, pairs)) {
    const right = families(g.monomials, map);
    for (const [name, { xiIsZero, members: ms }] of left) {
      const others = right.get(name)?.members ?? [];
      for (const m of ms) {
        for (const o of others) {
          const sign = f.parity === 'antisymmetric' && m.sign !== o.sign ? -1 : 1;
          const factor = (xiIsZero ? 1 : 0.5) * sign * factorials(m.degrees, o.degrees);
          for (const i of members) {
            const [b, c] = pairs[i] as [number, number];
            const product =
              (first[m.monomial * aroundF.bonds.length + b] as number) *
              (second[o.monomial * aroundG.bonds.length + c] as number);
            result[i] = (result[i] as number) + factor * product;
          }
        }
      }
    }
  }
  return result;
}

/** ⟨f_b²⟩ at ε = 0 of every bond; the square of the norm in L² of the Gibbs measure. */
export function meanSquares(f: Observable, around: Surroundings, temperature: number): Float64Array {
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
function weights(f: Observable, around: Surroundings, temperature: number): Float64Array {
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

/**
 * Pairs of bonds sorted by how their neighbourhoods lie to each other: which local site of g's bond is which of
 * f's bond. Sites that f's bond does not have are numbered behind those it has.
 */
function byRelation(
  aroundF: Surroundings,
  aroundG: Surroundings,
  pairs: readonly (readonly [number, number])[],
): Iterable<[map: Int32Array, members: number[]]> {
  const sitesF = aroundF.neighbourhood.offsets.length;
  const sitesG = aroundG.neighbourhood.offsets.length;
  const relations = new Map<string, [Int32Array, number[]]>();
  pairs.forEach(([b, c], i) => {
    const local = new Map<number, number>();
    for (let x = 0; x < sitesF; x++) local.set(aroundF.sites[x * aroundF.bonds.length + b] as number, x);
    const map = new Int32Array(sitesG);
    for (let x = 0; x < sitesG; x++) {
      map[x] = local.get(aroundG.sites[x * aroundG.bonds.length + c] as number) ?? sitesF + x;
    }
    const name = map.join();
    const relation = relations.get(name);
    if (relation === undefined) relations.set(name, [map, [i]]);
    else relation[1].push(i);
  });
  return relations.values();
}

interface Member {
  readonly monomial: number;
  /** Whether ξ is the family's, or its opposite. */
  readonly sign: 1 | -1;
  /** Pairs (site, k + l), by increasing site. */
  readonly degrees: readonly number[];
}

/** Monomials sorted by ±ξ, on renumbered sites. */
function families(
  monomials: MonomialSet,
  map: Int32Array,
): Map<string, { xiIsZero: boolean; members: Member[] }> {
  const result = new Map<string, { xiIsZero: boolean; members: Member[] }>();
  const order = Array.from(map, (_, x) => x).sort((x, y) => (map[x] as number) - (map[y] as number));
  for (let m = 0; m < monomials.count; m++) {
    let sign: 0 | 1 | -1 = 0;
    let name = '';
    const degrees: number[] = [];
    for (const x of order) {
      const k = monomials.k(m, x);
      const l = monomials.l(m, x);
      if (k + l === 0) continue;
      degrees.push(map[x] as number, k + l);
      if (k === l) continue;
      if (sign === 0) sign = k > l ? 1 : -1;
      name += `${String(map[x])}:${String(sign * (k - l))} `;
    }
    const member: Member = { monomial: m, sign: sign === 0 ? 1 : sign, degrees };
    const family = result.get(name);
    if (family === undefined) result.set(name, { xiIsZero: sign === 0, members: [member] });
    else family.members.push(member);
  }
  return result;
}

/** Π_x s_x!, s_x half of the sum of both degrees at x. */
function factorials(a: readonly number[], b: readonly number[]): number {
  let result = 1;
  for (let i = 0, j = 0; i < a.length || j < b.length;) {
    const x = i < a.length ? (a[i] as number) : Infinity;
    const y = j < b.length ? (b[j] as number) : Infinity;
    let degree = 0;
    if (x <= y) {
      degree += a[i + 1] as number;
      i += 2;
    }
    if (y <= x) {
      degree += b[j + 1] as number;
      j += 2;
    }
    for (let s = degree / 2; s > 1; s--) result *= s;
  }
  return result;
}
