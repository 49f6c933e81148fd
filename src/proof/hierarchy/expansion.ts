import type { Expansion } from '../../data/expansion.js';
import { factorTree } from './factor-tree.js';
import { coefficientsInZ, type Observable } from './observable.js';
import type { Places } from './neighbourhood.js';

/** A function prepared for evaluation; monomials whose coefficient is 0 for every bond are left out. */
export function expansion(f: Observable, around: Places): Expansion {
  const bonds = around.bonds.length;
  const inZ = coefficientsInZ(f, around);
  const chosen: number[] = [];
  for (let m = 0; m < f.monomials.count; m++) {
    let b = 0;
    while (b < bonds && inZ[m * bonds + b] === 0) b++;
    if (b < bonds) chosen.push(m);
  }
  const coefficients = new Float64Array(chosen.length * bonds);
  chosen.forEach((m, term) => coefficients.set(inZ.subarray(m * bonds, (m + 1) * bonds), term * bonds));
  return {
    parity: f.parity,
    tree: factorTree(f.monomials, chosen, around.neighbourhood.offsets.length),
    coefficients,
    bonds,
    sites: around.sites,
    frequencies: around.frequencies,
  };
}

/**
 * The function of every bond at several points in phase space. Work: about three multiplications per term.
 *
 * @param q positions, [site][replica]
 * @param p momenta, [site][replica]
 * @returns [bond][replica]
 */
export function values(f: Expansion, q: Float64Array, p: Float64Array, replicas: number): Float64Array {
  const result = new Float64Array(f.bonds * replicas);
  const count = f.tree.sites.length;
  const re = new Float64Array(count * replicas);
  const im = new Float64Array(count * replicas);
  const stackRe = new Float64Array((f.tree.height + 1) * replicas).fill(1, 0, replicas);
  const stackIm = new Float64Array((f.tree.height + 1) * replicas);
  for (let b = 0; b < f.bonds; b++) {
    writeFactors(f, b, q, p, replicas, re, im);
    addTerms(f, b, replicas, { re, im, stackRe, stackIm }, result.subarray(b * replicas, (b + 1) * replicas));
  }
  return result;
}

/** z_x^k z̄_x^l of every factor of the tree, [factor][replica]. */
function writeFactors(
  { tree, bonds, sites, frequencies }: Expansion,
  b: number,
  q: Float64Array,
  p: Float64Array,
  replicas: number,
  re: Float64Array,
  im: Float64Array,
): void {
  for (let factor = 0; factor < tree.sites.length; factor++) {
    const local = (tree.sites[factor] as number) * bonds + b;
    const site = sites[local] as number;
    const omega = frequencies[local] as number;
    const k = tree.k[factor] as number;
    const l = tree.l[factor] as number;
    for (let r = 0; r < replicas; r++) {
      const x = omega * (q[site * replicas + r] as number);
      const y = (p[site * replicas + r] as number) * (k >= l ? 1 : -1);
      const square = x * x + y * y;
      let a = 1;
      let c = 0;
      for (let i = Math.min(k, l); i > 0; i--) a *= square;
      for (let i = Math.abs(k - l); i > 0; i--) {
        const real = a * x - c * y;
        c = a * y + c * x;
        a = real;
      }
      re[factor * replicas + r] = a;
      im[factor * replicas + r] = c;
    }
  }
}

/** The complex factors and the stack of partial products; entry 0 of the stack is the empty product. */
interface Products {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly stackRe: Float64Array;
  readonly stackIm: Float64Array;
}

function addTerms(
  { tree, parity, coefficients, bonds }: Expansion,
  b: number,
  replicas: number,
  { re, im, stackRe, stackIm }: Products,
  result: Float64Array,
): void {
  const { depths, factors, terms } = tree;
  const symmetric = parity === 'symmetric';
  for (let node = 0; node < depths.length; node++) {
    const depth = depths[node] as number;
    const above = depth * replicas;
    const here = above + replicas;
    const factor = (factors[node] as number) * replicas;
    const term = terms[node] as number;
    const coefficient = term < 0 ? 0 : (coefficients[term * bonds + b] as number);
    const leads = node + 1 < depths.length && (depths[node + 1] as number) > depth;
    if (leads) {
      for (let r = 0; r < replicas; r++) {
        const a = stackRe[above + r] as number;
        const c = stackIm[above + r] as number;
        const x = re[factor + r] as number;
        const y = im[factor + r] as number;
        stackRe[here + r] = a * x - c * y;
        stackIm[here + r] = a * y + c * x;
      }
    }
    if (coefficient === 0) continue;
    const [partner, other] = symmetric ? [re, im] : [im, re];
    const sign = symmetric ? -1 : 1;
    for (let r = 0; r < replicas; r++) {
      const product =
        (stackRe[above + r] as number) * (partner[factor + r] as number) +
        sign * (stackIm[above + r] as number) * (other[factor + r] as number);
      result[r] = (result[r] as number) + coefficient * product;
    }
  }
}
