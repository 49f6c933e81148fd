import { conciseAscii, twoDigits } from '../data/digits.js';
import type { Kappa, CouplingSlope, StudyResult } from './result.js';
import type { PointExtras } from '../models/remarks.js';

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

/** The result in what `falloff show --json` printed. */
export function resultIn(json: string): StudyResult {
  const printed = JSON.parse(json) as StudyResult;
  return {
    ...printed,
    points: printed.points.map((point) => ({
      ...point,
      temperature: (point.temperature as number | string) === 'infinite' ? Infinity : point.temperature,
    })),
  };
}

/** A number, what it says, and where it is open why. */
export interface Said extends Pick<Kappa, 'error' | 'open'> {
  readonly kind: Kappa['kind'] | CouplingSlope['kind'];
  readonly value: number;
}

/** `1.23(4)e-5`, `≤ 4.0e-7`, `≥ 3.1`, `~ 3.1, rising`: a number with what it says, in plain characters. */
export function numberText({ kind, value, error, open }: Said): string {
  switch (kind) {
    case 'value':
      return conciseAscii(value, error);
    case 'upper bound':
      return `≤ ${twoDigits(value, 'up')}`;
    case 'lower bound':
      return `≥ ${twoDigits(value, 'down')}`;
    case 'open':
      return `~ ${twoDigits(value)}, ${open ?? 'rising'}`;
  }
}
