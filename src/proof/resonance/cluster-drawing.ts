import { coordinates, direction, head, tail, type Torus } from '../../lattice/torus.js';
import { Invalid } from '../../data/invalid.js';
import type { Cluster } from './clusters.js';
import { border, clusterWeights, cuts } from './rerouting.js';

/** The part of a bond in a drawing like Figure 1: in P(s,k), inside K(s,k), elsewhere in C, or in ∂K(s,k) − P(s,k). */
export type BondPart = 'P' | 'K' | 'C' | 'border';

/** A cluster drawn like Figure 1 of the paper, in lifted coordinates: its bonds, and their parts in a cut. */
export interface ClusterDrawing {
  readonly dimension: 1 | 2 | 3;
  /** The cut, k counted from 1; null for the cluster alone. */
  readonly cut: { readonly k: number; readonly s: number } | null;
  readonly sites: readonly {
    readonly site: number;
    readonly at: readonly number[];
    /** Whether the site is in K(s,k). */
    readonly beyond: boolean;
    readonly theta2: number;
  }[];
  readonly bonds: readonly {
    readonly bond: number;
    /** Lifted coordinates of tail and head. A border bond is unrolled from its end in K. */
    readonly from: readonly number[];
    readonly to: readonly number[];
    readonly part: BondPart;
    /** θ₁ of a border bond over all cuts of the cluster, 0 on the cluster itself. */
    readonly theta1: number;
  }[];
}

/**
 * Figure 1 for any cluster, direction k (from 1) and value s; without a cut the cluster alone. The border is ∂K(s,k) −
 * P(s,k), whose currents replace those of P(s,k); without a cut there is none.
 *
 * @throws Invalid for a cluster that winds around the torus, or where no bond of it along e_k has tail coordinate s
 */
export function clusterDrawing(
  lattice: Torus,
  cluster: Cluster,
  cut: { readonly k: number; readonly s: number } | null,
): ClusterDrawing {
  const all = cuts(lattice, cluster);
  const chosen = cut === null ? null : all.find(({ direction: k, s }) => k === cut.k - 1 && s === cut.s);
  if (chosen === undefined) {
    const known = all.map(({ direction: k, s }) => `(${String(s)},${String(k + 1)})`).join(' ');
    throw new Invalid('cut', `not an (s,k) of this cluster, which are ${known}`, [cut?.s, cut?.k]);
  }
  const { theta1, theta2 } = clusterWeights(lattice, cluster);
  const across = new Set(chosen?.across);
  const beyond = new Set(chosen?.beyond);
  const positions = new Map(
    cluster.sites.map((site, i) => [site, cluster.lifted?.[i] ?? coordinates(lattice, site)]),
  );
  const moved = (at: readonly number[], k: number, steps: number): number[] =>
    at.map((x, i) => (i === k ? x + steps : x));
  const bondFrom = (bond: number, part: BondPart): ClusterDrawing['bonds'][number] => {
    // A border bond has one end in K; on the torus the other may be at the far side of the cluster.
    const start =
      part === 'border' && !beyond.has(tail(lattice, bond)) ? head(lattice, bond) : tail(lattice, bond);
    const at = positions.get(start) as readonly number[];
    const k = direction(lattice, bond);
    const [from, to] = start === tail(lattice, bond) ? [at, moved(at, k, 1)] : [moved(at, k, -1), at];
    return { bond, from, to, part, theta1: theta1.get(bond) ?? 0 };
  };
  const part = (bond: number): BondPart => {
    if (across.has(bond)) return 'P';
    return beyond.has(tail(lattice, bond)) && beyond.has(head(lattice, bond)) ? 'K' : 'C';
  };
  return {
    dimension: lattice.dimension,
    cut,
    sites: cluster.sites.map((site) => ({
      site,
      at: positions.get(site) as readonly number[],
      beyond: beyond.has(site),
      theta2: theta2.get(site) ?? 0,
    })),
    bonds: [
      ...cluster.bonds.map((bond) => bondFrom(bond, part(bond))),
      ...[...border(lattice, chosen?.beyond ?? []).keys()]
        .filter((bond) => !across.has(bond))
        .sort((a, b) => a - b)
        .map((bond) => bondFrom(bond, 'border')),
    ],
  };
}
