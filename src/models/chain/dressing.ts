import type { Kernel } from '../../kernel/splitting/kernel.js';
import { modeDressing } from './kernel/dressing.js';
import type { BondFunction } from '../../kernel/transfer-kernel.js';
import { torus } from '../../lattice/torus.js';
import type { ModeFunction } from './mode-function.js';
import { modes, type Modes } from './modes.js';
import { degree, type Polynomial } from '../../potential/polynomial.js';
import { harmonicCorrector } from './hierarchy/corrector.js';
import { firstOrder, type QuarticForces } from './hierarchy/first-order.js';
import { realisedChain } from './realisation.js';
import type { ChainSpec, ChainStudy } from './spec.js';

/** Coefficients of u⁰ of the bond where the ring is cut that count; the others follow from it exactly. */
const SMALLEST = 1e-9;
/** u¹ of a bond has monomials of at most so many modes, and at most so many. */
const FIRST_ORDER_MODES = 14;
const FIRST_ORDER_TERMS = 400;

/** The coefficients of q⁴ and r⁴ where U and V have no other power, else null: u¹ is built for cubic forces alone. */
export function quarticForces({ coupling, pinning }: ChainSpec): QuarticForces | null {
  const pure = (f: Polynomial): boolean => f.every((c, k) => c === 0 || k === 0 || k === 4);
  const [V, U] = [coupling.polynomial, pinning.polynomial];
  if (!pure(V) || !pure(U) || Math.max(degree(V), degree(U)) < 4) return null;
  return { coupling: V[4] ?? 0, pinning: U[4] ?? 0 };
}

/** The functions that dress a bond: u⁰, then εu¹ where it is built. */
export function chainFunctions({ model, dressing }: ChainStudy): 0 | 1 | 2 {
  if (dressing === 0) return 0;
  return dressing > 1 && quarticForces(model) !== null ? 2 : 1;
}

/** One realisation's functions, without ε. */
interface Known {
  readonly frequencies: Float64Array;
  readonly modes: Modes;
  readonly corrector: ModeFunction;
  readonly first: ModeFunction | null;
}
/** So many realisations and cutoffs are kept: the units of a study go round through them. */
const MOST_KNOWN = 16;
const known = new WeakMap<ChainStudy, Map<string, Known>>();

function functionsOf(study: ChainStudy, realisation: number, cutoff: number): Known {
  const own = known.get(study) ?? new Map<string, Known>();
  known.set(study, own);
  const name = `${String(realisation)} ${String(cutoff)}`;
  const old = own.get(name);
  if (old) return old;
  const found = newFunctions(study, realisation, cutoff);
  if (own.size >= MOST_KNOWN) own.delete([...own.keys()][0] as string);
  own.set(name, found);
  return found;
}

function newFunctions(study: ChainStudy, realisation: number, cutoff: number): Known {
  const { frequencies, masses } = realisedChain(study, realisation);
  const { size } = study.model;
  const lattice = torus(1, size);
  const own = modes({ lattice, frequencies, masses: masses ?? new Float64Array(size).fill(1) });
  const quartic = chainFunctions(study) === 2 ? quarticForces(study.model) : null;
  const bonds = Array.from({ length: size }, (_, b) => b);
  const options = { placing: 'homes', cutoff, modes: FIRST_ORDER_MODES, terms: FIRST_ORDER_TERMS } as const;
  return {
    frequencies,
    modes: own,
    corrector: harmonicCorrector(own, [size - 1], 'homes', SMALLEST),
    first: quartic && firstOrder(own, bonds, { ...quartic, ...options }).function,
  };
}

/** u⁰ and εu¹ of every bond, with the energies of modes at their homes (5.1 and physics section 10). */
export function chainDressing(
  study: ChainStudy,
  realisation: number,
  epsilon: number,
  cutoff: number,
): BondFunction<Kernel>[] {
  if (chainFunctions(study) === 0) return [];
  const { frequencies, modes: own, corrector, first } = functionsOf(study, realisation, cutoff);
  const zeroth = modeDressing({ modes: own, function: corrector, scale: 1, running: { frequencies } });
  return first === null ? [zeroth] : [zeroth, modeDressing({ modes: own, function: first, scale: epsilon })];
}

/** What one evaluation costs for one bond and replica, in kicks of one site of a ring: two sums over a mode's sites, and a third of a kick a monomial (measured: `npm run bench`). */
export function chainEvaluation(study: ChainStudy): number {
  const coordinates = 0.2 * Math.min(study.model.size, 120);
  return [0, coordinates, 2 * coordinates + 0.35 * FIRST_ORDER_TERMS][chainFunctions(study)] as number;
}

/** Bytes of a worker: the eigenvectors three times over while they are found, then the tables of the monomials. */
export function chainDressingBytes(study: ChainStudy): number {
  const { size } = study.model;
  const count = chainFunctions(study);
  if (count === 0) return 0;
  return 8 * 5 * size * size + (count === 2 ? 100 * FIRST_ORDER_TERMS * size : 0);
}

/**
 * What of the dressing lies in the kernel's memory, about: the sites at which modes count, at most all, and the monomials (measured for ω uniform on [1, 2]
 * and N = 32 … 512: 1200 to 4800 bytes a bond for u⁰, 10 to 13 kB for εu¹).
 */
export function chainTableBytes(study: ChainStudy): number {
  const { size } = study.model;
  const count = chainFunctions(study);
  if (count === 0) return 0;
  return size * (Math.min(40 * size, 16 * size + 6000) + (count === 2 ? 14_000 : 0)) + 1e4;
}
