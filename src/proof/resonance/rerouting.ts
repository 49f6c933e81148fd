import { bondsOf, direction, head, tail } from '../../lattice/torus.js';
import type { Torus } from '../../lattice/torus.js';
import { Invalid } from '../../data/invalid.js';
import type { Cluster } from './clusters.js';

/** One step of the proof of Lemma 3: a cluster cut in two across direction k at the value s. */
export interface Cut {
  /** k − 1. */
  readonly direction: number;
  /** s, in the cluster's lifted coordinates. */
  readonly s: number;
  /** P(s,k) = { (a, a+e_k) ∈ C : a_k = s }. */
  readonly across: readonly number[];
  /** K(s,k): the cluster's sites with x_k > s. */
  readonly beyond: readonly number[];
}

/**
 * Every cut of a cluster in the proof of Lemma 3, by direction and then by s: all (s,k) with non-empty P(s,k). Each
 * bond of the cluster lies in exactly one P(s,k).
 *
 * @throws Invalid for a cluster that winds around the torus
 */
export function cuts(lattice: Torus, cluster: Cluster): Cut[] {
  const lifted = liftOf(cluster);
  const numbers = new Map(cluster.sites.map((site, i) => [site, i]));
  const across = Array.from({ length: lattice.dimension }, () => new Map<number, number[]>());
  for (const bond of cluster.bonds) {
    const k = direction(lattice, bond);
    const s = lifted[numbers.get(tail(lattice, bond)) as number]?.[k] as number;
    const along = across[k] as Map<number, number[]>;
    along.set(s, [...(along.get(s) ?? []), bond]);
  }
  return across.flatMap((along, k) =>
    [...along]
      .sort(([s], [t]) => s - t)
      .map(([s, bonds]) => ({
        direction: k,
        s,
        across: bonds,
        beyond: cluster.sites.filter((_, i) => (lifted[i]?.[k] as number) > s),
      })),
  );
}

/**
 * The border ∂K of a set of sites with the signs ζ of (12): the bonds with exactly one end in K, +1 if it is the head,
 * −1 if it is the tail, so that ε^{−1} L Σ_{x∈K} e_x = Σ_{b∈∂K} ζ(b) j_b.
 */
export function border(lattice: Torus, sites: readonly number[]): Map<number, 1 | -1> {
  const inside = new Set(sites);
  const signs = new Map<number, 1 | -1>();
  for (const site of sites) {
    for (const bond of bondsOf(lattice, site)) {
      const [from, to] = [inside.has(tail(lattice, bond)), inside.has(head(lattice, bond))];
      if (from !== to) signs.set(bond, to ? 1 : -1);
    }
  }
  return signs;
}

/** The weights of Lemma 3 for one cluster; sites and bonds that are not listed have weight 0. */
export interface ClusterWeights {
  /**
   * θ₁(b) = −Σ_{(s,k)} ζ(b) over the cuts with b ∈ ∂K(s,k) − P(s,k). Such a bond does not belong to the cluster, but it
   * may join two of its sites, so θ₁ is not confined to ∂C as in the paper.
   */
  readonly theta1: ReadonlyMap<number, number>;
  /** θ₂(x) = −#{ (s,k) : x ∈ K(s,k) }. */
  readonly theta2: ReadonlyMap<number, number>;
}

/**
 * Lemma 3: Σ_{b∈C} j_b = Σ_b θ₁(b) j_b − ε^{−1} L Σ_{x∈C} θ₂(x) e_x, with whole numbers |θ₂| ≤ dℓ and |θ₁| ≤ dℓ, ℓ =
 * ℓ(C): a cluster's extent in any direction is at most ℓ, so there are at most dℓ cuts.
 *
 * The sums over `cuts` are done in closed form: ζ(b) of a set K is 1[head ∈ K] − 1[tail ∈ K], so θ₁(b) = θ₂(head) −
 * θ₂(tail), with θ₂ = 0 outside the cluster; and x lies in K(s,k) for all s below x_k.
 *
 * @throws Invalid for a cluster that winds around the torus
 */
export function clusterWeights(lattice: Torus, cluster: Cluster): ClusterWeights {
  const lifted = liftOf(cluster);
  const places = new Map(cluster.sites.map((site, i) => [site, i]));
  const own = new Set(cluster.bonds);
  const levels = Array.from({ length: lattice.dimension }, () => new Set<number>());
  for (const bond of cluster.bonds) {
    const k = direction(lattice, bond);
    levels[k]?.add(lifted[places.get(tail(lattice, bond)) as number]?.[k] as number);
  }
  const sorted = levels.map((along) => Float64Array.from(along).sort());
  const theta2 = new Map<number, number>();
  cluster.sites.forEach((site, i) => {
    const cutsBelow = sorted.reduce((sum, list, k) => sum + countBelow(list, lifted[i]?.[k] as number), 0);
    if (cutsBelow > 0) theta2.set(site, -cutsBelow);
  });
  const theta1 = new Map<number, number>();
  for (const bond of cluster.sites.flatMap((site) => bondsOf(lattice, site))) {
    const slope = (theta2.get(head(lattice, bond)) ?? 0) - (theta2.get(tail(lattice, bond)) ?? 0);
    if (!own.has(bond) && slope !== 0) theta1.set(bond, slope);
  }
  return { theta1, theta2 };
}

/** The number of entries of a sorted list below a value. */
function countBelow(list: Float64Array, value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The weights of (13), J = Σ_{b∈A_N} ψ₁(b) j_b − ε^{−1} L Σ_x ψ₂(x)(e_x − ⟨e_x⟩). */
export interface Rerouting {
  /** ψ₁ = 1 + Σ_γ θ₁ on the bonds of A_N, 0 on resonant bonds (but see `kept`). */
  readonly psi1: Float64Array;
  /** ψ₂ = θ₂ on the sites of clusters, 0 elsewhere. */
  readonly psi2: Float64Array;
  /**
   * The clusters that wind around the torus, whose currents cannot be rerouted: ψ₁ = 1 on their bonds, which remain in
   * the sum of (13).
   */
  readonly kept: readonly Cluster[];
}

/**
 * ψ₁ and ψ₂ of (13) for all clusters together.
 *
 * @param winding what to do with a cluster that winds around the torus: `refuse` it, or `keep` its currents as they are
 * @throws Invalid for a cluster that winds around the torus, with `refuse`
 */
export function rerouting(
  lattice: Torus,
  all: readonly Cluster[],
  winding: 'refuse' | 'keep' = 'refuse',
): Rerouting {
  const psi1 = new Float64Array(lattice.bonds).fill(1);
  const psi2 = new Float64Array(lattice.sites);
  const kept = winding === 'keep' ? all.filter(({ lifted }) => lifted === null) : [];
  for (const cluster of all) {
    if (kept.includes(cluster)) continue;
    const { theta1, theta2 } = clusterWeights(lattice, cluster);
    for (const bond of cluster.bonds) psi1[bond] = (psi1[bond] as number) - 1;
    for (const [bond, theta] of theta1) psi1[bond] = (psi1[bond] as number) + theta;
    for (const [site, theta] of theta2) psi2[site] = (psi2[site] as number) + theta;
  }
  return { psi1, psi2, kept };
}

function liftOf(cluster: Cluster): readonly (readonly number[])[] {
  if (cluster.lifted === null) {
    throw new Invalid('cluster', 'winds around the torus, so it cannot be cut in two', cluster.bonds);
  }
  return cluster.lifted;
}
