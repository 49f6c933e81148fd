import type { PointResult } from '../../result/result.js';
import type { BoundConstants } from './bound-constants.js';
import type { ExactHarmonic } from './exact-harmonic.js';

/** 4/Var(ω²) for ω uniform on [1,2]: Var = 31/5 − (7/3)² = 34/45. */
export const HARMONIC_CONSTANT = 4 / (31 / 5 - 49 / 9);

/** All that is known of one V and one n. */
export interface Theorem2Case {
  readonly potential: string;
  readonly n: number;
  readonly points: readonly PointResult[];
  /** The bounds of the realisations that were measured, in series; null where they were not computed. */
  readonly bound: Pick<BoundConstants, 'epsilon' | 'lemma3' | 'least' | 'constants'> | null;
  /** κ_paper of the very rings measured, in series; null for other V than harmonic. */
  readonly exact: ExactHarmonic | null;
  /** The same for many other rings, with errors over them. */
  readonly many: (ExactHarmonic & { readonly error: readonly number[] }) | null;
}

/** The entry of `values` at one ε. */
export function entryAt(
  epsilon: readonly number[] | undefined,
  values: readonly number[] | undefined,
  wanted: number,
): number | undefined {
  const place = epsilon?.indexOf(wanted) ?? -1;
  return place < 0 ? undefined : values?.[place];
}
