import type { FactorTree } from '../data/expansion.js';

/**
 * A tree of monomials, arranged for the evaluation of their sum by Horner's rule. With F the factor of a node and c the
 * coefficient of the term that ends there,
 *
 *     S(node) = c + Σ_{children} F(child)·S(child),    f = S(root).
 *
 * A leaf costs two multiplications by its real c, an inner node one complex product. The arrangement is the same for
 * all bonds.
 */
export interface Recursion {
  /** The local sites that occur; factor 2i is z of sites[i], factor 2i+1 its conjugate, the next one the constant 1. */
  readonly sites: readonly number[];
  /** The further factors, each the product of two earlier ones. */
  readonly products: readonly (readonly [left: number, right: number])[];
  /** Inner nodes, children before their parents, the root (depth 0, factor 1) last. */
  readonly nodes: readonly RecursionNode[];
  /** The factors of all leaves, in the order of their parent nodes. */
  readonly leaves: readonly number[];
  /**
   * The terms in the order in which their coefficients are read: for each node first its leaves, then its own; −1 if it
   * has none.
   */
  readonly terms: readonly number[];
  /** The largest depth of an inner node. */
  readonly depth: number;
}

export interface RecursionNode {
  /** 0 for the root; a monomial's first factor has depth 1. */
  readonly depth: number;
  readonly factor: number;
  /** The number of leaves up to and including those of this node. */
  readonly leavesEnd: number;
}

export function recursion(tree: FactorTree): Recursion {
  const sites = [...new Set(tree.sites)].sort((a, b) => a - b);
  const products: (readonly [number, number])[] = [];
  const known = new Map<string, number>();
  const one = 2 * sites.length;
  const factor = (site: number, k: number, l: number): number => {
    const place = sites.indexOf(site);
    if (k + l === 0) return one;
    if (k + l === 1) return 2 * place + l;
    const name = `${String(site)} ${String(k)} ${String(l)}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    // In increasing powers, conjugates last, so that z^k z̄^l shares its first nodes with z^k.
    const left = l > 0 ? factor(site, k, l - 1) : factor(site, k - 1, 0);
    products.push([left, 2 * place + (l > 0 ? 1 : 0)]);
    const made = one + products.length;
    known.set(name, made);
    return made;
  };
  const factors = Array.from(tree.sites, (site, i) => factor(site, tree.k[i] as number, tree.l[i] as number));

  const count = tree.depths.length;
  const inner = (node: number): boolean =>
    node + 1 < count && (tree.depths[node + 1] as number) > (tree.depths[node] as number);
  const leavesOf = new Map<number, number[]>([[-1, []]]);
  const path: number[] = [];
  for (let node = 0; node < count; node++) {
    const depth = tree.depths[node] as number;
    path.length = depth;
    if (inner(node)) leavesOf.set(node, []);
    else leavesOf.get(path.at(-1) ?? -1)?.push(node);
    path.push(node);
  }
  const nodes: RecursionNode[] = [];
  const leaves: number[] = [];
  const terms: number[] = [];
  const inOrder = [...leavesOf.keys()].sort((a, b) => b - a);
  for (const node of inOrder) {
    for (const leaf of leavesOf.get(node) as number[]) {
      leaves.push(factors[tree.factors[leaf] as number] as number);
      terms.push(tree.terms[leaf] as number);
    }
    terms.push(node < 0 ? -1 : (tree.terms[node] as number));
    nodes.push({
      depth: node < 0 ? 0 : (tree.depths[node] as number) + 1,
      factor: node < 0 ? one : (factors[tree.factors[node] as number] as number),
      leavesEnd: leaves.length,
    });
  }
  return { sites, products, nodes, leaves, terms, depth: Math.max(...nodes.map(({ depth }) => depth)) };
}
