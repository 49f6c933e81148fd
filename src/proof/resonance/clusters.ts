import { bondsOf, coordinates, direction, head, tail } from '../../lattice/torus.js';
import type { Torus } from '../../lattice/torus.js';
import { longestPath } from './paths.js';
import type { PathLength } from './paths.js';

/**
 * A cluster C_γ of section 4.2: a connected component of the resonant bonds, where two bonds are connected if they
 * share a site.
 */
export interface Cluster {
  /** In increasing order. */
  readonly bonds: readonly number[];
  /** The ends of the bonds, in increasing order. */
  readonly sites: readonly number[];
  /**
   * Coordinates in Z^d of each of `sites`, unrolled from the torus along the cluster's bonds: the ends of every bond of
   * the cluster differ by e_k. The first site keeps its coordinates on the torus. null for a cluster that winds around
   * it.
   */
  readonly lifted: readonly (readonly number[])[] | null;
  /** ℓ(C_γ), the length in bonds of the longest self-avoiding path. */
  readonly path: PathLength;
}

/**
 * The clusters of a set of bonds, in the order of their first bonds: ∪_γ C_γ = Z̃ − A_N of section 4.2.
 *
 * @param resonant whether each bond is resonant
 */
export function clusters(lattice: Torus, resonant: readonly boolean[]): Cluster[] {
  const seen = new Uint8Array(lattice.bonds);
  const found: Cluster[] = [];
  for (let first = 0; first < lattice.bonds; first++) {
    if (resonant[first] !== true || seen[first] === 1) continue;
    seen[first] = 1;
    const bonds = [first];
    for (const bond of bonds) {
      for (const end of [tail(lattice, bond), head(lattice, bond)]) {
        for (const next of bondsOf(lattice, end)) {
          if (resonant[next] !== true || seen[next] === 1) continue;
          seen[next] = 1;
          bonds.push(next);
        }
      }
    }
    bonds.sort((a, b) => a - b);
    const sites = [...new Set(bonds.flatMap((bond) => [tail(lattice, bond), head(lattice, bond)]))].sort(
      (a, b) => a - b,
    );
    const numbers = new Map(sites.map((site, i) => [site, i]));
    const edges = bonds.map((bond): [number, number] => [
      numbers.get(tail(lattice, bond)) as number,
      numbers.get(head(lattice, bond)) as number,
    ]);
    found.push({
      bonds,
      sites,
      lifted: liftedCoordinates(lattice, bonds, sites),
      path: longestPath(sites.length, edges),
    });
  }
  return found;
}

/** See `Cluster.lifted`. */
function liftedCoordinates(
  lattice: Torus,
  bonds: readonly number[],
  sites: readonly number[],
): number[][] | null {
  const inside = new Set(bonds);
  const start = sites[0] as number;
  const lifted = new Map([[start, coordinates(lattice, start)]]);
  for (const [site, x] of lifted) {
    for (const bond of bondsOf(lattice, site)) {
      if (!inside.has(bond)) continue;
      const outwards = tail(lattice, bond) === site;
      const next = outwards ? head(lattice, bond) : tail(lattice, bond);
      const k = direction(lattice, bond);
      const y = x.map((coordinate, i) => (i === k ? coordinate + (outwards ? 1 : -1) : coordinate));
      const known = lifted.get(next);
      if (known === undefined) lifted.set(next, y);
      else if (known.some((coordinate, i) => coordinate !== y[i])) return null;
    }
  }
  return sites.map((site) => lifted.get(site) as number[]);
}
