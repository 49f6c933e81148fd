import { aba1064 } from './schemes/aba1064.js';
import { aba82 } from './schemes/aba82.js';
import { aba864 } from './schemes/aba864.js';
import { saba1 } from './schemes/saba1.js';
import { saba2 } from './schemes/saba2.js';
import { srkn14 } from './schemes/srkn14.js';
import type { Scheme } from './schemes/symmetric.js';

export type { Scheme };

/** The schemes allowed in a study. All but the last are designed for small ε. */
export const schemes = {
  SABA1: saba1,
  SABA2: saba2,
  ABA82: aba82,
  ABA864: aba864,
  ABA1064: aba1064,
  SRKN14: srkn14,
} as const satisfies Readonly<Record<string, Scheme>>;

export type SchemeName = keyof typeof schemes;
