/**
 * Monomials Π_x a_x^{k_x} ā_x^{l_x} of section 4.1 in the coordinates a_x = z_x/ω_x = q_x + i p_x/ω_x, x over the
 * local sites of a neighbourhood. Exponents are bytes, four to a word: word ⌊x/2⌋ of a monomial holds k, l of
 * site x in its lower half (x even) or its upper half (x odd). Products of monomials are sums of words.
 *
 * Of a monomial m and its conjugate m̄ (k and l exchanged) only the canonical one is kept: the one with the larger
 * word, as unsigned numbers, at the first word in which the two differ.
 */

/** Of section 4.1: a p-symmetric function is Σ c·Re(m), a p-antisymmetric one Σ c·Im(m), c real: see `Observable`. */
export type Parity = 'symmetric' | 'antisymmetric';

/** Exponents are bytes. */
export const LARGEST_EXPONENT = 255;

/** The number of words for the given number of sites. */
export function wordsFor(sites: number): number {
  return Math.ceil(sites / 2);
}

/** The number that multiplication by a_x^k ā_x^l adds to word ⌊x/2⌋; k and l may be negative. */
export function exponentWord(site: number, k: number, l: number): number {
  return ((k + 256 * l) * (site % 2 === 0 ? 1 : 65536)) | 0;
}

/** The word with k and l exchanged at both of its sites. */
export function conjugateWord(word: number): number {
  return ((word >>> 8) & 0x00ff00ff) | ((word & 0x00ff00ff) << 8);
}

/**
 * A set of canonical monomials, numbered 0, 1, … in the order of insertion: open addressing on 32-bit hashes, all words
 * compared. Size: 4·width bytes for each monomial, plus 8 to 16 in the hash table.
 */
export class MonomialSet {
  readonly width: number;
  private length = 0;
  private rows: Int32Array;
  private places: Int32Array;

  constructor(width: number, capacity = 64) {
    this.width = width;
    this.rows = new Int32Array(width * capacity);
    this.places = new Int32Array(powerOfTwoFrom(2 * capacity));
  }

  get count(): number {
    return this.length;
  }

  /** All words, [monomial][word]; longer than needed. Valid until the next `place`. */
  get words(): Int32Array {
    return this.rows;
  }

  /** Memory of words and hash table, in bytes. */
  get bytes(): number {
    return this.rows.byteLength + this.places.byteLength;
  }

  /** k_x of a monomial. */
  k(monomial: number, site: number): number {
    return ((this.rows[monomial * this.width + (site >> 1)] as number) >>> (site % 2 === 0 ? 0 : 16)) & 255;
  }

  /** l_x of a monomial. */
  l(monomial: number, site: number): number {
    return ((this.rows[monomial * this.width + (site >> 1)] as number) >>> (site % 2 === 0 ? 8 : 24)) & 255;
  }

  /** Whether k = l at every site: the monomial has no phase, ξ = 0. */
  ownConjugate(monomial: number): boolean {
    const end = (monomial + 1) * this.width;
    for (let w = end - this.width; w < end; w++) {
      if (this.rows[w] !== conjugateWord(this.rows[w] as number)) return false;
    }
    return true;
  }

  /**
   * Finds the monomial of the given words, or its conjugate if that is the canonical one (k and l are then exchanged in
   * place), and adds it if it is new.
   *
   * @returns n+1 for monomial number n; −(n+1) for its conjugate in an antisymmetric function, as
   * Im m̄ = −Im m; 0 for a monomial with k = l in an antisymmetric function, where it vanishes
   */
  place(row: Int32Array, parity: Parity): number {
    const sign = canonicalise(row, this.width);
    if (sign === 0 && parity === 'antisymmetric') return 0;
    const number = this.find(row) + 1;
    return sign < 0 && parity === 'antisymmetric' ? -number : number;
  }

  private find(row: Int32Array): number {
    const { width, places, rows } = this;
    const mask = places.length - 1;
    for (let at = hash(row, 0, width) & mask; ; at = (at + 1) & mask) {
      const found = (places[at] as number) - 1;
      if (found < 0) return this.insert(row, at);
      let w = 0;
      while (w < width && rows[found * width + w] === row[w]) w++;
      if (w === width) return found;
    }
  }

  private insert(row: Int32Array, at: number): number {
    const number = this.length++;
    if (this.length * this.width > this.rows.length) {
      const larger = new Int32Array(this.rows.length * 2);
      larger.set(this.rows);
      this.rows = larger;
    }
    for (let w = 0; w < this.width; w++) this.rows[number * this.width + w] = row[w] as number;
    this.places[at] = number + 1;
    if (2 * this.length > this.places.length) this.spread();
    return number;
  }

  private spread(): void {
    const places = new Int32Array(2 * this.places.length);
    const mask = places.length - 1;
    for (let number = 0; number < this.length; number++) {
      let at = hash(this.rows, number * this.width, this.width) & mask;
      while (places[at] !== 0) at = (at + 1) & mask;
      places[at] = number + 1;
    }
    this.places = places;
  }
}

/** Exchanges k and l in place unless the row is canonical. Returns 1 if it was canonical, −1 if not, 0 if k = l. */
function canonicalise(row: Int32Array, width: number): number {
  let w = 0;
  while (w < width && row[w] === conjugateWord(row[w] as number)) w++;
  if (w === width) return 0;
  if ((row[w] as number) >>> 0 > conjugateWord(row[w] as number) >>> 0) return 1;
  for (; w < width; w++) row[w] = conjugateWord(row[w] as number);
  return -1;
}

/** A 32-bit hash of words with the finaliser of MurmurHash3. */
function hash(rows: Int32Array, from: number, width: number): number {
  let h = 0;
  for (let w = 0; w < width; w++) h = Math.imul(h ^ (rows[from + w] as number), 0x9e3779b1) ^ (h >>> 15);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function powerOfTwoFrom(least: number): number {
  let result = 16;
  while (result < least) result *= 2;
  return result;
}
