import type { Moments } from './moments.js';
import type { PairSelection, PairSelections } from './patches.js';

/**
 * A sparse symmetric positive semidefinite matrix over (channel, bond), in blocks of channels: the local
 * covariance of windowed increments that the weights minimise.
 */
export interface Covariance {
  readonly channels: number;
  readonly bonds: number;
  /** [bond][c][c']. */
  readonly diagonal: Float64Array;
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** [pair][c of the first bond][c' of the second bond]. */
  readonly pairs: Float64Array;
}

/**
 * Lower limit of a bond's variance, relative to the largest: a bond without any transfer must not get infinite weight.
 */
const FLOOR = 1e-24;

/**
 * C = (1−λ)·(S ∘ G) + λ·diag S, S the sample second moments, G the closeness of the patches (PSD with unit diagonal, so
 * that S ∘ G is PSD by Schur's theorem) and λ the shrinkage of the off-diagonal entries.
 *
 * λ = (p/(p+n))², with p the mean number of (channel, bond) entries in a row of G and n the number of samples: small
 * for n ≫ p, a quarter at n = p, close to 1 for n ≪ p. The radius, which matters more, is chosen by cross-validation.
 *
 * @param mixing null to keep all channels; otherwise coefficients g (g₀ = 1) that combine them into the single channel
 * Σ_c g_c Y_c
 */
export function localCovariance(
  sample: Moments,
  { first, second }: Pick<PairSelections, 'first' | 'second'>,
  { indices, closeness }: PairSelection,
  channels: number,
  mixing: readonly number[] | null,
): Covariance {
  const bonds = sample.diagonal.length / (channels * channels);
  const kept = mixing === null ? channels : 1;
  const row = kept * (1 + (2 * indices.length) / bonds);
  const keep = 1 - (row / (row + sample.samples)) ** 2;
  const scale = 1 / sample.samples;
  const block = channels * channels;
  const diagonal = new Float64Array(bonds * kept * kept);
  const pairs = new Float64Array(indices.length * kept * kept);
  if (mixing === null) {
    for (let b = 0; b < bonds; b++) {
      for (let k = 0; k < block; k++) {
        const own = Math.floor(k / channels) === k % channels;
        diagonal[b * block + k] = (own ? 1 : keep) * scale * (sample.diagonal[b * block + k] as number);
      }
    }
    for (let p = 0; p < indices.length; p++) {
      const factor = keep * scale * (closeness[p] as number);
      const from = (indices[p] as number) * block;
      for (let k = 0; k < block; k++) pairs[p * block + k] = factor * (sample.pairs[from + k] as number);
    }
  } else {
    const mixed = (source: Float64Array, at: number): number => {
      let sum = 0;
      for (let c = 0; c < channels; c++) {
        const g = mixing[c] as number;
        if (g === 0) continue;
        for (let e = 0; e < channels; e++)
          sum += g * (mixing[e] as number) * (source[at + c * channels + e] as number);
      }
      return sum;
    };
    for (let b = 0; b < bonds; b++) diagonal[b] = scale * mixed(sample.diagonal, b * block);
    for (let p = 0; p < indices.length; p++) {
      pairs[p] =
        keep * scale * (closeness[p] as number) * mixed(sample.pairs, (indices[p] as number) * block);
    }
  }
  let largest = 0;
  for (let k = 0; k < bonds * kept; k++) largest = Math.max(largest, diagonal[place(k, kept)] as number);
  for (let k = 0; k < bonds * kept; k++) {
    const at = place(k, kept);
    diagonal[at] = Math.max(diagonal[at] as number, FLOOR * largest);
  }
  return {
    channels: kept,
    bonds,
    diagonal,
    first: indices.map((k) => first[k] as number),
    second: indices.map((k) => second[k] as number),
    pairs,
  };
}

/** Index of the k-th entry (bond by bond, channel by channel) of the true diagonal. */
function place(k: number, channels: number): number {
  const channel = k % channels;
  return (k - channel) * channels + channel * (channels + 1);
}

/** C w, for w laid out [channel][bond]. */
export function covarianceProduct(covariance: Covariance, w: Float64Array): Float64Array {
  const { channels, bonds, diagonal, first, second, pairs } = covariance;
  const result = new Float64Array(w.length);
  for (let b = 0, at = 0; b < bonds; b++) {
    for (let c = 0; c < channels; c++) {
      let sum = 0;
      for (let e = 0; e < channels; e++, at++) sum += (diagonal[at] as number) * (w[e * bonds + b] as number);
      result[c * bonds + b] = sum;
    }
  }
  for (let p = 0, at = 0; p < first.length; p++) {
    const i = first[p] as number;
    const j = second[p] as number;
    for (let c = 0; c < channels; c++) {
      for (let e = 0; e < channels; e++, at++) {
        const x = pairs[at] as number;
        const [left, right] = [c * bonds + i, e * bonds + j];
        result[left] = (result[left] as number) + x * (w[right] as number);
        result[right] = (result[right] as number) + x * (w[left] as number);
      }
    }
  }
  return result;
}

/** wᵀCw. */
export function quadraticForm(covariance: Covariance, w: Float64Array): number {
  const v = covarianceProduct(covariance, w);
  return v.reduce((sum, x, k) => sum + x * (w[k] as number), 0);
}
