import { large } from '../../../data/digits.js';
import { Invalid } from '../../../data/invalid.js';
import { torus } from '../../../lattice/torus.js';
import { LARGEST_EXPONENT } from '../../../proof/hierarchy/monomials.js';
import { coefficientsInZ } from '../../../proof/hierarchy/observable.js';
import {
  finite,
  reportedFunctions,
  type FunctionReport,
  type HierarchyReport,
  type OrderReport,
} from '../../../proof/hierarchy/report.js';
import type { HierarchyRequest } from '../../hierarchy.js';
import type { ModeFunction } from '../mode-function.js';
import { modes, type Modes } from '../modes.js';
import { realisedChain } from '../realisation.js';
import type { ChainStudy } from '../spec.js';
import { harmonicCorrector } from './corrector.js';
import { affordableModes, modeDegree, modeOrderSize } from './counts.js';
import type { ChainPotentials } from './forces.js';
import { modeHierarchy, type ModeObservable } from './hierarchy.js';
import { modeVariance } from './moments.js';

/** Σ value·Re(Π w) over terms, w = z_k, or z̄_k where `conjugate`. */
export interface ChainTerm {
  readonly factors: readonly { readonly mode: number; readonly conjugate: boolean }[];
  readonly value: number;
}

/** A function of some modes; of conjugate monomials one counts. */
export interface ChainFunction extends FunctionReport {
  /** The number of its modes, the strongest at the bond. */
  readonly modes: number;
}

/** u⁽ᵏ⁾, k from 0. */
export interface ChainOrder extends OrderReport<ChainTerm>, ChainFunction {}

/** The hierarchy of one bond of a chain; its sites are all, on which the modes live. */
export interface ChainReport extends HierarchyReport<ChainOrder, ChainFunction> {
  readonly temperature: number;
  /** ω_k and centre of the modes, by number; a mode's number is its home. */
  readonly modes: { readonly frequencies: readonly number[]; readonly centres: readonly number[] };
}

/**
 * u⁽⁰⁾ … u⁽ⁿ⁾ of one bond in mode coordinates (section 5.1): see `modeHierarchy`. Default n = 1.
 *
 * @throws Invalid where there is no such bond, functions would be too large, or modes are in exact resonance
 */
export function chainReport(study: ChainStudy, request: HierarchyRequest): ChainReport {
  const { size, coupling, pinning } = study.model;
  const { bond, order = 1 } = request;
  if (bond >= size) throw new Invalid('bond', `not in 0 … ${String(size - 1)}`, bond);
  const potentials = { coupling: coupling.polynomial, pinning: pinning.polynomial };
  const counts = countsOf(order, size, potentials, request);
  const { frequencies, masses } = realisedChain(study, request.realisation);
  const lattice = torus(1, size);
  const own = modes({ lattice, frequencies, masses: masses ?? new Float64Array(size).fill(1) });
  const temperature = request.temperature ?? study.temperature[0] ?? 1;
  const zeroth = harmonicCorrector(own, [bond], 'none', 1e-12);
  const { cutoff } = request;
  const higher = modeHierarchy(own, bond, {
    ...potentials,
    order,
    counts,
    ...(cutoff !== undefined && { cutoff }),
  });
  const largest = own.frequencies.reduce((a, b) => Math.max(a, b), 0);
  for (const { order: k, smallestDenominator } of higher.orders) {
    if (smallestDenominator > ROUNDING * largest * modeDegree(k, potentials)) continue;
    const rule =
      `modes near bond ${String(bond)} are in exact resonance, ` +
      `so that order ${String(k)} of the hierarchy has no solution; --cutoff leaves such terms out`;
    throw new Invalid('frequencies', rule, smallestDenominator);
  }
  const facts = (one: ModeObservable): ChainFunction => ({
    modes: one.places.sites.length,
    monomials: one.f.coefficients.reduce((count, c) => count + (c === 0 ? 0 : 1), 0),
    norm: finite(higher.norms(one, temperature)[0] as number),
  });
  const { orders, ...end } = reportedFunctions(
    higher,
    ({ order: k, u, smallestDenominator }): ChainOrder => ({
      order: k,
      ...facts(u),
      smallestDenominator: finite(smallestDenominator),
      ...(request.terms && { terms: termsOf(u) }),
    }),
    facts,
  );
  return {
    bond: [bond, (bond + 1) % size],
    sites: Array.from({ length: size }, (_, x) => x),
    frequencies: [...frequencies],
    epsilon: request.epsilon ?? study.epsilon[0] ?? 1,
    temperature,
    modes: { frequencies: [...own.frequencies], centres: [...own.centres] },
    orders: [
      {
        order: 0,
        modes: size,
        monomials: zeroth.coefficients.length,
        smallestDenominator: finite(smallestOf(zeroth, own)),
        norm: Math.sqrt(modeVariance(zeroth, 0, temperature)),
        ...(request.terms && { terms: termsOfFunction(zeroth) }),
      },
      ...orders,
    ],
    ...end,
    warnings: [],
  };
}

/** Rounding of Ω, relative to the sum of its frequencies: below it is 0 as far as the eigenmodes are known. */
const ROUNDING = 2 ** -44;

/** Conjugate pairs of monomials that one function may have, and products that it may take: some hundred bytes each, and a minute. */
const MOST_MONOMIALS = 2e6;
const MOST_PRODUCTS = 2e8;

/** The modes of every order, and of the rest, if it is wanted. */
function countsOf(
  order: number,
  size: number,
  potentials: ChainPotentials,
  { modes: wanted, rest }: HierarchyRequest,
): number[] {
  const functions = order + (rest ? 1 : 0);
  if (modeDegree(functions, potentials) > LARGEST_EXPONENT) {
    const rule = `polynomials of a degree above ${String(LARGEST_EXPONENT)}`;
    throw new Invalid('order', rule, order);
  }
  if (wanted === undefined) return affordableModes(functions, size, potentials);
  if (wanted > size) throw new Invalid('modes', `more than the chain's ${String(size)}`, wanted);
  for (let k = 1; k <= functions; k++) {
    const { monomials, products } = modeOrderSize(k, wanted, wanted, potentials);
    const name = k > order ? 'the rest' : `order ${String(k)}`;
    const refused = (count: number, of: string, most: number): Invalid =>
      new Invalid(
        'modes',
        `${name} has about ${large(count)} ${of} of so many modes, more than ${large(most)}`,
        wanted,
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
