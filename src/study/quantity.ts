import type { PointExtras } from './result.js';

/** What stands under `kappa` at these points: κ, or κ/β² where all of them are at T = ∞, or both. */
export function kappaSymbol(points: readonly Pick<PointExtras, 'quantity'>[]): string {
  const hot = points.filter(({ quantity }) => quantity === 'kappa/beta^2').length;
  if (hot === 0) return 'κ';
  return hot === points.length ? 'κ/β²' : 'κ (κ/β² at T = ∞)';
}

/** JSON has no infinity: `JSON.stringify(result, infinities)` writes an infinite temperature as a study file does. */
export function infinities(_key: string, value: unknown): unknown {
  return value === Infinity ? 'infinite' : value;
}
