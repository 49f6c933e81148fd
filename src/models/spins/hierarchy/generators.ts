import { MonomialSet } from '../../../proof/hierarchy/monomials.js';
import {
  isSecular,
  presentTerms,
  placed,
  spinPower,
  spinWord,
  writeFrequencies,
  type SpinObservable,
  type SpinPower,
} from './monomials.js';
import { MINUS, PLUS, Z, type SpinSurroundings } from './surroundings.js';

/** One term i·factor·h^α (S^z)^a (S^+ or S^−)^|n| of a rotated power; `axis` is α. */
interface Rotated extends SpinPower {
  readonly axis: 0 | 1 | 2;
  readonly factor: number;
}

/**
 * The rate of change of (S^z)^a (S^+)^n under the rotation Ṡ = h∧S, n ≥ 0, by dS^z = (h^−S^+ − h^+S^−)/(2i), dS^+ = i(h^zS^+ − h^+S^z) and
 * S^−S^+ = 1 − (S^z)²; for n < 0 the conjugate, with h^+ and h^− exchanged.
 */
function rotatedPower({ a, n }: SpinPower): Rotated[] {
  const m = Math.abs(n);
  const up: Rotated[] = [];
  const term = (axis: 0 | 1 | 2, factor: number, aNew: number, nNew: number): void => {
    if (factor !== 0) up.push({ axis, factor, a: aNew, n: nNew });
  };
  term(Z, m, a, m);
  term(PLUS, -m, a + 1, m - 1);
  if (a > 0) {
    // 1/(2i) = −i/2.
    term(MINUS, -a / 2, a - 1, m + 1);
    if (m === 0) term(PLUS, a / 2, a - 1, -1);
    else {
      term(PLUS, a / 2, a - 1, m - 1);
      term(PLUS, -a / 2, a + 1, m - 1);
    }
  }
  if (n >= 0) return up;
  const swapped = { [Z]: Z, [PLUS]: MINUS, [MINUS]: PLUS } as const;
  return up.map((turned) => ({
    axis: swapped[turned.axis],
    factor: -turned.factor,
    a: turned.a,
    n: -turned.n,
  }));
}

/** (S^z)^a (S^±)^|n| times one component: one or two powers with their signs. */
function timesComponent(
  { a, n }: SpinPower,
  component: 0 | 1 | 2,
): readonly (SpinPower & { readonly sign: 1 | -1 })[] {
  if (component === Z) return [{ a: a + 1, n, sign: 1 }];
  const step = component === PLUS ? 1 : -1;
  if (n * step >= 0) return [{ a, n: n + step, sign: 1 }];
  return [
    { a, n: n + step, sign: 1 },
    { a: a + 2, n: n + step, sign: -1 },
  ];
}

/**
 * The product table of A_anh, the rotation of every S_x about S_{x−1} + S_{x+1}, on one set of monomials. Entries are grouped by (monomial, site): an entry
 * adds i·factor·G·c to its target, or the conjugate of that, G one of the surroundings' turns.
 */
export interface SpinTable {
  readonly source: MonomialSet;
  readonly target: MonomialSet;
  readonly groupSource: Int32Array;
  readonly groupSite: Int32Array;
  readonly groupEnd: Int32Array;
  readonly targets: Int32Array;
  readonly turns: Int32Array;
  readonly factors: Float64Array;
  readonly conjugated: Uint8Array;
}

/**
 * @param sites the number of local sites that the source depends on; their neighbours must be local sites too
 */
export function spinTable(
  source: MonomialSet,
  { neighbourhood, places }: Pick<SpinSurroundings, 'neighbourhood' | 'places'>,
  sites: number,
): SpinTable {
  const target = new MonomialSet(source.width, 4 * source.count);
  const [groupSource, groupSite, groupEnd]: [number[], number[], number[]] = [[], [], []];
  const [targets, turns, factors, conjugated]: [number[], number[], number[], number[]] = [[], [], [], []];
  const row = new Int32Array(source.width);
  for (let m = 0; m < source.count; m++) {
    const words = source.words.slice(m * source.width, (m + 1) * source.width);
    const secular = isSecular(source, m);
    for (let x = 0; x < sites; x++) {
      const power = spinPower(source, m, x);
      if (power.a === 0 && power.n === 0) continue;
      const rotated = rotatedPower(power);
      (neighbourhood.neighbours[x] as readonly number[]).forEach((y, k) => {
        const place = (places[x] as readonly number[])[k] as number;
        for (const { axis, factor, a, n } of rotated) {
          for (const component of [Z, PLUS, MINUS] as const) {
            for (const product of timesComponent(spinPower(source, m, y), component)) {
              row.set(words);
              row[x] = spinWord({ a, n });
              row[y] = spinWord(product);
              const found = placed(target, row);
              // Of a real function both conjugates come up: one of them is kept.
              if (secular && found.conjugated) continue;
              targets.push(found.number);
              turns.push(9 * place + 3 * axis + component);
              factors.push(product.sign * factor);
              conjugated.push(found.conjugated ? 1 : 0);
            }
          }
        }
      });
      groupSource.push(m);
      groupSite.push(x);
      groupEnd.push(targets.length);
    }
  }
  return {
    source,
    target,
    groupSource: Int32Array.from(groupSource),
    groupSite: Int32Array.from(groupSite),
    groupEnd: Int32Array.from(groupEnd),
    targets: Int32Array.from(targets),
    turns: Int32Array.from(turns),
    factors: Float64Array.from(factors),
    conjugated: Uint8Array.from(conjugated),
  };
}

