import { torus } from '../lattice/torus.js';
import type { ModeFunction } from '../model/mode-function.js';
import { modes, type Modes } from '../model/modes.js';
import { harmonicCorrector } from '../proof/chain-corrector.js';
import { firstOrder } from '../proof/chain-hierarchy.js';
import { modeVariance } from '../proof/mode-moments.js';
import { quarticForces } from '../study/chain-dressing.js';
import { realisedChain } from '../study/realised-chain.js';
import type { ChainSpec, StudyOf } from '../study/study.js';
import { tableLines } from './columns.js';
import { Refusal } from './failure.js';
import type { HierarchyFlags } from './hierarchy-flags.js';
import { three, titleLine } from './realisation.js';
import { wrapped } from './terminal.js';

/** Σ value·Re(Π w) over terms, w = z_k, or z̄_k where `conjugate`. */
interface Term {
  readonly factors: readonly { readonly mode: number; readonly conjugate: boolean }[];
  readonly value: number;
}

interface OrderReport {
  /** k of u⁽ᵏ⁾, from 0. */
  readonly order: number;
  /** One of each conjugate pair. */
  readonly monomials: number;
  /** The smallest |Ω|, or |ω_k ± ω_l|, of a monomial with a denominator. */
  readonly smallestDenominator: number | null;
  /** Var(u⁽ᵏ⁾)^½ over the Gibbs measure at ε = 0. */
  readonly norm: number;
  readonly terms?: readonly Term[];
}

/** What `falloff hierarchy` says of a bond of a chain. */
export interface ChainHierarchyReport {
  readonly bond: readonly [tail: number, head: number];
  readonly epsilon: number;
  readonly temperature: number;
  /** ω_k and centre of the modes, by number; a mode's number is its home. */
  readonly modes: { readonly frequencies: readonly number[]; readonly centres: readonly number[] };
  readonly orders: readonly OrderReport[];
}

/** Modes that u⁽¹⁾ is made of, the strongest at the bond. */
const MODES = 12;

/**
 * u⁽⁰⁾ and u⁽¹⁾ of one bond in mode coordinates: −A_har u⁽⁰⁾ = j⁰, −A_har u⁽¹⁾ = j¹ + A_anh u⁽⁰⁾ (section 5.1).
 *
 * @throws Refusal for a higher order, for --rest, and for forces that are not cubic
 */
export function chainHierarchyReport(study: StudyOf<ChainSpec>, flags: HierarchyFlags): ChainHierarchyReport {
  const { model } = study;
  const { size } = model;
  const quartic = quarticForces(model);
  const order = flags.order ?? (quartic === null ? 0 : 1);
  if (flags.rest) throw new Refusal('rest', 'not built for kind: chain', 'true');
  if (order > 1) throw new Refusal('order', 'above 1, which is not built for kind: chain', String(order));
  if (order === 1 && quartic === null)
    throw new Refusal('order', 'above 0, but V and U are not c·r^4 and c·q^4', String(order));
  if (flags.bond >= size) throw new Refusal('bond', `not in 0 … ${String(size - 1)}`, String(flags.bond));
  const { frequencies, masses } = realisedChain(study, flags.realisation - 1);
  const own = modes({
    lattice: torus(1, size),
    frequencies,
    masses: masses ?? new Float64Array(size).fill(1),
  });
  const temperature = flags.temperature ?? study.temperature[0] ?? 1;
  const zeroth = harmonicCorrector(own, [flags.bond], 'none', 1e-12);
  const told = (k: number, f: ModeFunction, smallest: number | null): OrderReport => ({
    order: k,
    monomials: f.coefficients.length,
    smallestDenominator: smallest,
    norm: Math.sqrt(modeVariance(f, 0, temperature)),
    ...(flags.terms && { terms: termsOf(f) }),
  });
  const orders = [told(0, zeroth, smallestOf(zeroth, own))];
  if (order === 1 && quartic !== null) {
    const { function: f, smallestDenominator } = firstOrder(own, [flags.bond], {
      ...quartic,
      placing: 'none',
      cutoff: flags.cutoff ?? 0,
      modes: Math.min(MODES, size),
      terms: Infinity,
    });
    orders.push(told(1, f, smallestDenominator));
  }
  return {
    bond: [flags.bond, (flags.bond + 1) % size],
    epsilon: flags.epsilon ?? study.epsilon[0] ?? 1,
    temperature,
    modes: { frequencies: [...own.frequencies], centres: [...own.centres] },
    orders,
  };
}

function termsOf(f: ModeFunction): Term[] {
  return Array.from(f.coefficients, (value, t) => ({
    factors: Array.from(f.factors.subarray(t * f.degree, (t + 1) * f.degree), (w) => ({
      mode: w >> 1,
      conjugate: w % 2 === 1,
    })),
    value,
  }));
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

export function chainHierarchyText(
  study: StudyOf<ChainSpec>,
  { bond, epsilon, temperature, orders }: ChainHierarchyReport,
  width: number,
): string {
  const line = (text: string): string => wrapped(text, width, '  ');
  const [zeroth] = orders;
  return `${[
    line(titleLine(study)),
    line(
      `Bond (${bond.join(', ')}), ε = ${three(epsilon)}, T = ${three(temperature)}, in the coordinates z_k = ω_kQ_k + iP_k of the chain's modes (section 5.1):`,
    ),
    line('−A_har u⁽⁰⁾ = j⁰ exactly; −A_har u⁽¹⁾ = j¹ + A_anh u⁽⁰⁾, of the strongest modes at the bond.'),
    '',
    ...tableLines([
      { title: 'order', cells: orders.map(({ order }) => String(order)) },
      { title: 'monomials', cells: orders.map(({ monomials }) => String(monomials)) },
      { title: 'norm', cells: orders.map(({ norm }) => three(norm)) },
      { title: 'times ε^order', cells: orders.map(({ order, norm }) => three(norm * epsilon ** order)) },
      { title: 'smallest |Ω|', cells: orders.map(({ smallestDenominator }) => three(smallestDenominator)) },
    ]),
    '',
    line(
      `Order 0 is never divided by its smallest |Ω|: with C_kl = ½Σ_{y≤x} ξ_k(y)ξ_l(y) the denominators cancel (the paper's lucky cancellation), and its norm is ${three(zeroth?.norm ?? null)}.`,
    ),
  ].join('\n')}\n`;
}
