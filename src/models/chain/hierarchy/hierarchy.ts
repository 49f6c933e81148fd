import type { Modes } from '../modes.js';
import { correctorMatrix, type Placing } from './corrector.js';
import { harmonic, harmonicInverse, opposite } from '../../../proof/hierarchy/generators.js';
import { modeForces, type ChainPotentials, type ModeForces } from './forces.js';
import { modePlaces, strongestModes } from './places.js';
import { exponentWord, wordsFor, type Parity } from '../../../proof/hierarchy/monomials.js';
import { MonomialSum } from './monomial-sum.js';
import { meanSquares } from '../../../proof/hierarchy/moments.js';
import { solved, type HierarchyAlgebra, type SolvedHierarchy } from '../../../proof/hierarchy/recursion.js';
import type { Places } from '../../../proof/hierarchy/neighbourhood.js';
import { smallestDenominators, type Observable } from '../../../proof/hierarchy/observable.js';

/** A polynomial in the coordinates of some modes. */
export interface ModeObservable {
  readonly f: Observable;
  /** Its modes, strongest first. */
  readonly places: Places;
  /** Of j¹ + A_anh u⁽⁰⁾ = Σ_k P_kB_k(Q) alone: see `FirstForces`. */
  readonly potential?: Observable;
}

/** u⁽ᵏ⁾, k ≥ 1. */
export interface ModeSolution {
  readonly u: ModeObservable;
  /** The smallest |Ω| by which a term was divided; ∞ where there is none. */
  readonly smallestDenominator: number;
}

/** u⁽¹⁾ … u⁽ⁿ⁾; the remainder is A_anh u⁽ⁿ⁾, or j¹ + A_anh u⁽⁰⁾ for n = 0. */
export interface ModeHierarchy extends SolvedHierarchy<ModeObservable, ModeSolution> {
  readonly norms: HierarchyAlgebra<ModeObservable>['norms'];
}

export interface ModeHierarchyOptions extends ChainPotentials {
  /** n ≥ 0. */
  readonly order: number;
  /** M₁ ≥ M₂ ≥ … : how many modes u⁽¹⁾, u⁽²⁾ … u⁽ⁿ⁾ are made of, the strongest at the bond; an (n+1)-th is for the remainder, which is left out without it. */
  readonly counts: readonly number[];
  /** |Ω| below which a term is not divided by Ω. Default 0. */
  readonly cutoff?: number;
  /** Where u⁽⁰⁾ counts the energies that the harmonic dynamics keep. Default `none`. */
  readonly placing?: Placing;
}

/**
 * The hierarchy of section 4.1 for one bond of the chain (20), in the coordinates z_k = ω_kQ_k + iP_k of its modes:
 *
 *   −A_har u⁽⁰⁾ = j⁰,   −A_har u⁽¹⁾ = R₁(j¹ + A_anh u⁽⁰⁾),   −A_har u⁽ᵏ⁾ = R_k A_anh u⁽ᵏ⁻¹⁾,
 *   A_anh = Σ_k G_k ∂_{P_k},   G_k = −Σ_x φ_k(x)U'(q_x) − Σ_y [φ_k(y) − φ_k(y+1)]V'(q_y − q_{y+1}),
 *
 * R_k the restriction to points where only the M_k strongest modes are excited. u⁽⁰⁾ has every mode, and is that of `harmonicCorrector`. At points where
 * only the M modes of the last function are excited, exactly,
 *
 *   j⁰ + εj¹ = −L(u⁽⁰⁾ + εu⁽¹⁾ + … + εⁿu⁽ⁿ⁾) + εⁿ⁺¹A_anh u⁽ⁿ⁾,
 *
 * hence everywhere if M = N. So u⁽¹⁾ has the exact coefficients of all monomials of its modes; those of u⁽²⁾ lack what passes through
 * monomials of u⁽¹⁾ with one factor beyond the M₁ modes, and so on.
 *
 * In a = z/ω this is the algebra of the oscillators' hierarchy, frequencies ω_k, with one force that joins all modes. Terms with
 * |Ω| below the cutoff are left out of u⁽ᵏ⁾ for k ≥ 2, and bounded for k = 1 as in `firstOrder`, which finds this u⁽¹⁾
 * faster where the forces are cubic alone.
 *
 * Rounding: the identity holds to 10⁻¹² of the sum of the absolute values of its terms. An exact resonance, Ω = 0, makes coefficients infinite unless a
 * cutoff is given. Work and size: see `modeOrderSize`.
 */
