import type { Torus } from '../../../lattice/torus.js';
import type { LaneLayout } from '../../../kernel/lane-kernel.js';
import { TERM_CAPACITY } from '../../../kernel/lane-routines.js';
import type { Scheme } from '../../../kernel/scheme.js';
import type { Lanes } from '../../../kernel/transfer-kernel.js';

/** What a compiled kernel of rotors depends on. */
export interface RotorPlan {
  readonly lattice: Torus;
  readonly scheme: Scheme;
  readonly lanes: Lanes;
  /** Number of float64 kept for the observables of the caller. */
  readonly extra: number;
}

/** Byte addresses of every array in the memory of a kernel of rotors. Arrays over sites or bonds are laid out [site or bond][lane]. */
export interface RotorLayout extends LaneLayout {
  /** q_x/2π in [−½, ½]. */
  readonly positions: number;
  readonly momenta: number;
  /** εh sin(q_tail − q_head) of the last kick. */
  readonly forces: number;
  /** p before plus p after the last kick. */
  readonly impulses: number;
  /** Byte offsets of the d forward neighbours and of the d incoming bonds of every site, int32. */
  readonly neighbours: number;
  /** The lengths of the free rotations, in steps; aτ/2π of each. */
  readonly lengths: readonly number[];
  readonly drifts: number;
  /** Which length comes before each kick, between two steps, and at the end. */
  readonly before: readonly number[];
  readonly joined: number;
  readonly last: number;
  /** εbh of every kick. */
  readonly kicks: number;
  /** 2ε. */
  readonly strength: number;
}

/** Where everything lies; arrays start at multiples of 64 bytes, a cache line. */
export function rotorLayout({ lattice, scheme, lanes, extra }: RotorPlan): RotorLayout {
  const { sites, bonds, dimension } = lattice;
  const stride = 8 * lanes;
  let end = 1024;
  const reserve = (bytes: number): number => {
    const start = end;
    end = Math.ceil((end + bytes) / 64) * 64;
    return start;
  };
  const joinedLength = (scheme.rotations[0] as number) + (scheme.rotations.at(-1) as number);
  const lengths = [...new Set([...scheme.rotations, joinedLength])];
  const terms = reserve(16 * TERM_CAPACITY);
  const lanesOut = reserve(2 * stride);
  const strength = reserve(8);
  const drifts = reserve(8 * lengths.length);
  const kicks = reserve(8 * scheme.kicks.length);
  const positions = reserve(sites * stride);
  const momenta = reserve(sites * stride);
  const transfers = reserve(bonds * stride);
  const sums = reserve(bonds * stride);
  const forces = reserve(bonds * stride);
  const impulses = reserve(sites * stride);
  const neighbours = reserve(sites * 2 * dimension * 4);
  const start = reserve(8 * extra);
  return {
    stride,
    terms,
    lanesOut,
    strength,
    lengths,
    drifts,
    before: scheme.rotations.slice(0, -1).map((a) => lengths.indexOf(a)),
    joined: lengths.indexOf(joinedLength),
    last: lengths.indexOf(scheme.rotations.at(-1) as number),
    kicks,
    positions,
    momenta,
    transfers,
    sums,
    forces,
    impulses,
    neighbours,
    extra: start,
    bytes: end,
  };
}
