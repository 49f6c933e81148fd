import { conjugateWord, MonomialSet, type Parity } from './monomials.js';
import type { Neighbourhood } from './neighbourhood.js';
import type { Observable } from './observable.js';

/**
 * The monomials of a function sorted into orbits under momentum flips: flipping p_x exchanges k_x
 * and l_x. An orbit of a monomial with m sites where k ≠ l is a hypercube {0,1}^m, its corner σ the monomial
 * flipped at the sites of σ; the corner opposite to σ is its conjugate.
 */
export interface FlipOrbits {
  readonly parity: Parity;
  /** The monomials that were there, under the same numbers, and those that flips make of them. */
  readonly monomials: MonomialSet;
  /** m of each orbit. */
  readonly dimensions: Uint8Array;
  /** For each orbit, corner after corner: n+1 or −(n+1), as of `MonomialSet.place`. */
  readonly corners: Int32Array;
}

/** @throws RangeError where a monomial has more than 30 sites with k ≠ l */
export function flipOrbits(monomials: MonomialSet, parity: Parity, around: Neighbourhood): FlipOrbits {
  const { width } = monomials;
  const closed = new MonomialSet(width, monomials.count);
  const row = new Int32Array(width);
  for (let m = 0; m < monomials.count; m++) {
    row.set(monomials.words.subarray(m * width, (m + 1) * width));
    closed.place(row, parity);
  }
  const dimensions: number[] = [];
  const corners: number[] = [];
  let seen = new Uint8Array(closed.count);
  for (let m = 0; m < monomials.count; m++) {
    if (seen[m] === 1) continue;
    const sites = around.offsets.flatMap((_, x) => (closed.k(m, x) === closed.l(m, x) ? [] : [x]));
    if (sites.length > 30) {
      throw new RangeError(`invalid monomial; flips of more than 30 sites: ${String(sites.length)}`);
    }
    const base = closed.words.slice(m * width, (m + 1) * width);
    for (let sigma = 0; sigma < 2 ** sites.length; sigma++) {
      row.set(base);
      sites.forEach((x, bit) => {
        if ((sigma >> bit) & 1) row[x >> 1] = flipWord(row[x >> 1] as number, x);
      });
      const place = closed.place(row, parity);
      const number = Math.abs(place) - 1;
      if (number >= seen.length) {
        const longer = new Uint8Array(2 * number);
        longer.set(seen);
        seen = longer;
      }
      seen[number] = 1;
      corners.push(place);
    }
    dimensions.push(sites.length);
  }
  return {
    parity,
    monomials: closed,
    dimensions: Uint8Array.from(dimensions),
    corners: Int32Array.from(corners),
  };
}

/** The word with k and l of one of its two sites exchanged. */
function flipWord(word: number, site: number): number {
  const mask = site % 2 === 0 ? 0x0000ffff : 0xffff0000;
  return (conjugateWord(word) & mask) | (word & ~mask);
}

/**
 * Lemma 2, the solution v of −S v = f for a p-antisymmetric f. With f = Σ_A f_A, f_A odd in the momenta of exactly the
 * sites of A, S f_A = −2|A| f_A, so v = Σ_A f_A/(2|A|); |A| is odd. (The paper's series Σ T^k f diverges where A is
 * all sites; this is its sum elsewhere.) On an orbit the f_A are Walsh coefficients.
 *
 * @throws RangeError where f is p-symmetric
 */
export function flipInverse(f: Observable, orbits: FlipOrbits): Observable {
  if (f.parity === 'symmetric') throw new RangeError('invalid parity; not antisymmetric: symmetric');
  return onComponents(f, orbits, (odd) => 1 / (2 * odd));
}

/** S f = Σ_A −2|A| f_A of section 2; see `flipInverse`. |A| is odd for a p-antisymmetric f, even for a p-symmetric one. */
export function flipGenerator(f: Observable, orbits: FlipOrbits): Observable {
  return onComponents(f, orbits, (odd) => -2 * odd);
}

function onComponents(f: Observable, orbits: FlipOrbits, eigenvalue: (odd: number) => number): Observable {
  if (f.parity !== orbits.parity) throw new RangeError(`invalid parity; not ${orbits.parity}: ${f.parity}`);
  const rest = f.parity === 'symmetric' ? 0 : 1;
  const known = f.monomials.count;
  const bonds = f.coefficients.length / known;
  const { monomials, dimensions, corners } = orbits;
  const result = new Float64Array(monomials.count * bonds);
  const largest = dimensions.reduce((a, b) => Math.max(a, b), 0);
  const cube = new Float64Array(2 ** largest * bonds);
  let from = 0;
  for (const dimension of dimensions) {
    const size = 2 ** dimension;
    for (let sigma = 0; sigma < size; sigma++) {
      const corner = corners[from + sigma] as number;
      const number = Math.abs(corner) - 1;
      const sign = corner > 0 ? 1 : -1;
      for (let b = 0; b < bonds; b++) {
        cube[sigma * bonds + b] = number < known ? sign * (f.coefficients[number * bonds + b] as number) : 0;
      }
    }
    walsh(cube, size, bonds);
    for (let odd = 0; odd < size; odd++) {
      // The other half of the components vanishes in exact arithmetic: opposite corners are equal, or opposite.
      const factor = bitCount(odd) % 2 === rest ? eigenvalue(bitCount(odd)) / size : 0;
      for (let b = 0; b < bonds; b++) cube[odd * bonds + b] = (cube[odd * bonds + b] as number) * factor;
    }
    walsh(cube, size, bonds);
    for (let sigma = 0; sigma < size; sigma++) {
      const corner = corners[from + sigma] as number;
      if (corner < 0) continue;
      for (let b = 0; b < bonds; b++) {
        result[(corner - 1) * bonds + b] = cube[sigma * bonds + b] as number;
      }
    }
    from += size;
  }
  return { parity: f.parity, monomials, coefficients: result };
}

/** The Walsh–Hadamard transform in place, [corner][bond]: f̂(A) = Σ_σ (−1)^{|A∩σ|} f(σ). Twice is multiplication by `size`. */
function walsh(cube: Float64Array, size: number, bonds: number): void {
  for (let half = 1; half < size; half *= 2) {
    for (let start = 0; start < size; start += 2 * half) {
      for (let at = start * bonds; at < (start + half) * bonds; at++) {
        const a = cube[at] as number;
        const b = cube[at + half * bonds] as number;
        cube[at] = a + b;
        cube[at + half * bonds] = a - b;
      }
    }
  }
}

function bitCount(word: number): number {
  let count = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) count++;
  return count;
}
