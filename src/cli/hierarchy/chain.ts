import { torus } from '../../lattice/torus.js';
import type { ModeFunction } from '../../models/chain/mode-function.js';
import { modes, type Modes } from '../../models/chain/modes.js';
import { harmonicCorrector } from '../../models/chain/hierarchy/corrector.js';
import { affordableModes, modeDegree, modeOrderSize } from '../../models/chain/hierarchy/counts.js';
import type { ChainPotentials } from '../../models/chain/hierarchy/forces.js';
import { modeHierarchy, type ModeObservable } from '../../models/chain/hierarchy/hierarchy.js';
import { modeVariance } from '../../models/chain/hierarchy/moments.js';
import { meanSquares } from '../../proof/hierarchy/moments.js';
import { LARGEST_EXPONENT } from '../../proof/hierarchy/monomials.js';
import { coefficientsInZ } from '../../proof/hierarchy/observable.js';
import { realisedChain } from '../../models/chain/realisation.js';
import type { ChainStudy } from '../../models/chain/spec.js';
import { Refusal } from '../failure.js';
import type { HierarchyFlags } from './flags.js';
import { large } from '../numbers.js';

/** Σ value·Re(Π w) over terms, w = z_k, or z̄_k where `conjugate`. */
export interface ChainTerm {
  readonly factors: readonly { readonly mode: number; readonly conjugate: boolean }[];
  readonly value: number;
}

/** A function of some modes. */
export interface ChainFunctionReport {
  /** The number of its modes, the strongest at the bond. */
  readonly modes: number;
  /** One of each conjugate pair. */
  readonly monomials: number;
  /** Var^½ over the Gibbs measure at ε = 0; null where it is no finite number. */
  readonly norm: number | null;
}

/** u⁽ᵏ⁾. */
export interface ChainOrderReport extends ChainFunctionReport {
  /** k, from 0. */
  readonly order: number;
  /** The smallest |Ω|, or |ω_k ± ω_l|, of a monomial with a denominator. */
  readonly smallestDenominator: number | null;
  readonly terms?: readonly ChainTerm[];
}

/** What `falloff hierarchy` says of a bond of a chain. */
export interface ChainHierarchyReport {
  readonly bond: readonly [tail: number, head: number];
  /** All sites, on which the modes live, and their ω_x. */
  readonly sites: readonly number[];
  readonly frequencies: readonly number[];
  readonly epsilon: number;
  readonly temperature: number;
  /** ω_k and centre of the modes, by number; a mode's number is its home. */
  readonly modes: { readonly frequencies: readonly number[]; readonly centres: readonly number[] };
  readonly orders: readonly ChainOrderReport[];
  /** A_anh u⁽ⁿ⁾ (for n = 0 with j¹), where it was asked for. */
  readonly remainder?: ChainFunctionReport;
}

/**
 * u⁽⁰⁾ … u⁽ⁿ⁾ of one bond in mode coordinates (section 5.1): see `modeHierarchy`. Default n = 1.
 *
 * @throws Refusal where there is no such bond, functions would be too large, or modes are in exact resonance
 */
export function chainHierarchyReport(study: ChainStudy, flags: HierarchyFlags): ChainHierarchyReport {
  const { size, coupling, pinning } = study.model;
  const { bond, order = 1 } = flags;
  if (bond >= size) throw new Refusal('bond', `not in 0 … ${String(size - 1)}`, String(bond));
  const potentials = { coupling: coupling.polynomial, pinning: pinning.polynomial };
  const counts = countsOf(order, size, potentials, flags);
  const { frequencies, masses } = realisedChain(study, flags.realisation);
  const lattice = torus(1, size);
  const own = modes({ lattice, frequencies, masses: masses ?? new Float64Array(size).fill(1) });
  const temperature = flags.temperature ?? study.temperature[0] ?? 1;
  const zeroth = harmonicCorrector(own, [bond], 'none', 1e-12);
  const { cutoff } = flags;
  const { orders, remainder } = modeHierarchy(own, bond, {
    ...potentials,
    order,
    counts,
    ...(cutoff !== undefined && { cutoff }),
  });
  const largest = own.frequencies.reduce((a, b) => Math.max(a, b), 0);
  for (const { order: k, smallestDenominator } of orders) {
    if (smallestDenominator > ROUNDING * largest * modeDegree(k, potentials)) continue;
    const rule =
      `modes near bond ${String(bond)} are in exact resonance, ` +
      `so that order ${String(k)} of the hierarchy has no solution; --cutoff leaves such terms out`;
    throw new Refusal('frequencies', rule, String(smallestDenominator));
  }
  const told = (one: ModeObservable): ChainFunctionReport => ({
    modes: one.places.sites.length,
    monomials: one.f.coefficients.reduce((count, c) => count + (c === 0 ? 0 : 1), 0),
    norm: finite(Math.sqrt(meanSquares(one.f, one.places, temperature)[0] as number)),
  });
  return {
    bond: [bond, (bond + 1) % size],
    sites: Array.from({ length: size }, (_, x) => x),
    frequencies: [...frequencies],
    epsilon: flags.epsilon ?? study.epsilon[0] ?? 1,
    temperature,
    modes: { frequencies: [...own.frequencies], centres: [...own.centres] },
    orders: [
      {
        order: 0,
        modes: size,
        monomials: zeroth.coefficients.length,
        smallestDenominator: finite(smallestOf(zeroth, own)),
        norm: Math.sqrt(modeVariance(zeroth, 0, temperature)),
        ...(flags.terms && { terms: termsOfFunction(zeroth) }),
      },
      ...orders.map((one) => ({
        order: one.order,
        ...told(one.u),
        smallestDenominator: finite(one.smallestDenominator),
        ...(flags.terms && { terms: termsOf(one.u) }),
      })),
    ],
    ...(remainder && { remainder: told(remainder) }),
  };
}