export function modeHierarchy(modes: Modes, bond: number, options: ModeHierarchyOptions): ModeHierarchy {
  const { order, counts } = options;
  const algebra = modeAlgebra(modes, bond, options);
  const own = solved(algebra, Math.min(order, counts.length), counts.length > order ? 'remainder' : 'none');
  return { ...own, norms: algebra.norms };
}

/**
 * What (8)–(10) ask of a chain: u⁽⁰⁾ has solved −A_har u⁽⁰⁾ = j⁰, and what that leaves of the current, j¹ + A_anh u⁽⁰⁾ of order ε, takes the place of j_b.
 */
function modeAlgebra(
  modes: Modes,
  bond: number,
  options: ModeHierarchyOptions,
): HierarchyAlgebra<ModeObservable, ModeSolution> {
  const { counts, cutoff = 0 } = options;
  const near = strongestModes(modes, bond, counts[0] ?? 0);
  const placesOf = (order: number): Places => modePlaces(modes, bond, near.slice(0, counts[order - 1]));
  return {
    current: () => {
      const places = placesOf(1);
      const { right, potential } = firstForces(modes, bond, places, options);
      return { f: right, places, potential };
    },
    harmonicInverse: ({ f, places, potential }) => {
      const divided = harmonicInverse(f, places, cutoff);
      const u = potential === undefined ? divided : bounded({ right: f, potential }, places, cutoff);
      const smallestDenominator = smallestDenominators(divided, places)[0] as number;
      return { u: { f: u, places }, smallestDenominator };
    },
    anharmonic: (u, k) => {
      const places = placesOf(k + 1);
      return { f: anharmonicPart(modes, u, places, options), places };
    },
    norms: ({ f, places }, temperature) => meanSquares(f, places, temperature).map(Math.sqrt),
  };
}

/** What u⁽¹⁾ is made from. */
interface FirstForces {
  /** j¹ + A_anh u⁽⁰⁾ = Σ_k P_kB_k(Q). */
  readonly right: Observable;
  /** Ψ = Σ_d (1/d)Σ_k Q_kB_k over the parts of degree d: where B_k = ∂Ψ/∂Q_k, the right side is A_har Ψ. Without monomials that have no phase. */
  readonly potential: Observable;
}

/**
 * B_k(Q) = −2Σ_x ψ_k(x)U'(q_x) − 2Σ_y [ψ_k(y) − ψ_k(y+1)]V'(q_y − q_{y+1}) + ½[φ_k(x) + φ_k(x+1)]V'(q_x − q_{x+1}) at the bond (x, x+1), ψ_k = Σ_l C_klφ_l
 * over all modes l.
 */
function firstForces(
  modes: Modes,
  bond: number,
  places: Places,
  { placing = 'none', ...potentials }: ModeHierarchyOptions,
): FirstForces {
  const { sites } = modes.lattice;
  const near = [...places.sites];
  const c = correctorMatrix(modes, bond, placing, near);
  const head = (bond + 1) % sites;
  const weights = near.map((k, row) => {
    const psi = new Float64Array(sites);
    for (let l = 0; l < sites; l++) {
      const entry = -2 * (c[row * sites + l] as number);
      for (let x = 0; x < sites; x++)
        psi[x] = (psi[x] as number) + entry * (modes.shapes[l * sites + x] as number);
    }
    const own = withDifferences(psi);
    const mean =
      0.5 * ((modes.shapes[k * sites + bond] as number) + (modes.shapes[k * sites + head] as number));
    own[sites + bond] = (own[sites + bond] as number) + mean;
    return own;
  });
  const forces = modeForces(modes, near, potentials, weights);
  const right = new MonomialSum('antisymmetric', forces.width);
  const potential = new MonomialSum('symmetric', forces.width);
  near.forEach((_, i) => {
    const factors = forces.factors[i] as Float64Array;
    // P = ω Im a, Q = Re a.
    right.addProducts(single(i, places.frequencies[i] as number, forces, 'antisymmetric'), forces, factors);
    const parts = factors.map((factor, j) => factor / ((forces.degrees[j] as number) + 1));
    potential.addProducts(single(i, 1, forces, 'symmetric'), forces, parts);
  });
  return { right: right.observable(), potential: withPhases(potential.observable()) };
}

