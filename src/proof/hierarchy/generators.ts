import type { Forces } from './forces.js';
import { MonomialSet, type Parity } from './monomials.js';
import type { Observable } from './observable.js';
import { writeDenominators } from './observable.js';
import type { Places, Surroundings } from './neighbourhood.js';

/** The other parity: A_har and A_anh exchange the two (section 4.1). */
export function opposite(parity: Parity): Parity {
  return parity === 'symmetric' ? 'antisymmetric' : 'symmetric';
}

/**
 * A_har f for every bond: z_x rotates as e^{−iω_x t} under the motion (7), so A_har m = −iω·ξ m for a monomial with ξ =
 * k − l, that is A_har Re(m) = ω·ξ Im(m) and A_har Im(m) = −ω·ξ Re(m).
 */
export function harmonic(f: Observable, around: Places): Observable {
  const sign = f.parity === 'symmetric' ? 1 : -1;
  return overDenominators(f, around, (c, denominator) => sign * c * denominator);
}

/**
 * Lemma 1, the solution u of −A_har u = f for a p-antisymmetric f: u = −Σ_m f_m/(ω·ξ) Re(m). f contains no monomials
 * with ξ = 0. At an exact resonance, ω·ξ = 0 with ξ ≠ 0, u is infinite.
 *
 * @param cutoff terms with |ω·ξ| below it are left out of u, which then solves −A_har u = f − (those terms)
 * @throws RangeError if f is p-symmetric
 */
export function harmonicInverse(f: Observable, around: Places, cutoff = 0): Observable {
  if (f.parity === 'symmetric') throw new RangeError('invalid parity; not antisymmetric: symmetric');
  return overDenominators(f, around, (c, denominator) =>
    Math.abs(denominator) < cutoff ? 0 : -c / denominator,
  );
}

function overDenominators(
  { parity, monomials, coefficients }: Observable,
  around: Places,
  rule: (c: number, denominator: number) => number,
): Observable {
  const bonds = around.bonds.length;
  const denominators = new Float64Array(bonds);
  const result = new Float64Array(monomials.count * bonds);
  for (let m = 0; m < monomials.count; m++) {
    writeDenominators(monomials, m, around, denominators);
    for (let b = 0; b < bonds; b++) {
      const c = coefficients[m * bonds + b] as number;
      if (c !== 0) result[m * bonds + b] = rule(c, denominators[b] as number);
    }
  }
  return { parity: opposite(parity), monomials, coefficients: result };
}

/**
 * The product table of A_anh (section 2) on one set of monomials: the monomials of A_anh u that each monomial of u
 * gives at each site, with their factors. It is the same for every bond and every realisation: A_anh u has the
 * coefficients Σ factor·u_m/ω_x. Entries are grouped by (monomial of u, site).
 */
export interface ProductTable {
  readonly source: MonomialSet;
  readonly target: MonomialSet;
  readonly parity: Parity;
  /**
   * For each group the monomial of u, the site x, and the end of its entries (which start at the end of the previous
   * group).
   */
  readonly groupSource: Int32Array;
  readonly groupSite: Int32Array;
  readonly groupEnd: Int32Array;
  /** For each entry the monomial of A_anh u, and the index of its factor in `factors`. */
  readonly targets: Int32Array;
  readonly codes: Uint16Array;
  readonly factors: Float64Array;
  /** Numbers of groups and entries; the arrays may be longer. */
  readonly groups: number;
  readonly entries: number;
}

/**
 * Builds the table of A_anh (section 2) on functions of one parity; adds the monomials that it generates to `target`.
 *
 * @param sites the number of local sites on which the source depends; their neighbours must be local sites too
 * @throws RangeError if a table has more than 65536 different factors
 */
