import { log } from '../math/elementary.js';

/** κ at one value of ε. */
export interface SlopePoint {
  readonly epsilon: number;
  readonly standard: number;
  readonly error: number;
}

/**
 * d ln κ / d ln ε at every point, in the order given. With x = ln ε, y = ln κ and neighbours on both sides
 * the derivative of the parabola through three points, Σ c_i y_i; at the ends the slope of the last chord.
 * Errors propagate as independent, √Σ (c_i δκ_i/κ_i)². Null for points without κ (null, or not positive),
 * with ε ≤ 0, or without a neighbour that has one.
 */
export function slopes(
  points: readonly (SlopePoint | null)[],
): ({ readonly value: number; readonly error: number } | null)[] {
  const known = points
    .filter((point): point is SlopePoint => point !== null && point.epsilon > 0 && point.standard > 0)
    .sort((a, b) => a.epsilon - b.epsilon)
    .filter((point, i, all) => i === 0 || point.epsilon !== all[i - 1]?.epsilon);
  return points.map((point) => {
    const i = point === null ? -1 : known.findIndex(({ epsilon }) => epsilon === point.epsilon);
    const near = i < 0 ? [] : known.slice(Math.max(i - 1, 0), i + 2);
    if (point === null || near.length < 2) return null;
    const x = near.map(({ epsilon }) => log(epsilon));
    const here = log(point.epsilon);
    const coefficients = x.map((xi, k) => {
      // The derivative at `here` of Lagrange's polynomial that is 1 at x_k and 0 at the others.
      const others = x.filter((_, l) => l !== k);
      const scale = others.reduce((product, xj) => product * (xi - xj), 1);
      return others.length === 1 ? 1 / scale : others.reduce((sum, xj) => sum + (here - xj), 0) / scale;
    });
    let value = 0;
    let variance = 0;
    near.forEach(({ standard, error }, k) => {
      const c = coefficients[k] as number;
      value += c * log(standard);
      variance += ((c * error) / standard) ** 2;
    });
    return { value, error: Math.sqrt(variance) };
  });
}