/**
 * Σ_x w_x A_anh,x f for every bond, A_anh,x the part of A_anh that moves S_x; all weights 1 for A_anh itself.
 *
 * @throws RangeError where the function's monomials are not the table's
 */
export function exchanged(
  f: SpinObservable,
  table: SpinTable,
  around: SpinSurroundings,
  weight: (site: number) => number = () => 1,
): SpinObservable {
  if (f.monomials !== table.source) throw new RangeError('invalid function; not of the table: its monomials');
  const bonds = around.bonds.length;
  const result = new Float64Array(2 * table.target.count * bonds);
  const { groupSource, groupSite, groupEnd, targets, turns, factors, conjugated } = table;
  for (let group = 0, e = 0; group < groupEnd.length; group++) {
    const m = groupSource[group] as number;
    const w = weight(groupSite[group] as number);
    const end = groupEnd[group] as number;
    if (w === 0) {
      e = end;
      continue;
    }
    const [re, im] = [2 * m * bonds, (2 * m + 1) * bonds];
    const real = isSecular(f.monomials, m);
    for (; e < end; e++) {
      const factor = w * (factors[e] as number);
      const sign = conjugated[e] === 1 ? -1 : 1;
      const to = 2 * (targets[e] as number) * bonds;
      // A secular target takes c·g and its conjugate, c·g alone where the source is secular too.
      const twice = !real && isSecularTarget(table, targets[e] as number);
      const turn = 2 * (turns[e] as number) * bonds;
      for (let b = 0; b < bonds; b++) {
        const [p, q] = [f.coefficients[re + b] as number, f.coefficients[im + b] as number];
        const [r, s] = [around.turns[turn + b] as number, around.turns[turn + bonds + b] as number];
        // i(p + iq)(r + is) = −(ps + qr) + i(pr − qs)
        const x = -factor * (p * s + q * r);
        const y = factor * (p * r - q * s);
        result[to + b] = (result[to + b] as number) + (twice ? 2 * x : x);
        if (!twice) result[to + bonds + b] = (result[to + bonds + b] as number) + sign * y;
      }
    }
  }
  return { monomials: table.target, coefficients: result };
}

const secularTargets = new WeakMap<SpinTable, Uint8Array>();

function isSecularTarget(table: SpinTable, number: number): boolean {
  const known =
    secularTargets.get(table) ??
    Uint8Array.from({ length: table.target.count }, (_, m) => (isSecular(table.target, m) ? 1 : 0));
  secularTargets.set(table, known);
  return known[number] === 1;
}

/**
 * Σ_x w_x A_har,x f for every bond: A_har,x m = i|ω_x|(b_x − c_x) m.
 */
export function precessed(
  f: SpinObservable,
  around: SpinSurroundings,
  weight: (site: number) => number = () => 1,
): SpinObservable {
  const bonds = around.bonds.length;
  const weighted = {
    ...around,
    frequencies: around.frequencies.map((w, i) => w * weight(Math.floor(i / bonds))),
  };
  return overFrequencies(f, weighted, (re, im, frequency) => [-frequency * im, frequency * re]);
}

/** The solution of −A_har u = f, and what of f it leaves unsolved. */
export interface Solution {
  readonly u: SpinObservable;
  /** The largest |c| of a secular term of f, of every bond: these are kept aside, as −A_har u = f has no solution with them. */
  readonly secular: Float64Array;
  /** The smallest frequency by which a term was divided, of every bond; ∞ where u = 0. */
  readonly smallestDenominators: Float64Array;
}

/** u_m = i f_m/Ω_m for the terms with |Ω_m| at least `cutoff`; secular terms (Ω = 0 whatever the fields are) are left out. */
export function harmonicSolution(f: SpinObservable, around: SpinSurroundings, cutoff = 0): Solution {
  const bonds = around.bonds.length;
  const secular = new Float64Array(bonds);
  const smallestDenominators = new Float64Array(bonds).fill(Infinity);
  // Terms that cancel leave their rounding, whose denominators mean nothing.
  const present = new Uint8Array(f.monomials.count);
  for (const m of presentTerms(f)) present[m] = 1;
  const u = overFrequencies(f, around, (re, im, frequency, m, b) => {
    if (isSecular(f.monomials, m)) {
      secular[b] = Math.max(secular[b] as number, Math.abs(re));
      return [0, 0];
    }
    if (present[m] === 0 || (re === 0 && im === 0) || Math.abs(frequency) < cutoff) return [0, 0];
    smallestDenominators[b] = Math.min(smallestDenominators[b] as number, Math.abs(frequency));
    return [-im / frequency, re / frequency];
  });
  return { u, secular, smallestDenominators };
}

function overFrequencies(
  { monomials, coefficients }: SpinObservable,
  around: SpinSurroundings,
  rule: (re: number, im: number, frequency: number, m: number, b: number) => readonly [number, number],
): SpinObservable {
  const bonds = around.bonds.length;
  const frequencies = new Float64Array(bonds);
  const result = new Float64Array(coefficients.length);
  for (let m = 0; 2 * m * bonds < coefficients.length; m++) {
    writeFrequencies(monomials, m, around, frequencies);
    for (let b = 0; b < bonds; b++) {
      const at = 2 * m * bonds + b;
      const [re, im] = rule(
        coefficients[at] as number,
        coefficients[at + bonds] as number,
        frequencies[b] as number,
        m,
        b,
      );
      result[at] = re;
      result[at + bonds] = im;
    }
  }
  return { monomials, coefficients: result };
}
