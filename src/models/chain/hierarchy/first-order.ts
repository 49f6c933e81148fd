import { modeFunction, type ModeFunction, type ModeTerm } from '../mode-function.js';
import { along, type Modes } from '../modes.js';
import { correctorMatrix, type Placing } from './corrector.js';
import { strongestModes } from './places.js';
import { quarticPatterns, type QuarticPattern } from './quartets.js';

/** The anharmonic part of equation (20): U = pinning·q⁴, V = coupling·r⁴. */
export interface QuarticForces {
  readonly pinning: number;
  readonly coupling: number;
}

export interface FirstOrderOptions extends QuarticForces {
  readonly placing: Placing;
  /** |Ω| below which a monomial is not divided by its frequency Ω. */
  readonly cutoff: number;
  /** Only monomials of the so many modes that are strongest at the bond. */
  readonly modes: number;
  /** Only the so many monomials of largest mean square. */
  readonly terms: number;
}

/** u¹ of some bonds, and how much of it was left out. */
export interface FirstOrder {
  readonly function: ModeFunction;
  /** For each bond the share of Σ c²⟨(Re Πw)²⟩, over the modes taken, that the kept monomials do not have (independent Gaussian modes). */
  readonly leftOut: Float64Array;
  /** The smallest |Ω| that was divided by. */
  readonly smallestDenominator: number;
}

/** Beyond so many sites from the bond, products of four modes near it are left out: on rings of up to 2·32 sites none are. */
const REACH = 32;

/**
 * The first order of the hierarchy for the chain (20), in mode coordinates:
 *
 *   −A_har u¹ = f,   f = j¹ + A_anh u⁰ = Σ_{l;abc} F_{l;abc} P_lQ_aQ_bQ_c,
 *   F_{l;abc} = 2v[φ_l(x) + φ_l(x+1)]Δ_aΔ_bΔ_c − 8u Σ_y ψ_l φ_aφ_bφ_c − 8v Σ_{bonds y} Δψ_l Δ_aΔ_bΔ_c,   ψ_l(y) = Σ_k C_lkφ_k(y),
 *
 * Δ the difference of a mode's shape along a bond: the tensor of the cubic forces, contracted with C of order 0. A monomial of
 * frequency Ω = Σ ±ω of its four modes is divided by iΩ, as in the hierarchy (8). Where all four F are equal (the four modes on one side of the bond) Ω
 * cancels; so below `cutoff` F is replaced by its mean over the four modes, which leaves a bounded coefficient, and in f − (−A_har u¹) the deviations from it.
 *
 * Any u¹ may dress a current: what is left out, or rounded, only leaves more of its fluctuation.
 */
export function firstOrder(modes: Modes, bonds: readonly number[], options: FirstOrderOptions): FirstOrder {
  const room = bench(options.modes);
  const found = bonds.map((bond) => quarticTerms(modes, bond, options, room));
  return {
    function: modeFunction(
      4,
      found.map(({ terms }) => terms),
    ),
    leftOut: Float64Array.from(found, ({ leftOut }) => leftOut),
    smallestDenominator: found.reduce((least, { smallest }) => Math.min(least, smallest), Infinity),
  };
}

/** Room for the monomials of one bond before the largest are chosen: many thousands for each bond, so that they are numbers and not objects. */
interface Bench {
  /** The quartet of each monomial, by local numbers of its modes, and which of its patterns it is. */
  readonly quartets: Uint8Array;
  readonly patterns: Uint8Array;
  readonly coefficients: Float64Array;
  /** ⟨(c Re Πw)²⟩ for modes of energy 1. */
  readonly sizes: Float64Array;
}

/** A quartet has at most 8 patterns. */
function bench(modes: number): Bench {
  const most = (8 * (modes * (modes + 1) * (modes + 2) * (modes + 3))) / 24;
  return {
    quartets: new Uint8Array(4 * most),
    patterns: new Uint8Array(most),
    coefficients: new Float64Array(most),
    sizes: new Float64Array(most),
  };
}