/** c·Re(a) or c·Im(a) of one place. */
function single(place: number, c: number, { width }: ModeForces, parity: Parity): Observable {
  const sum = new MonomialSum(parity, width);
  const row = new Int32Array(width);
  row[place >> 1] = exponentWord(place, 1, 0);
  sum.add(row, c);
  return sum.observable();
}

/** A function on sites, then its differences along the bonds that begin there. */
function withDifferences(values: Float64Array): Float64Array {
  const differences = values.map((value, x) => value - (values[(x + 1) % values.length] as number));
  return Float64Array.from([...values, ...differences]);
}

function withPhases({ parity, monomials, coefficients }: Observable): Observable {
  return {
    parity,
    monomials,
    coefficients: coefficients.map((c, m) => (monomials.ownConjugate(m) ? 0 : c)),
  };
}

/** u⁽¹⁾ = −Ψ + v, −A_har v = (j¹ + A_anh u⁽⁰⁾) − A_har Ψ, terms below the cutoff left out of v alone. */
function bounded({ right, potential }: FirstForces, places: Places, cutoff: number): Observable {
  const rest = new MonomialSum(right.parity, right.monomials.width);
  rest.addAll(right, 1);
  rest.addAll(harmonic(potential, places), -1);
  const sum = new MonomialSum(potential.parity, right.monomials.width);
  sum.addAll(harmonicInverse(rest.observable(), places, cutoff), 1);
  sum.addAll(potential, -1);
  return sum.observable();
}

/** A_anh f where only the modes `places`, the first of those of f, are excited. */
function anharmonicPart(
  modes: Modes,
  { f, places: own }: ModeObservable,
  places: Places,
  potentials: ChainPotentials,
): Observable {
  const { sites } = modes.lattice;
  const weights = Array.from(own.sites, (k) =>
    withDifferences(modes.shapes.subarray(k * sites, (k + 1) * sites).map((value) => -value)),
  );
  const forces = modeForces(modes, [...places.sites], potentials, weights);
  const result = new MonomialSum(opposite(f.parity), forces.width);
  weights.forEach((_, l) => {
    result.addProducts(slope(f, own, l, places.sites.length), forces, forces.factors[l] as Float64Array);
  });
  return result.observable();
}

/**
 * ∂f/∂P_l where only the first `kept` places are excited. As ∂a/∂P = i/ω, ∂Re(m)/∂P = −(1/ω)Im(k m/a − l m/ā): the other parity.
 *
 * @throws RangeError where f is p-antisymmetric
 */
function slope(f: Observable, { frequencies }: Places, place: number, kept: number): Observable {
  if (f.parity === 'antisymmetric') throw new RangeError('invalid parity; not symmetric: antisymmetric');
  const { monomials, coefficients } = f;
  const width = wordsFor(kept);
  const result = new MonomialSum('antisymmetric', width);
  const row = new Int32Array(width);
  const beyond = (m: number): boolean => {
    for (let x = kept; x < frequencies.length; x++) {
      if (monomials.k(m, x) + monomials.l(m, x) > (x === place ? 1 : 0)) return true;
    }
    return false;
  };
  const lowered = (m: number, dk: number, dl: number, c: number): void => {
    for (let w = 0; w < width; w++) row[w] = monomials.words[m * monomials.width + w] as number;
    const word = place >> 1;
    if (word < width) row[word] = ((row[word] as number) + exponentWord(place, dk, dl)) | 0;
    result.add(row, c);
  };
  for (let m = 0; m < monomials.count; m++) {
    const [k, l] = [monomials.k(m, place), monomials.l(m, place)];
    if (k + l === 0 || coefficients[m] === 0 || beyond(m)) continue;
    const c = (coefficients[m] as number) / (frequencies[place] as number);
    if (k > 0) lowered(m, -1, 0, -k * c);
    if (l > 0) lowered(m, 0, -1, l * c);
  }
  return result.observable();
}
