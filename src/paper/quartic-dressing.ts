import { exp, log } from '../math/elementary.js';
import type { Frame } from '../math/frame.js';
import { mean, standardError } from '../math/statistics.js';
import { windowTimes } from './quartic-dressing-run.js';

/** What a dressing leaves of the variance of the windowed transfers, at one ε, width and time. */
export interface Left {
  readonly time: number;
  readonly width: number;
  /** Undressed, of one bond, as a conductivity (`standard`). */
  readonly undressed: number;
  /** Dressed over undressed, of the means over replicas: what an estimate of κ gains. */
  readonly mean: number;
  /** The error of `mean`, by the jackknife over replicas. */
  readonly error: number;
  /** The geometric mean over replicas of each one's own ratio: what a replica without an active resonance gains. */
  readonly typical: number;
}

export interface DressingLeft {
  readonly epsilon: number;
  readonly left: readonly Left[];
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
  const bonds = columns('bonds');
  const kinds = 1 + widths.length;
  const of = (level: number, kind: number): number[] =>
    bonds.flatMap((column) => {
      const lanes = column.length / levels / kinds;
      const first = (level * kinds + kind) * lanes;
      return Array.from(column.subarray(first, first + lanes));
    });
  const left = windowTimes(levels).flatMap((time, level) => {
    const undressed = of(level, 0);
    return widths.map((width, k): Left => {
      const dressed = of(level, 1 + k);
      return {
        time,
        width,
        undressed: mean(undressed),
        ...ratio(dressed, undressed),
        typical: exp(mean(dressed.map((value, i) => log(value / (undressed[i] as number))))),
      };
    });
  });
  const energyError = Math.max(...columns('errors').flatMap((errors) => Array.from(errors)));
  return { epsilon, left, energyError };
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