function quarticTerms(
  modes: Modes,
  bond: number,
  options: FirstOrderOptions,
  { quartets, patterns, coefficients, sizes }: Bench,
): { readonly terms: readonly ModeTerm[]; readonly leftOut: number; readonly smallest: number } {
  const near = [...strongestModes(modes, bond, options.modes)].sort((a, b) => a - b);
  const force = forceTensor(modes, bond, near, options);
  const omega = near.map((k) => modes.frequencies[k] as number);
  let [count, smallest, total] = [0, Infinity, 0];
  const consider = (a: number, b: number, c: number, d: number): void => {
    const [wa, wb, wc, wd] = [omega[a] as number, omega[b] as number, omega[c] as number, omega[d] as number];
    const [fa, fb, fc, fd] = [force(a, b, c, d), force(b, a, c, d), force(c, a, b, d), force(d, a, b, c)];
    const mean = 0.25 * (fa + fb + fc + fd);
    const scale = 1 / (32 * (wa * wb * (wc * wd)));
    const all = quarticPatterns(a === b, b === c, c === d);
    for (let i = 0; i < all.length; i++) {
      const { turns, ways, meanSquare } = all[i] as QuarticPattern;
      const [ta, tb, tc, td] = [turns[0] * wa, turns[1] * wb, turns[2] * wc, turns[3] * wd];
      const denominator = ta + tb + (tc + td);
      const sharp = Math.abs(denominator) >= options.cutoff;
      const numerator = ta * fa + tb * fb + (tc * fc + td * fd);
      const coefficient = -scale * ways * (sharp ? numerator / denominator : mean);
      if (coefficient === 0) continue;
      if (sharp) smallest = Math.min(smallest, Math.abs(denominator));
      const size = coefficient * coefficient * meanSquare;
      total += size;
      quartets[4 * count] = a;
      quartets[4 * count + 1] = b;
      quartets[4 * count + 2] = c;
      quartets[4 * count + 3] = d;
      patterns[count] = i;
      coefficients[count] = coefficient;
      sizes[count] = size;
      count += 1;
    }
  };
  for (let d = 0; d < near.length; d++)
    for (let c = 0; c <= d; c++)
      for (let b = 0; b <= c; b++) for (let a = 0; a <= b; a++) consider(a, b, c, d);
  const least = count <= options.terms ? 0 : (sizes.slice(0, count).sort()[count - options.terms] as number);
  const terms: ModeTerm[] = [];
  let kept = 0;
  for (let t = 0; t < count && terms.length < options.terms; t++) {
    if ((sizes[t] as number) < least) continue;
    kept += sizes[t] as number;
    const own = [...quartets.subarray(4 * t, 4 * t + 4)] as [number, number, number, number];
    const [a, b, c, d] = own;
    const { conjugate } = quarticPatterns(a === b, b === c, c === d)[patterns[t] as number] as QuarticPattern;
    terms.push({
      factors: own.map((k, i) => 2 * (near[k] as number) + (conjugate[i] as number)),
      coefficient: coefficients[t] as number,
    });
  }
  const whole = terms.length === count || total === 0;
  return { terms, leftOut: whole ? 0 : Math.max(0, 1 - kept / total), smallest };
}

/** F_{l;abc} for local numbers l, a ≤ b ≤ c of the modes `near`: a product of two tables, (l, a) and (b, c), over sites, bonds and the current. */
function forceTensor(
  { lattice: { sites }, shapes, ...modes }: Modes,
  bond: number,
  near: readonly number[],
  { placing, pinning, coupling }: FirstOrderOptions,
): (l: number, a: number, b: number, c: number) => number {
  const c = correctorMatrix(
    { lattice: { sites } as Modes['lattice'], shapes, ...modes },
    bond,
    placing,
    near,
  );
  const seen = Array.from({ length: sites }, (_, y) => y).filter(
    (y) => Math.abs(along(sites, bond, y)) <= REACH,
  );
  const next = (y: number): number => (y + 1) % sites;
  const phi = (k: number, y: number): number => shapes[k * sites + y] as number;
  /** Values at the sites, then differences along the bonds that begin there, then that along this bond. */
  const table = (at: (y: number) => number): Float64Array =>
    Float64Array.from([...seen.map(at), ...seen.map((y) => at(y) - at(next(y))), at(bond) - at(next(bond))]);
  const own = near.map((k) => table((y) => phi(k, y)));
  const weighted = near.map((k, l) => {
    const psi = new Float64Array(sites);
    for (let other = 0; other < sites; other++) {
      const entry = c[l * sites + other] as number;
      for (let y = 0; y < sites; y++) psi[y] = (psi[y] as number) + entry * phi(other, y);
    }
    const values = table((y) => psi[y] as number).map(
      (value, i) => -8 * (i < seen.length ? pinning : coupling) * value,
    );
    values[2 * seen.length] = 2 * coupling * (phi(k, bond) + phi(k, next(bond)));
    return values;
  });
  const count = near.length;
  const pairs = near.flatMap((_, b) =>
    own.map((values) => values.map((value, i) => value * ((own[b] as Float64Array)[i] as number))),
  );
  const forced = weighted.flatMap((weights) =>
    own.map((values) => values.map((value, i) => value * (weights[i] as number))),
  );
  return (l, a, b, d) => {
    const left = forced[l * count + a] as Float64Array;
    const right = pairs[b * count + d] as Float64Array;
    let sum = 0;
    for (let i = 0; i < left.length; i++) sum += (left[i] as number) * (right[i] as number);
    return sum;
  };
}
