import type { Torus } from '../../lattice/torus.js';
import { TERM_CAPACITY } from '../lane-routines.js';
import type { Scheme } from '../scheme.js';
import type { Lanes } from '../transfer-kernel.js';
import { coefficientCount, type Force } from './force.js';

/** What a compiled kernel depends on. */
export interface KernelPlan {
  readonly lattice: Torus;
  /** V'(r). */
  readonly coupling: Force;
  /** U'(q); may be nothing. */
  readonly pinning: Force;
  readonly scheme: Scheme;
  /** Replicas advanced together. */
  readonly lanes: Lanes;
  /** Whether the sites have masses other than 1 (d = 1 only). */
  readonly masses?: boolean;
  /** Whether the bond (N−1, 0) is missing (d = 1 only). */
  readonly open?: boolean;
  /** Whether Langevin baths may act on the sites 0 and N−1 (of an open chain). */
  readonly baths?: boolean;
  /** Number of float64 kept for the observables of the caller, behind the dynamics' own arrays. */
  readonly extra: number;
}

/**
 * Byte addresses of every array in the kernel's memory. Arrays over sites or bonds are laid out
 * [site or bond][lane]; a table of rotations is [site][cos ωτ, sin ωτ / ω, −ω sin ωτ].
 */
export interface MemoryLayout {
  /** Bytes of one site's (or bond's) lanes. */
  readonly stride: number;
  readonly positions: number;
  /** p_x; with masses the velocities p_x/m_x. */
  readonly momenta: number;
  /** 4·Q_b: the factor ¼ of the transfer's formula is applied when it is read. */
  readonly transfers: number;
  /** Sum of 4·Q_b after every step since it was last cleared. */
  readonly sums: number;
  /** V'(r_b)·εh of the last kick (d ≥ 2 only). */
  readonly forces: number;
  /** p before plus p after the last kick (d ≥ 2 only). */
  readonly impulses: number;
  /** Byte offsets of the d forward neighbours and the d incoming bonds of each site (d ≥ 2 only). */
  readonly neighbours: number;
  /** Tables of rotations: one for each different length. */
  readonly tables: readonly number[];
  /** The lengths of the tables' rotations, in steps. */
  readonly lengths: readonly number[];
  /** Which table is used before each kick, between two steps, and at the end. */
  readonly before: readonly number[];
  readonly joined: number;
  readonly last: number;
  /** For each kick, the coefficients of V', then those of U', times εh. */
  readonly kicks: number;
  /** Flips: pairs of int32 (step, byte offset), ended by step = 2³¹−1. */
  readonly flips: number;
  readonly flipCapacity: number;
  /** Terms of a linear combination: (float64 coefficient, int32 address, int32 0). */
  readonly terms: number;
  /** Two numbers for each lane: lane sums, or kinetic and potential energies. */
  readonly lanesOut: number;
  /** ω_x. */
  readonly frequencies: number;
  /** m_x, and 1/m_x (with masses or baths only). */
  readonly masses: number;
  readonly inverseMasses: number;
  /** Baths: for each end c, √(T(1−c²)/m) and m/2; an int32, 1 where the baths act. */
  readonly bathTable: number;
  readonly bathSwitch: number;
  /** Standard Gaussians for the next steps, [step][end][lane]; at most `bathCapacity` steps. */
  readonly gaussians: number;
  readonly bathCapacity: number;
  /** The energy that each bath gave since the heats were cleared, [end][lane]. */
  readonly heats: number;
  /** The coefficients of εV, then those of εU, of the monomials whose forces act. */
  readonly strengths: number;
  readonly extra: number;
  readonly bytes: number;
}

const BATH_CAPACITY = 128;

/** Where everything lies; arrays start at multiples of 64 bytes, a cache line. */
export function layout(plan: KernelPlan): MemoryLayout {
  const { lattice, scheme, coupling, pinning, lanes, extra } = plan;
  const { sites, bonds, dimension } = lattice;
  const stride = 8 * lanes;
  let end = 1024;
  const reserve = (bytes: number): number => {
    const start = end;
    end = Math.ceil((end + bytes) / 64) * 64;
    return start;
  };
  const coefficients = coefficientCount(coupling) + coefficientCount(pinning);
  const several = dimension > 1;
  const joinedLength = (scheme.rotations[0] as number) + (scheme.rotations.at(-1) as number);
  const lengths = [...new Set([...scheme.rotations, joinedLength])];
  const flipCapacity = Math.max(1024, sites * lanes);
  const terms = reserve(16 * TERM_CAPACITY);
  const lanesOut = reserve(2 * stride);
  const strengths = reserve(8 * coefficients);
  const frequencies = reserve(8 * sites);
  const kicks = reserve(8 * scheme.kicks.length * coefficients);
  const positions = reserve(sites * stride);
  const momenta = reserve(sites * stride);
  const transfers = reserve(bonds * stride);
  const sums = reserve(bonds * stride);
  const forces = reserve(several ? bonds * stride : 0);
  const impulses = reserve(several ? sites * stride : 0);
  const neighbours = reserve(several ? sites * 2 * dimension * 4 : 0);
  const tables = lengths.map(() => reserve(sites * 24));
  const flips = reserve(8 * (flipCapacity + 1));
  const heavy = plan.masses === true || plan.baths === true;
  const masses = reserve(heavy ? 8 * sites : 0);
  const inverseMasses = reserve(heavy ? 8 * sites : 0);
  const bathCapacity = plan.baths ? BATH_CAPACITY : 0;
  const bathTable = reserve(plan.baths ? 48 : 0);
  const bathSwitch = reserve(plan.baths ? 4 : 0);
  const gaussians = reserve(bathCapacity * 2 * stride);
  const heats = reserve(plan.baths ? 2 * stride : 0);
  const start = reserve(extra * 8);
  return {
    stride,
    positions,
    momenta,
    transfers,
    sums,
    forces,
    impulses,
    neighbours,
    tables,
    lengths,
    before: scheme.rotations.slice(0, -1).map((a) => lengths.indexOf(a)),
    joined: lengths.indexOf(joinedLength),
    last: lengths.indexOf(scheme.rotations.at(-1) as number),
    kicks,
    flips,
    flipCapacity,
    terms,
    lanesOut,
    frequencies,
    masses,
    inverseMasses,
    bathTable,
    bathSwitch,
    gaussians,
    bathCapacity,
    heats,
    strengths,
    extra: start,
    bytes: end,
  };
}
