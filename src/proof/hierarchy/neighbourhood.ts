import { direction, siteAt, coordinates, tail, type Torus } from '../../lattice/torus.js';

/**
 * The sites of B₁(b, r), section 4, in coordinates relative to a bond b = (x, x+e₁): local site 0 is the tail, 1 the
 * head, then shell after shell, so that B₁(b, r') is a prefix for every r' < r. For a bond along e_k the axes 1 and k
 * are exchanged: with one U and one even V all axes are equivalent, so one neighbourhood serves all bonds.
 *
 * Offsets are taken modulo N. If the ball overlaps itself around the torus, its sites are counted once and their
 * neighbours are those on the torus; nothing else changes.
 */
export interface Neighbourhood {
  readonly dimension: 1 | 2 | 3;
  /** N. */
  readonly size: number;
  readonly radius: number;
  /** Coordinates of each local site relative to the tail. */
  readonly offsets: readonly (readonly number[])[];
  /** counts[r] = the number of sites of B₁(b, r), r = 0 … radius. */
  readonly counts: readonly number[];
  /** For every local site its 2d neighbours as local sites; those beyond the radius are left out. */
  readonly neighbours: readonly (readonly number[])[];
}

/** @throws RangeError if the radius is not a whole number of at least 0 */
export function neighbourhood(dimension: 1 | 2 | 3, size: number, radius: number): Neighbourhood {
  if (!Number.isInteger(radius) || radius < 0) {
    throw new RangeError(`invalid radius; not a whole number of at least 0: ${String(radius)}`);
  }
  const key = (offset: readonly number[]) => offset.map((c) => ((c % size) + size) % size).join();
  const around = (offset: readonly number[]) =>
    offset.flatMap((_, k) => [-1, 1].map((step) => offset.map((c, i) => (i === k ? c + step : c))));
  const origin = new Array<number>(dimension).fill(0);
  const offsets: number[][] = [origin, origin.map((_, k) => (k === 0 ? 1 : 0))];
  const local = new Map(offsets.map((offset, i) => [key(offset), i]));
  const counts = [2];
  for (let r = 1, first = 0; r <= radius; r++) {
    const last = offsets.length;
    for (; first < last; first++) {
      for (const offset of around(offsets[first] as number[])) {
        if (local.has(key(offset))) continue;
        local.set(key(offset), offsets.length);
        offsets.push(offset);
      }
    }
    counts.push(offsets.length);
  }
  const neighbours = offsets.map((offset) =>
    around(offset)
      .map((y) => local.get(key(y)))
      .filter((y) => y !== undefined),
  );
  return { dimension, size, radius, offsets, counts, neighbours };
}

/**
 * The harmonic oscillators on which polynomials depend, for each of several bonds: local sites around it, or modes of a
 * chain (section 5.1).
 */
export interface Places {
  /** One offset for each place. */
  readonly neighbourhood: Pick<Neighbourhood, 'offsets'>;
  /** Bond numbers. */
  readonly bonds: readonly number[];
  /** Site numbers, or numbers of modes, [place][bond]. */
  readonly sites: Int32Array;
  /** Their ω, [place][bond], in model units (1/time). */
  readonly frequencies: Float64Array;
}

/** The local sites of a neighbourhood, found on the torus for each of several bonds. */
export interface Surroundings extends Places {
  readonly neighbourhood: Neighbourhood;
}

/**
 * @param frequencies ω of all N^d sites
 * @throws RangeError if the neighbourhood is of another torus, a bond or a frequency is missing, or ω ≤ 0
 */
export function surroundings(
  lattice: Torus,
  around: Neighbourhood,
  frequencies: Float64Array,
  bonds: readonly number[],
): Surroundings {
  if (around.dimension !== lattice.dimension || around.size !== lattice.size) {
    throw new RangeError(`invalid neighbourhood; not of the torus's size: ${String(around.size)}`);
  }
  if (frequencies.length !== lattice.sites) {
    throw new RangeError(`invalid frequencies; not one for each site: ${String(frequencies.length)}`);
  }
  const sites = new Int32Array(around.offsets.length * bonds.length);
  const omega = new Float64Array(sites.length);
  bonds.forEach((bond, b) => {
    if (!Number.isInteger(bond) || bond < 0 || bond >= lattice.bonds) {
      throw new RangeError(`invalid bond; not in 0 … ${String(lattice.bonds - 1)}: ${String(bond)}`);
    }
    const origin = coordinates(lattice, tail(lattice, bond));
    const axis = direction(lattice, bond);
    around.offsets.forEach((offset, i) => {
      const site = siteAt(
        lattice,
        origin.map((c, k) => c + (offset[k === axis ? 0 : k === 0 ? axis : k] as number)),
      );
      const frequency = frequencies[site] as number;
      if (!(frequency > 0)) throw new RangeError(`invalid frequency; not positive: ${String(frequency)}`);
      sites[i * bonds.length + b] = site;
      omega[i * bonds.length + b] = frequency;
    });
  });
  return { neighbourhood: around, bonds, sites, frequencies: omega };
}
