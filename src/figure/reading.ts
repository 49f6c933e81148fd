import { readingRules } from '../estimate/wording.js';
import type { PointResult } from '../result/result.js';

/** How the study's kinds of result are read off κ(t). */
export function readingInWords(points: readonly PointResult[]): string {
  const open = points.some(({ kappa, textbook }) => [kappa?.kind, textbook?.kind].includes('open'));
  return [readingRules.value, readingRules.bound, ...(open ? [readingRules.open] : [])].join(' ');
}
