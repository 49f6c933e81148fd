import { cosSin } from '../math/elementary.js';
import { eigenvalue, eigenvector, type Tridiagonal } from '../math/linear/tridiagonal.js';
import type { Reference } from '../data/references/reference.js';

/** The time–bandwidth product of the prolate tapers: their band is |f| ≤ 3/M cycles per increment. */
export const TIME_BANDWIDTH = 3;

/**
 * The number of prolate tapers used. For M = 16 the orders 0, 1, 2 have 5·10⁻⁸, 4·10⁻⁶ and 2·10⁻⁴ of their energy
 * outside the band. Order 3 has 4·10⁻³: too much leakage for lines that stand decades above the floor.
 */
export const PROLATE_TAPERS = 3;

/**
 * Tapers h(1) … h(M), each with Σ h² = 1:
 *
 * - `rectangular`: h = const;
 * - `hann`: h(s) ∝ sin²(π(s−½)/M) (closed form: h(s) = √(2/3M)·(1 − cos(2π(s−½)/M)), M ≥ 3);
 * - `prolate`: the discrete prolate spheroidal sequences of order 0, 1, 2 with bandwidth W = 3/M, that is
 *   the sequences of length M with the most energy within |f| ≤ W, orthogonal to each other. They are the
 *   eigenvectors with the largest eigenvalues of the tridiagonal matrix with diagonal ((M−1)/2 − s)² cos 2πW
 *   and off-diagonal (s+1)(M−1−s)/2, s = 0 … M−1 (Slepian, Bell Syst. Tech. J. 57 (1978) 1371, eq. 14;
 *   Percival & Walden, Spectral Analysis for Physical Applications (1993), §8.3).
 *
 * @throws RangeError unless M is a whole number ≥ 8 (the band must be narrower than the whole axis)
 */
export function tapers(kinds: readonly WindowKind[], length: number): Taper[] {
  if (!Number.isInteger(length) || length < 8) {
    throw new RangeError(`invalid window length; not a whole number of at least 8: ${String(length)}`);
  }
  return kinds.flatMap((kind) =>
    windows[kind].tapers(length).map((values, order) => ({ kind, order, values })),
  );
}

function hann(length: number): Float64Array {
  const scale = Math.sqrt(2 / (3 * length));
  return Float64Array.from({ length }, (_, s) => scale * (1 - cosSin((2 * Math.PI * (s + 0.5)) / length)[0]));
}

function prolate(length: number, count: number): Float64Array[] {
  const matrix = slepianMatrix(length);
  return Array.from({ length: count }, (_, order) =>
    eigenvector(matrix, eigenvalue(matrix, length - 1 - order)),
  );
}

/** Slepian's tridiagonal matrix for M points and the bandwidth 3/M. */
export function slepianMatrix(length: number): Tridiagonal {
  const [cosine] = cosSin((2 * Math.PI * TIME_BANDWIDTH) / length);
  return {
    diagonal: Float64Array.from({ length }, (_, s) => ((length - 1) / 2 - s) ** 2 * cosine),
    offDiagonal: Float64Array.from({ length: length - 1 }, (_, s) => ((s + 1) * (length - 1 - s)) / 2),
  };
}

const harris1978: Reference = {
  key: 'Harris1978',
  authors: ['Harris, Fredric J.'],
  title: 'On the use of windows for harmonic analysis with the discrete Fourier transform',
  journal: 'Proceedings of the IEEE',
  volume: '66',
  pages: '51–83',
  year: 1978,
  doi: '10.1109/PROC.1978.10837',
};

const slepian1978: Reference = {
  key: 'Slepian1978',
  authors: ['Slepian, David'],
  title: 'Prolate spheroidal wave functions, Fourier analysis, and uncertainty—V: The discrete case',
  journal: 'Bell System Technical Journal',
  volume: '57',
  pages: '1371–1430',
  year: 1978,
  doi: '10.1002/j.1538-7305.1978.tb02104.x',
};

/** One family of tapers. */
interface WindowRecord {
  /** The name in the description of an estimator. */
  readonly title: string;
  /** One line. */
  readonly documentation: string;
  readonly references: readonly Reference[];
  /** The family of M points, by order: see `tapers`. */
  tapers(length: number): readonly Float64Array[];
}

/** The families allowed in a study, in the order in which estimates use them. */
export const windows = {
  rectangular: {
    title: 'rectangular window',
    documentation: 'constant, as in the textbook estimate',
    references: [],
    tapers: (length) => [new Float64Array(length).fill(1 / Math.sqrt(length))],
  },
  hann: {
    title: 'Hann window',
    documentation: 'h(s) ∝ sin²(π(s−½)/M), smooth at both ends',
    references: [harris1978],
    tapers: (length) => [hann(length)],
  },
  prolate: {
    title: 'prolate multitaper',
    documentation: 'the discrete prolate spheroidal sequences of order 0, 1, 2 of bandwidth 3/M',
    references: [slepian1978],
    tapers: (length) => prolate(length, PROLATE_TAPERS),
  },
} as const satisfies Readonly<Record<string, WindowRecord>>;

/** The name of a family. */
export type WindowKind = keyof typeof windows;

/** One taper h of M points, h(1) … h(M), applied to increments: Y = Σ_s h(s)·ΔQ(s). */
export interface Taper {
  readonly kind: WindowKind;
  /** The number of the taper in a multitaper family; 0 for a family of one. */
  readonly order: number;
  /** h(1) … h(M). */
  readonly values: Float64Array;
}