export function productTable(
  source: MonomialSet,
  parity: Parity,
  forces: Forces,
  sites: number,
  target = new MonomialSet(source.width, 4 * source.count),
): ProductTable {
  let groups = 0;
  let most = 0;
  eachFactor(source, sites, (_, x, k, l) => {
    groups++;
    most += forces.stencil(x, k, l).factors.length;
  });
  const groupSource = new Int32Array(groups);
  const groupSite = new Int32Array(groups);
  const groupEnd = new Int32Array(groups);
  const targets = new Int32Array(most);
  const codes = new Uint16Array(most);
  const factors: number[] = [];
  const code = new Map<number, number>();
  const codeOf = (factor: number) => {
    const known = code.get(factor);
    if (known !== undefined) return known;
    if (factors.length === 65536) throw new RangeError('invalid table; more than 65536 factors: 65537');
    code.set(factor, factors.length);
    return factors.push(factor) - 1;
  };
  const { width } = source;
  const row = new Int32Array(width);
  const sign = parity === 'symmetric' ? 1 : -1;
  const result = opposite(parity);
  let group = 0;
  let entry = 0;
  eachFactor(source, sites, (m, x, k, l) => {
    const stencil = forces.stencil(x, k, l);
    const from = source.words;
    for (let j = 0; j < stencil.factors.length; j++) {
      for (let w = 0; w < width; w++) {
        row[w] = (from[m * width + w] as number) + (stencil.words[j * width + w] as number);
      }
      const place = target.place(row, result);
      if (place === 0) continue;
      targets[entry] = Math.abs(place) - 1;
      const factor = sign * (stencil.factors[j] as number);
      codes[entry++] = codeOf(place > 0 ? factor : -factor);
    }
    groupSource[group] = m;
    groupSite[group] = x;
    groupEnd[group++] = entry;
  });
  return {
    source,
    target,
    parity,
    groupSource,
    groupSite,
    groupEnd,
    targets,
    codes,
    factors: Float64Array.from(factors),
    groups,
    entries: entry,
  };
}

function eachFactor(
  source: MonomialSet,
  sites: number,
  visit: (monomial: number, x: number, k: number, l: number) => void,
): void {
  const { count } = source;
  for (let m = 0; m < count; m++) {
    for (let x = 0; x < sites; x++) {
      const k = source.k(m, x);
      const l = source.l(m, x);
      if (k + l > 0) visit(m, x, k, l);
    }
  }
}

/**
 * A_anh u for every bond, A_anh = −Σ_x [U'(q_x) + Σ_{y~x} V'(q_x − q_y)] ∂_{p_x} (section 2, both parts), by the table
 * of its monomials. Work: entries × bonds multiplications and additions.
 *
 * @throws RangeError if the function's monomials or parity differ from the table's
 */
export function anharmonic(f: Observable, table: ProductTable, around: Surroundings): Observable {
  if (f.monomials !== table.source || f.parity !== table.parity) {
    throw new RangeError(`invalid function; not of the table's monomials and parity: ${f.parity}`);
  }
  const bonds = around.bonds.length;
  const result = new Float64Array(table.target.count * bonds);
  const inverse = Float64Array.from(around.frequencies, (omega) => 1 / omega);
  if (bonds === 1) addProducts(f.coefficients, table, inverse, result);
  else addProductsOfMany(f.coefficients, table, inverse, bonds, result);
  return { parity: opposite(f.parity), monomials: table.target, coefficients: result };
}

function addProducts(
  source: Float64Array,
  { groups, groupSource, groupSite, groupEnd, targets, codes, factors }: ProductTable,
  inverse: Float64Array,
  result: Float64Array,
): void {
  for (let group = 0, e = 0; group < groups; group++) {
    const c =
      (source[groupSource[group] as number] as number) * (inverse[groupSite[group] as number] as number);
    for (const end = groupEnd[group] as number; e < end; e++) {
      const t = targets[e] as number;
      result[t] = (result[t] as number) + (factors[codes[e] as number] as number) * c;
    }
  }
}

/** Bonds treated together, so that one row of coefficients fills only a few cache lines. */
const BLOCK = 64;

function addProductsOfMany(
  source: Float64Array,
  { groups, groupSource, groupSite, groupEnd, targets, codes, factors }: ProductTable,
  inverse: Float64Array,
  bonds: number,
  result: Float64Array,
): void {
  const c = new Float64Array(BLOCK);
  for (let first = 0; first < bonds; first += BLOCK) {
    const length = Math.min(BLOCK, bonds - first);
    for (let group = 0, e = 0; group < groups; group++) {
      const from = (groupSource[group] as number) * bonds + first;
      const site = (groupSite[group] as number) * bonds + first;
      for (let b = 0; b < length; b++) c[b] = (source[from + b] as number) * (inverse[site + b] as number);
      for (const end = groupEnd[group] as number; e < end; e++) {
        const to = (targets[e] as number) * bonds + first;
        const factor = factors[codes[e] as number] as number;
        for (let b = 0; b < length; b++)
          result[to + b] = (result[to + b] as number) + factor * (c[b] as number);
      }
    }
  }
}
