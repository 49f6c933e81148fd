import { neighbour, type Torus } from '../../lattice/torus.js';
import { Invalid } from '../../data/invalid.js';
import { added, cross, dot, vectorAt, type Vector } from '../../math/linear/vector.js';
import type { Model } from '../hamiltonian.js';

/** A point of the spins' phase space: S_x on the unit sphere for every site, [site][component]. */
export type Spins = Float64Array;

export interface SpinChainOptions {
  /** A ring: d = 1. */
  readonly lattice: Torus;
  /** ω_x ∈ R³ for every site, [site][component]; none is 0. */
  readonly fields: Float64Array;
  /** ε ≥ 0. */
  readonly epsilon: number;
}

/** The model of section 5.2: see `spinChain`. */
export interface SpinChain extends Model<Spins>, SpinChainOptions {
  readonly lattice: Torus;
  readonly epsilon: number;
  /** ∇_xH = ω_x + ε(S_{x−1} + S_{x+1}), about which S_x precesses: [site][component]. */
  localFields(spins: Spins): Float64Array;
  /** Ṡ_x = ∇_xH ∧ S_x (21): [site][component]. */
  velocities(spins: Spins): Float64Array;
}

/**
 * The disordered chain of classical spins (section 5.2),
 *
 *   H = Σ_x ω_x·S_x + ε Σ_x S_x·S_{x+1},   Ṡ_x = ∇_xH ∧ S_x,
 *   e_x = ω_x·S_x + (ε/2)(S_{x−1}·S_x + S_x·S_{x+1}),
 *   j_{x,x+1} = ½(ω_x+ω_{x+1})·(S_x∧S_{x+1}) + (ε/2)[(S_{x−1}∧S_x)·S_{x+1} + (S_x∧S_{x+1})·S_{x+2}],
 *
 * so that A e_x = ε(j_{x−1,x} − j_{x,x+1}); in other words ε j_{x,x+1} = (ε/2)(Ṡ_x·S_{x+1} − S_x·Ṡ_{x+1}).
 * Sums run in the order of the sites; results carry the rounding of plain sums.
 *
 * @throws Invalid where the lattice is not a ring, ε is negative, or the fields are not N vectors other than 0
 */
export function spinChain(options: SpinChainOptions): SpinChain {
  const { lattice, fields, epsilon } = options;
  if (lattice.dimension !== 1) throw new Invalid('dimension', 'spins live on a ring, 1', lattice.dimension);
  if (!(epsilon >= 0 && epsilon < Infinity)) throw new Invalid('epsilon', 'not a number ≥ 0', epsilon);
  if (fields.length !== 3 * lattice.sites) {
    const rule = `not one vector for each of ${String(lattice.sites)} sites`;
    throw new Invalid('fields', rule, fields.length / 3);
  }
  const sites = Array.from({ length: lattice.sites }, (_, x) => x);
  const still = sites.find((x) => !(dot(vectorAt(fields, x), vectorAt(fields, x)) > 0));
  if (still !== undefined) throw new Invalid('fields', 'zero or not finite at site', still);

  const after = (x: number, steps: number): number => neighbour(lattice, x, 0, steps);
  const localField = (spins: Spins, x: number): Vector =>
    [-1, 1].reduce((sum, step) => added(sum, vectorAt(spins, after(x, step)), epsilon), vectorAt(fields, x));
  const vectors = (of: (x: number) => Vector): Float64Array => Float64Array.from(sites.flatMap(of));
  /** S_x · S_{x+1}. */
  const products = (spins: Spins): Float64Array =>
    Float64Array.from(sites, (x) => dot(vectorAt(spins, x), vectorAt(spins, after(x, 1))));
  const fieldEnergy = (spins: Spins, x: number): number => dot(vectorAt(fields, x), vectorAt(spins, x));

  return Object.freeze({
    lattice,
    fields,
    epsilon,
    localFields: (spins) => vectors((x) => localField(spins, x)),
    velocities: (spins) => vectors((x) => cross(localField(spins, x), vectorAt(spins, x))),
    energy: (spins) => {
      const exchange = products(spins);
      return sites.reduce((sum, x) => sum + fieldEnergy(spins, x) + epsilon * (exchange[x] as number), 0);
    },
    siteEnergies: (spins) => {
      const exchange = products(spins);
      return Float64Array.from(
        sites,
        (x) =>
          fieldEnergy(spins, x) +
          0.5 * epsilon * ((exchange[after(x, -1)] as number) + (exchange[x] as number)),
      );
    },
    currents: (spins) => {
      const at = (x: number): Vector => vectorAt(spins, after(x, 0));
      return Float64Array.from(sites, (x) => {
        const y = after(x, 1);
        const twist = cross(at(x), at(y));
        const mean = added(vectorAt(fields, x), vectorAt(fields, y));
        const beyond = added(at(after(x, -1)), at(after(x, 2)));
        return 0.5 * dot(mean, twist) + 0.5 * epsilon * dot(beyond, twist);
      });
    },
  } satisfies SpinChain);
}

/**
 * χ = Var(H)/N at T = ∞, where the spins are independent and uniform on the sphere: mean|ω_x|²/3 + ε²/3, exactly. With it
 * D = κ_standard T²/χ is the diffusion constant of energy.
 */
export function energyVariance({ lattice, fields, epsilon }: SpinChain): number {
  const squares = fields.reduce((sum, part) => sum + part * part, 0);
  return squares / (3 * lattice.sites) + (epsilon * epsilon) / 3;
}

/**
 * ⟨(Σ_b j_b)²⟩/N at T = ∞: mean|ω_x+ω_{x+1}|²/18 + 2ε²/9, exactly, for N ≥ 4.
 *
 * ⟨S^α S^β⟩ = δ_αβ/3, so ⟨|a·(S∧S')|²⟩ = 2|a|²/9; the triple products T_x = (S_{x−1}∧S_x)·S_{x+1} have ⟨T_x²⟩ = 6/27 and are
 * orthogonal to each other and to the first part; Σ_b j_b contains εT_x twice by halves.
 */
export function currentVariance({ lattice, fields, epsilon }: SpinChain): number {
  let total = 0;
  for (let x = 0; x < lattice.sites; x++) {
    const sum = added(vectorAt(fields, x), vectorAt(fields, (x + 1) % lattice.sites));
    total += dot(sum, sum);
  }
  return total / (18 * lattice.sites) + (2 * epsilon * epsilon) / 9;
}
