import { modeFunction, type ModeFunction, type ModeTerm } from '../model/mode-function.js';
import { along, type Modes } from '../model/modes.js';
import { correctorMatrix, type Placing } from './chain-corrector.js';
import { quarticPatterns, type Quartet } from './quartets.js';

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
  /** For each bond the share of ⟨(u¹)²⟩, over the modes taken, that the kept monomials do not have (independent Gaussian modes). */
  readonly leftOut: Float64Array;
  /** The smallest |Ω| that was divided by. */
  readonly smallestDenominator: number;
}

/** Beyond so many sites from the bond, products of four modes near it are left out: on rings of up to 2·48 sites none are. */
const REACH = 48;

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
  const found = bonds.map((bond) => quarticTerms(modes, bond, options));
  return {
    function: modeFunction(
      4,
      found.map(({ terms }) => terms),
    ),
    leftOut: Float64Array.from(found, ({ leftOut }) => leftOut),
    smallestDenominator: found.reduce((least, { smallest }) => Math.min(least, smallest), Infinity),
  };
}

interface Candidate {
  readonly factors: readonly number[];
  readonly coefficient: number;
  /** ⟨(c Re Πw)²⟩ for modes of energy 1. */
  readonly size: number;
  readonly order: number;
}

function quarticTerms(
  modes: Modes,
  bond: number,
  options: FirstOrderOptions,
): { readonly terms: readonly ModeTerm[]; readonly leftOut: number; readonly smallest: number } {
  const near = strongest(modes, bond, options.modes);
  const force = forceTensor(modes, bond, near, options);
  const omega = near.map((k) => modes.frequencies[k] as number);
  const at = (k: number): number => omega[k] as number;
  const candidates: Candidate[] = [];
  let smallest = Infinity;
  let total = 0;
  const consider = (quartet: Quartet): void => {
    const [a, b, c, d] = quartet;
    const forces = [force(a, b, c, d), force(b, a, c, d), force(c, a, b, d), force(d, a, b, c)];
    const mean = 0.25 * forces.reduce((sum, F) => sum + F, 0);
    const scale = 1 / (32 * at(a) * at(b) * at(c) * at(d));
    for (const { conjugate, turns, ways, meanSquare } of quarticPatterns(quartet)) {
      let [denominator, numerator] = [0, 0];
      for (let i = 0; i < 4; i++) {
        const turn = (turns[i] as number) * at(quartet[i] as number);
        denominator += turn;
        numerator += turn * (forces[i] as number);
      }
      const sharp = Math.abs(denominator) >= options.cutoff;
      const coefficient = -scale * ways * (sharp ? numerator / denominator : mean);
      if (coefficient === 0) continue;
      if (sharp) smallest = Math.min(smallest, Math.abs(denominator));
      const size = coefficient * coefficient * meanSquare;
      total += size;
      const factors = quartet.map((k, i) => 2 * (near[k] as number) + (conjugate[i] as number));
      candidates.push({ factors, coefficient, size, order: candidates.length });
    }
  };
  for (let d = 0; d < near.length; d++)
    for (let c = 0; c <= d; c++)
      for (let b = 0; b <= c; b++) for (let a = 0; a <= b; a++) consider([a, b, c, d]);
  const terms = candidates
    .sort((x, y) => y.size - x.size || x.order - y.order)
    .slice(0, options.terms)
    .sort((x, y) => x.order - y.order);
  const kept = terms.reduce((sum, { size }) => sum + size, 0);
  const all = terms.length === candidates.length;
  return { terms, leftOut: all || total === 0 ? 0 : Math.max(0, 1 - kept / total), smallest };
}

/** The modes of largest amplitude at the bond and the sites next to it, in the order of their numbers. */
function strongest({ lattice: { sites }, vectors }: Modes, bond: number, count: number): number[] {
  const amplitude = (k: number): number =>
    Math.max(
      ...[-1, 0, 1, 2].map((step) =>
        Math.abs(vectors[k * sites + ((bond + step + sites) % sites)] as number),
      ),
    );
  return Array.from({ length: sites }, (_, k) => ({ k, size: amplitude(k) }))
    .sort((a, b) => b.size - a.size || a.k - b.k)
    .slice(0, count)
    .map(({ k }) => k)
    .sort((a, b) => a - b);
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
