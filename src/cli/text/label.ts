import type { Study } from '../../study/study.js';
import type { Point } from '../../study/point.js';
import { short } from '../../data/digits.js';
import { temperatureName } from './table.js';

/** A point's name in progress lines: `ε = 0.1`, with whatever else tells it from the others. */
export function pointLabel(study: Study, { epsilon, noise, temperature }: Point): string {
  return [
    `ε = ${short(epsilon)}`,
    ...(typeof study.noise === 'number' ? [] : [`ε' = ${short(noise)}`]),
    ...(study.temperature.length < 2 && temperature !== Infinity
      ? []
      : [`T = ${temperatureName(temperature)}`]),
  ].join(', ');
}