/** Rounding of Ω, relative to the sum of its frequencies: below it is 0 as far as the eigenmodes are known. */
const ROUNDING = 2 ** -44;

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Conjugate pairs of monomials that one function may have, and products that it may take: some hundred bytes each, and a minute. */
const MOST_MONOMIALS = 2e6;
const MOST_PRODUCTS = 2e8;

/** The modes of every order, and of the rest, if it is wanted. */
function countsOf(
  order: number,
  size: number,
  potentials: ChainPotentials,
  { modes: wanted, rest }: HierarchyFlags,
): number[] {
  const functions = order + (rest ? 1 : 0);
  if (modeDegree(functions, potentials) > LARGEST_EXPONENT) {
    const rule = `polynomials of a degree above ${String(LARGEST_EXPONENT)}`;
    throw new Refusal('order', rule, String(order));
  }
  if (wanted === undefined) return affordableModes(functions, size, potentials);
  if (wanted > size) throw new Refusal('modes', `more than the chain's ${String(size)}`, String(wanted));
  for (let k = 1; k <= functions; k++) {
    const { monomials, products } = modeOrderSize(k, wanted, wanted, potentials);
    const name = k > order ? 'the rest' : `order ${String(k)}`;
    const refused = (count: number, of: string, most: number): Refusal =>
      new Refusal(
        'modes',
        `${name} has about ${large(count)} ${of} of so many modes, more than ${large(most)}`,
        String(wanted),
      );
    if (monomials > MOST_MONOMIALS) throw refused(monomials, 'monomials', MOST_MONOMIALS);
    if (products > MOST_PRODUCTS) throw refused(products, 'products of monomials', MOST_PRODUCTS);
  }
  return new Array<number>(functions).fill(wanted);
}

function termsOfFunction(f: ModeFunction): ChainTerm[] {
  return Array.from(f.coefficients, (value, t) => ({
    factors: Array.from(f.factors.subarray(t * f.degree, (t + 1) * f.degree), (w) => ({
      mode: w >> 1,
      conjugate: w % 2 === 1,
    })),
    value,
  }));
}

function termsOf({ f, places }: ModeObservable): ChainTerm[] {
  const copies = (mode: number, conjugate: boolean, count: number): ChainTerm['factors'] =>
    Array.from({ length: count }, () => ({ mode, conjugate }));
  return Array.from(coefficientsInZ(f, places), (value, m) => ({
    factors: Array.from(places.sites)
      .flatMap((mode, x) => [
        ...copies(mode, false, f.monomials.k(m, x)),
        ...copies(mode, true, f.monomials.l(m, x)),
      ])
      .sort((a, b) => a.mode - b.mode),
    value,
  })).filter(({ value }) => value !== 0);
}

/** The smallest |ω_k ± ω_l| of the monomials with a phase. */
function smallestOf(f: ModeFunction, { frequencies }: Modes): number {
  let least = Infinity;
  for (let t = 0; t < f.coefficients.length; t++) {
    let sum = 0;
    for (const w of f.factors.subarray(2 * t, 2 * t + 2))
      sum += (w % 2 === 0 ? 1 : -1) * (frequencies[w >> 1] as number);
    if (sum !== 0) least = Math.min(least, Math.abs(sum));
  }
  return least;
}
