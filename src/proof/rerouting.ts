import { bondsOf, direction, head, tail } from '../lattice/torus.js';
import type { Torus } from '../lattice/torus.js';
import { Invalid } from '../math/invalid.js';
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
 * Every cut of a cluster, by direction and then by s: all (s,k) with P(s,k) not empty. Each of its bonds lies in one P(s,k).
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
 * The border ∂K of a set of sites with the signs ζ of (12): the bonds with just one end in K, +1 where it is the head, −1 where it
 * is the tail, so that ε^{−1} L Σ_{x∈K} e_x = Σ_{b∈∂K} ζ(b) j_b.
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

/** The weights of Lemma 3 for one cluster; sites and bonds that are not named have weight 0. */
export interface ClusterWeights {
  /**
   * θ₁(b) = −Σ_{(s,k)} ζ(b) over the cuts with b ∈ ∂K(s,k) − P(s,k). Such a bond is not of the cluster, but one that joins two of
   * its sites may be among them, so that this is not ∂C alone as the paper has it.
   */
  readonly theta1: ReadonlyMap<number, number>;
  /** θ₂(x) = −#{ (s,k) : x ∈ K(s,k) }. */
  readonly theta2: ReadonlyMap<number, number>;
}

/**
 * Lemma 3: Σ_{b∈C} j_b = Σ_b θ₁(b) j_b − ε^{−1} L Σ_{x∈C} θ₂(x) e_x, with whole numbers |θ₂| ≤ dℓ and |θ₁| ≤ dℓ, ℓ = ℓ(C): a cluster's extent
 * in any direction is at most ℓ, so that there are at most dℓ cuts.
 *
 * @throws Invalid for a cluster that winds around the torus
 */
export function clusterWeights(lattice: Torus, cluster: Cluster): ClusterWeights {
  const theta1 = new Map<number, number>();
  const theta2 = new Map<number, number>();
  for (const { across, beyond } of cuts(lattice, cluster)) {
    const crossed = new Set(across);
    for (const [bond, zeta] of border(lattice, beyond)) {
      if (!crossed.has(bond)) theta1.set(bond, (theta1.get(bond) ?? 0) - zeta);
    }
    for (const site of beyond) theta2.set(site, (theta2.get(site) ?? 0) - 1);
  }
  return { theta1, theta2 };
}

/** The weights of (13), J = Σ_{b∈A_N} ψ₁(b) j_b − ε^{−1} L Σ_x ψ₂(x)(e_x − ⟨e_x⟩). */
export interface Rerouting {
  /** ψ₁ = 1 + Σ_γ θ₁ on the bonds of A_N, 0 on resonant bonds (but see `kept`). */
  readonly psi1: Float64Array;
  /** ψ₂ = θ₂ on the sites of clusters, 0 elsewhere. */
  readonly psi2: Float64Array;
  /** The clusters that wind around the torus, whose currents cannot be rerouted: ψ₁ = 1 on their bonds, and (13) has them in its sum. */
  readonly kept: readonly Cluster[];
}

/**
 * ψ₁ and ψ₂ of (13) for all clusters together.
 *
 * @param winding what to do with a cluster that winds around the torus: `refuse` it, or `keep` its currents as they are
 * @throws Invalid for a cluster that winds around the torus, if they are refused
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
    throw new Invalid('cluster', 'winds around the torus, so that it cannot be cut in two', cluster.bonds);
  }
  return cluster.lifted;
}
