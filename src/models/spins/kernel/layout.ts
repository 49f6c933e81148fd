import type { Torus } from '../../../lattice/torus.js';
import { TERM_CAPACITY } from '../../../kernel/lane-routines.js';
import type { SpinScheme } from './scheme.js';
import type { Lanes } from '../../../kernel/transfer-kernel.js';

/** What a compiled kernel of spins depends on. */
export interface SpinPlan {
  /** A ring of an even number of sites. */
  readonly lattice: Torus;
  readonly scheme: SpinScheme;
  readonly lanes: Lanes;
  /** Number of float64 kept for the observables of the caller. */
  readonly extra: number;
}

/** Byte addresses of every array in the memory of a kernel of spins. Arrays over sites or bonds are laid out [site or bond][…][lane]. */
export interface SpinLayout {
  /** Bytes of one number's lanes; a spin takes three times as many. */
  readonly stride: number;
  /** [site][component][lane]. */
  readonly spins: number;
  /** 4·Q_b, as the kernel of the oscillators keeps it. */
  readonly transfers: number;
  /** Sum of 4·Q_b after every step since it was last cleared. */
  readonly sums: number;
  /** ω_x, [site][component], not spread over lanes. */
  readonly fields: number;
  /** −2(ω_x + ω_{x+1}), [bond][component]. */
  readonly means: number;
  /** Rotation matrices of the precession about ω_x, [site][row][column], one table for each different length (`exchange` only). */
  readonly tables: readonly number[];
  /** The lengths of A's flows, in steps: one table, or one row of `rotations`, for each. */
  readonly lengths: readonly number[];
  /** The lengths of B's flows, in steps. */
  readonly kickLengths: readonly number[];
  /** Which length of A comes before each flow of B, between two steps, and at the end. */
  readonly before: readonly number[];
  readonly joined: number;
  readonly last: number;
  /** Four float64 for each flow of a length: those of A, then those of B (see `SpinKernel.tune`). */
  readonly flows: number;
  /** ε, 2ε. */
  readonly strengths: number;
  readonly terms: number;
  readonly lanesOut: number;
  readonly extra: number;
  readonly bytes: number;
}

/** Bytes of the numbers that one flow takes. */
export const FLOW_BYTES = 32;

export function spinLayout({ lattice, scheme, lanes, extra }: SpinPlan): SpinLayout {
  const { sites } = lattice;
  const stride = 8 * lanes;
  let end = 1024;
  const reserve = (bytes: number): number => {
    const start = end;
    end = Math.ceil((end + bytes) / 64) * 64;
    return start;
  };
  const joinedLength = (scheme.rotations[0] as number) + (scheme.rotations.at(-1) as number);
  const lengths = [...new Set([...scheme.rotations, joinedLength])];
  // The exchange is used in halves and wholes, see `SpinScheme`.
  const kickLengths = [
    ...new Set(scheme.parts === 'exchange' ? scheme.kicks.flatMap((b) => [b / 2, b]) : scheme.kicks),
  ];
  const terms = reserve(16 * TERM_CAPACITY);
  const lanesOut = reserve(2 * stride);
  const strengths = reserve(16);
  const flows = reserve(FLOW_BYTES * (lengths.length + kickLengths.length));
  const fields = reserve(24 * sites);
  const means = reserve(24 * sites);
  const spins = reserve(3 * stride * sites);
  const transfers = reserve(stride * sites);
  const sums = reserve(stride * sites);
  const tables = scheme.parts === 'exchange' ? lengths.map(() => reserve(72 * sites)) : [];
  const start = reserve(8 * extra);
  return {
    stride,
    spins,
    transfers,
    sums,
    fields,
    means,
    tables,
    lengths,
    kickLengths,
    before: scheme.rotations.slice(0, -1).map((a) => lengths.indexOf(a)),
    joined: lengths.indexOf(joinedLength),
    last: lengths.indexOf(scheme.rotations.at(-1) as number),
    flows,
    strengths,
    terms,
    lanesOut,
    extra: start,
    bytes: end,
  };
}
