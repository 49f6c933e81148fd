import type { BondGraph } from '../record.js';

/**
 * The pairs of bonds close enough for their covariance to be used, and the factor by which it is reduced.
 *
 * With n_b the number of patches (the bonds within the ball of radius r about a site) that contain the bond b, and
 * n_{bb'} those that contain both, `closeness` is n_{bb'}/√(n_b n_{b'}): the Gram matrix of normalised indicator
 * vectors, so it is positive semidefinite with diagonal 1, and so is its entrywise product with any sample covariance
 * (Schur). On a ring it is the triangle 1 − |b−b'|/2r. Radius 0 keeps only the diagonal; radius ∞ keeps everything.
 */
export interface Patches {
  readonly radius: number;
  /** Pairs (first[k], second[k]) with first < second; the diagonal is not listed. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly closeness: Float64Array;
}

/** The bonds inside the ball of radius r about each site, r ≥ 1: both ends at most r steps from the site. */
function bondsAround(graph: BondGraph, radius: number): number[][] {
  const neighbours: number[][] = Array.from({ length: graph.sites }, () => []);
  const outgoing: number[][] = Array.from({ length: graph.sites }, () => []);
  graph.tails.forEach((tail, bond) => {
    const head = graph.heads[bond] as number;
    (neighbours[tail] as number[]).push(head);
    (neighbours[head] as number[]).push(tail);
    (outgoing[tail] as number[]).push(bond);
  });
  return neighbours.map((_, centre) => {
    const inside = new Set([centre]);
    let shell = [centre];
    for (let step = 0; step < radius && shell.length > 0; step++) {
      const next: number[] = [];
      for (const site of shell) {
        for (const y of neighbours[site] as number[]) {
          if (!inside.has(y)) {
            inside.add(y);
            next.push(y);
          }
        }
      }
      shell = next;
    }
    const bonds: number[] = [];
    for (const site of inside) {
      for (const bond of outgoing[site] as number[]) {
        if (inside.has(graph.heads[bond] as number)) bonds.push(bond);
      }
    }
    return bonds.sort((a, b) => a - b);
  });
}

/**
 * The pairs for one radius, in lexicographic order; null if there are more than `most` (decided before they are
 * listed).
 */
export function patches(graph: BondGraph, radius: number, most = Infinity): Patches | null {
  const bonds = graph.tails.length;
  if (radius === 0) return listed(0, []);
  if (radius === Infinity) {
    if ((bonds * (bonds - 1)) / 2 > most) return null;
    const pairs: [number, number, number][] = [];
    for (let i = 0; i < bonds; i++) for (let j = i + 1; j < bonds; j++) pairs.push([i, j, 1]);
    return listed(radius, pairs);
  }
  const around = bondsAround(graph, radius);
  const together: Map<number, number>[] = Array.from({ length: bonds }, () => new Map<number, number>());
  const memberships = new Float64Array(bonds);
  let count = 0;
  for (const patch of around) {
    for (let a = 0; a < patch.length; a++) {
      const i = patch[a] as number;
      memberships[i] = (memberships[i] as number) + 1;
      const row = together[i] as Map<number, number>;
      for (let b = a + 1; b < patch.length; b++) {
        const j = patch[b] as number;
        const seen = row.get(j);
        if (seen === undefined) count += 1;
        row.set(j, (seen ?? 0) + 1);
      }
    }
    if (count > most) return null;
  }
  return listed(
    radius,
    together.flatMap((row, i) =>
      [...row.keys()]
        .sort((a, b) => a - b)
        .map((j): [number, number, number] => [
          i,
          j,
          (row.get(j) as number) / Math.sqrt((memberships[i] as number) * (memberships[j] as number)),
        ]),
    ),
  );
}

function listed(radius: number, pairs: readonly (readonly [number, number, number])[]): Patches {
  return {
    radius,
    first: Int32Array.from(pairs, ([i]) => i),
    second: Int32Array.from(pairs, ([, j]) => j),
    closeness: Float64Array.from(pairs, ([, , g]) => g),
  };
}

/**
 * One radius as a choice among the pairs of a wider one: entry k stands for the pair `indices[k]` of the
 * wider list.
 */
export interface PairSelection {
  readonly radius: number;
  readonly indices: Int32Array;
  readonly closeness: Float64Array;
}

/** The pairs of the largest radius, and those of each radius as a selection from them. */
export interface PairSelections {
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** In the order of increasing radius. */
  readonly parts: readonly PairSelection[];
}

/** The given radii (increasing) with at most `most` pairs; radius 0 is always among them. */
export function pairSelections(graph: BondGraph, radii: readonly number[], most: number): PairSelections {
  const found: Patches[] = [];
  for (const radius of radii) {
    const next = patches(graph, radius, most);
    const last = found.at(-1);
    if (next === null) break;
    if (last !== undefined && radius !== Infinity && next.first.length === last.first.length && radius > 1)
      continue;
    found.push(next);
  }
  const widest = found.at(-1) ?? listed(0, []);
  const bonds = graph.tails.length;
  const places = new Map<number, number>();
  widest.first.forEach((i, k) => places.set(i * bonds + (widest.second[k] as number), k));
  return {
    first: widest.first,
    second: widest.second,
    parts: found.map(({ radius, first, second, closeness }) => ({
      radius,
      closeness,
      indices: first.map((i, k) => places.get(i * bonds + (second[k] as number)) as number),
    })),
  };
}
