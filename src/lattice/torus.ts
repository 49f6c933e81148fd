/**
 * The lattice of section 2: sites x ∈ Z_N^d, numbered x₁ + N x₂ + N² x₃, and oriented bonds b = (x, x+e_k),
 * numbered d·x + (k−1), with tail(b) = x and head(b) = x + e_k.
 */
export interface Torus {
  readonly dimension: 1 | 2 | 3;
  /** N, the number of sites along each direction; at least 3, so that no two bonds join the same sites. */
  readonly size: number;
  /** N^d. */
  readonly sites: number;
  /** d·N^d. */
  readonly bonds: number;
}

/** @throws RangeError unless d is 1, 2 or 3 and N is a whole number ≥ 3 */
export function torus(dimension: number, size: number): Torus {
  if (dimension !== 1 && dimension !== 2 && dimension !== 3) {
    throw new RangeError(`invalid dimension; not 1, 2 or 3: ${String(dimension)}`);
  }
  if (!Number.isInteger(size) || size < 3) {
    throw new RangeError(`invalid size; not a whole number of at least 3: ${String(size)}`);
  }
  const sites = size ** dimension;
  return { dimension, size, sites, bonds: dimension * sites };
}

/** The coordinates (x₁, …, x_d) of a site, each in 0 … N−1. */
export function coordinates({ dimension, size }: Torus, site: number): number[] {
  const result: number[] = [];
  for (let k = 0, rest = site; k < dimension; k++, rest = Math.floor(rest / size)) result.push(rest % size);
  return result;
}

/** The number of the site at the given coordinates, which may be any integers (taken modulo N). */
export function siteAt({ size }: Torus, x: readonly number[]): number {
  return x.reduceRight((number, coordinate) => number * size + (((coordinate % size) + size) % size), 0);
}

/** The site x + steps·e_{k+1}; `direction` counts from 0. */
export function neighbour({ size }: Torus, site: number, direction: number, steps = 1): number {
  const stride = size ** direction;
  const coordinate = Math.floor(site / stride) % size;
  return site + ((((coordinate + steps) % size) + size) % size) * stride - coordinate * stride;
}

/** The bond (x, x + e_{k+1}); `direction` counts from 0. */
export function bondAt({ dimension }: Torus, site: number, direction: number): number {
  return dimension * site + direction;
}

export function tail({ dimension }: Torus, bond: number): number {
  return Math.floor(bond / dimension);
}

export function head(lattice: Torus, bond: number): number {
  return neighbour(lattice, tail(lattice, bond), direction(lattice, bond));
}

/** k − 1 for a bond (x, x + e_k). */
export function direction({ dimension }: Torus, bond: number): number {
  return bond % dimension;
}

/** |x − y|₁ on the torus. */
export function distance(lattice: Torus, x: number, y: number): number {
  const a = coordinates(lattice, x);
  const b = coordinates(lattice, y);
  return a.reduce((sum, coordinate, k) => {
    const apart = Math.abs(coordinate - (b[k] as number));
    return sum + Math.min(apart, lattice.size - apart);
  }, 0);
}

/** B₁(x, r) = { y : |y − x|₁ ≤ r } for one or several centres (their union), in increasing order. */
export function ball(lattice: Torus, centres: readonly number[], radius: number): number[] {
  const inside = new Set(centres);
  let shell = [...inside];
  for (let r = 0; r < radius; r++) {
    const next: number[] = [];
    for (const site of shell) {
      for (let k = 0; k < lattice.dimension; k++) {
        for (const steps of [-1, 1]) {
          const y = neighbour(lattice, site, k, steps);
          if (!inside.has(y)) {
            inside.add(y);
            next.push(y);
          }
        }
      }
    }
    shell = next;
  }
  return [...inside].sort((x, y) => x - y);
}

/** B₁(b, r) = B₁(tail, r) ∪ B₁(head, r). */
export function bondBall(lattice: Torus, bond: number, radius: number): number[] {
  return ball(lattice, [tail(lattice, bond), head(lattice, bond)], radius);
}

/** Every bond with the site as tail or head: first the d outgoing ones, then the d incoming ones. */
export function bondsOf(lattice: Torus, site: number): number[] {
  const directions = Array.from({ length: lattice.dimension }, (_, k) => k);
  return [
    ...directions.map((k) => bondAt(lattice, site, k)),
    ...directions.map((k) => bondAt(lattice, neighbour(lattice, site, k, -1), k)),
  ];
}
