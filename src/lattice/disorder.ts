import type { RandomSequence } from '../math/random.js';

/** A law of the frequencies, checked. */
export type DisorderLaw =
  | { readonly law: 'uniform'; readonly from: number; readonly to: number }
  | {
      readonly law: 'truncated-normal';
      readonly mean: number;
      readonly deviation: number;
      readonly from: number;
      readonly to: number;
    }
  | { readonly law: 'triangular'; readonly from: number; readonly mode: number; readonly to: number }
  | { readonly law: 'two-valued'; readonly values: readonly [number, number]; readonly probability: number }
  | { readonly law: 'periodic'; readonly values: readonly number[] }
  | { readonly law: 'list'; readonly values: readonly number[] };

export type { RandomSequence };
