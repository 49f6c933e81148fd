import type { Patches } from './patches.js';
import type { ScaleRecord } from '../record.js';

/**
 * Second moments of windowed increments, Σ Y_{c,b} Y_{c',b'}/norm over windows and tapers, for bonds b = b' and for the
 * listed pairs b ≠ b'. The mean of Y vanishes by time reversal, so nothing is subtracted.
 */
export interface Moments {
  /** The number of windows and tapers summed. */
  readonly samples: number;
  /** [bond][c][c']. */
  readonly diagonal: Float64Array;
  /** [pair][c of the first bond][c' of the second bond]. */
  readonly pairs: Float64Array;
}

/** The part of a scale that is used: its tapers, and the numbers of channels and bonds of its windows. */
export interface ScaleLayout {
  readonly tapers: readonly number[];
  /** The number of tapers in the record, chosen or not. */
  readonly stride: number;
  readonly channels: number;
  readonly bonds: number;
}

/**
 * @param summed if given, the channels 0 … summed are added first, and the moments are those of their sum, as one
 * channel
 */
export function moments(
  scale: ScaleRecord,
  layout: ScaleLayout,
  replicas: readonly number[],
  { first, second }: Pick<Patches, 'first' | 'second'>,
  summed?: number,
): Moments {
  const { bonds } = layout;
  const channels = summed === undefined ? layout.channels : 1;
  const diagonal = new Float64Array(bonds * channels * channels);
  const pairs = new Float64Array(first.length * channels * channels);
  const y = new Float64Array(channels * bonds);
  let samples = 0;
  for (const replica of replicas) {
    const series = scale.replicas[replica] as Float32Array;
    for (let window = 0; window < scale.windows; window++) {
      for (const taper of layout.tapers) {
        const from = (window * layout.stride + taper) * layout.channels * bonds;
        const inverse = 1 / Math.sqrt(scale.norms[taper] as number);
        for (let k = 0; k < y.length; k++) y[k] = inverse * (series[from + k] as number);
        for (let c = 1; c <= (summed ?? 0); c++) {
          for (let b = 0; b < bonds; b++) {
            y[b] = (y[b] as number) + inverse * (series[from + c * bonds + b] as number);
          }
        }
        if (channels === 1) {
          for (let b = 0; b < bonds; b++) diagonal[b] = (diagonal[b] as number) + (y[b] as number) ** 2;
          for (let k = 0; k < first.length; k++) {
            const product = (y[first[k] as number] as number) * (y[second[k] as number] as number);
            pairs[k] = (pairs[k] as number) + product;
          }
        } else {
          addProducts(diagonal, y, channels, bonds);
          addPairProducts(pairs, y, channels, bonds, first, second);
        }
        samples += 1;
      }
    }
  }
  return { samples, diagonal, pairs };
}

function addProducts(diagonal: Float64Array, y: Float64Array, channels: number, bonds: number): void {
  for (let b = 0, at = 0; b < bonds; b++) {
    for (let c = 0; c < channels; c++) {
      for (let e = 0; e < channels; e++, at++) {
        diagonal[at] = (diagonal[at] as number) + (y[c * bonds + b] as number) * (y[e * bonds + b] as number);
      }
    }
  }
}

function addPairProducts(
  pairs: Float64Array,
  y: Float64Array,
  channels: number,
  bonds: number,
  first: Int32Array,
  second: Int32Array,
): void {
  for (let k = 0, at = 0; k < first.length; k++) {
    for (let c = 0; c < channels; c++) {
      const left = y[c * bonds + (first[k] as number)] as number;
      for (let e = 0; e < channels; e++, at++) {
        pairs[at] = (pairs[at] as number) + left * (y[e * bonds + (second[k] as number)] as number);
      }
    }
  }
}

/** The moments of several disjoint sets of replicas together. */
export function totalMoments(parts: readonly Moments[]): Moments {
  const [head, ...rest] = parts;
  if (head === undefined) throw new RangeError('invalid moments; not at least one set of replicas: 0');
  const diagonal = Float64Array.from(head.diagonal);
  const pairs = Float64Array.from(head.pairs);
  let samples = head.samples;
  for (const part of rest) {
    samples += part.samples;
    for (let k = 0; k < diagonal.length; k++)
      diagonal[k] = (diagonal[k] as number) + (part.diagonal[k] as number);
    for (let k = 0; k < pairs.length; k++) pairs[k] = (pairs[k] as number) + (part.pairs[k] as number);
  }
  return { samples, diagonal, pairs };
}
