import type { CurvePoint } from '../study/result.js';

/** The time from which on a curve stays within 20 % of κ; a curve that never does is extrapolated: its excess falls as 1/t. */
export function settlingTime(curve: readonly CurvePoint[], of: 'best' | 'textbook', kappa: number): number {
  const known = curve.flatMap((point) => {
    const value = point[of];
    return value === null ? [] : [{ time: point.time, excess: value / kappa - 1 }];
  });
  const lastOutside = known.findLastIndex(({ excess }) => Math.abs(excess) > 0.2);
  const next = known[lastOutside + 1];
  if (next) return next.time;
  const last = known.at(-1);
  return last ? (last.time * last.excess) / 0.2 : NaN;
}
