import { exp, log } from '../../math/elementary.js';
import type { Frame } from '../../data/frame.js';
import { mean, standardError } from '../../math/statistics.js';
import { windowTimes } from './dressing-calculation.js';

/** What a dressing leaves of the variance of the windowed transfers, at one ε, width and time. */
export interface RemainingVariance {
  readonly time: number;
  readonly width: number;
  /** Undressed, as a conductivity (`standard`). */
  readonly undressed: number;
  /** Dressed over undressed, of the means over replicas: what an estimate of κ gains. */
  readonly mean: number;
  /** The error of `mean`, by the jackknife over replicas. */
  readonly error: number;
  /**
   * The same for Q + c[εu], c fitted to one half of the replicas and applied to the other, and the other way round: what an estimator gains that takes the
   * dressing for a control variate.
   */
  readonly fitted: number;
  /** The geometric mean over replicas of each one's own ratio: what a replica without an active resonance gains. */
  readonly typical: number;
}

export interface DressingLeft {
  readonly epsilon: number;
  readonly left: readonly RemainingVariance[];
  /** The largest relative energy error. */
  readonly energyError: number;
}

/** From the frames of `quarticDressingCalculation`, one for each four replicas. */
export function dressingLeft(
  epsilon: number,
  frames: readonly Frame[],
  levels: number,
  widths: readonly number[],
): DressingLeft {
  const columns = (name: string): Float64Array[] =>
    frames.map((frame) => frame.columns[name] as Float64Array);
  const [squares, products] = [columns('squares'), columns('products')];
  const kinds = 1 + widths.length;
  const of = (from: readonly Float64Array[], level: number, kind: number): number[] =>
    from.flatMap((column) => {
      const lanes = column.length / levels / kinds;
      const first = (level * kinds + kind) * lanes;
      return Array.from(column.subarray(first, first + lanes));
    });
  const left = windowTimes(levels).flatMap((time, level) => {
    const undressed = of(squares, level, 0);
    return widths.map((width, k): RemainingVariance => {
      const dressed = of(squares, level, 1 + k);
      return {
        time,
        width,
        undressed: mean(undressed),
        ...ratio(dressed, undressed),
        fitted: crossFitted(undressed, dressed, of(products, level, 1 + k)),
        typical: exp(mean(dressed.map((value, i) => log(value / (undressed[i] as number))))),
      };
    });
  });
  const energyError = Math.max(...columns('errors').flatMap((errors) => Array.from(errors)));
  return { epsilon, left, energyError };
}

/**
 * Σ(x + c(y − x))²/Σx² over replicas, from each one's x², y² and xy; c minimises the sum over the replicas of the other parity.
 */
export function crossFitted(xx: readonly number[], yy: readonly number[], xy: readonly number[]): number {
  const halves = [0, 1].map((parity) => {
    const over = (values: readonly number[]): number =>
      values.reduce((sum, value, i) => (i % 2 === parity ? sum + value : sum), 0);
    return { xx: over(xx), along: over(xy) - over(xx), spread: over(xx) + over(yy) - 2 * over(xy) };
  });
  const [even, odd] = halves as [(typeof halves)[0], (typeof halves)[0]];
  const left = (own: typeof even, other: typeof even): number => {
    const c = other.spread > 0 ? -other.along / other.spread : 0;
    return own.xx + 2 * c * own.along + c * c * own.spread;
  };
  return (left(even, odd) + left(odd, even)) / (even.xx + odd.xx);
}

/** Σa/Σb with its error by the jackknife. */
export function ratio(
  a: readonly number[],
  b: readonly number[],
): { readonly mean: number; readonly error: number } {
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  const [above, below] = [total(a), total(b)];
  const n = a.length;
  const without = a.map((value, i) => (above - value) / (below - (b[i] as number)));
  return { mean: above / below, error: n < 2 ? 0 : (n - 1) * standardError(without) };
}
