import type { FactorTree } from '../../data/expansion.js';
import type { MonomialSet } from './monomials.js';

/**
 * @param chosen the monomials, in any order; term number i is monomial chosen[i]
 * @param sites the number of local sites
 */
export function factorTree(monomials: MonomialSet, chosen: readonly number[], sites: number): FactorTree {
  const known = new Map<number, number>();
  const factorSites: number[] = [];
  const k: number[] = [];
  const l: number[] = [];
  const numberOf = (x: number, kx: number, lx: number) => {
    const name = (x * 256 + kx) * 256 + lx;
    const factor = known.get(name) ?? factorSites.push(x) - 1;
    if (factor === k.length) {
      k.push(kx);
      l.push(lx);
      known.set(name, factor);
    }
    return factor;
  };
  const paths = chosen.map((m) => {
    const path: number[] = [];
    for (let x = 0; x < sites; x++) {
      const kx = monomials.k(m, x);
      const lx = monomials.l(m, x);
      if (kx + lx > 0) path.push(numberOf(x, kx, lx));
    }
    return path.length > 0 ? path : [numberOf(0, 0, 0)];
  });
  const order = paths.map((_, i) => i).sort((i, j) => before(paths[i] as number[], paths[j] as number[]));
  const depths: number[] = [];
  const factors: number[] = [];
  const terms: number[] = [];
  let last: number[] = [];
  for (const i of order) {
    const path = paths[i] as number[];
    let depth = 0;
    while (depth < last.length && last[depth] === path[depth]) depth++;
    for (; depth < path.length; depth++) {
      depths.push(depth);
      factors.push(path[depth] as number);
      terms.push(depth === path.length - 1 ? i : -1);
    }
    last = path;
  }
  return {
    sites: Uint16Array.from(factorSites),
    k: Uint8Array.from(k),
    l: Uint8Array.from(l),
    depths: Uint8Array.from(depths),
    factors: Uint32Array.from(factors),
    terms: Int32Array.from(terms),
    height: depths.reduce((height, depth) => Math.max(height, depth + 1), 0),
  };
}

/** Lexicographic order; a path comes before its continuations. */
function before(a: readonly number[], b: readonly number[]): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
  }
  return a.length - b.length;
}
