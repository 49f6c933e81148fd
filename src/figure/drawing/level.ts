import * as Plot from '@observablehq/plot';
import type { Kappa } from '../../estimate/kappa.js';
import type { LegendEntry } from './sheet.js';
import type { Style } from './style.js';

/** A plateau begins two octaves before the reading or earlier: rule 3 of `plateau` in estimate/plateau.ts. */
export const BEFORE = 4;

/** What a legend says of the lines that stand for κ. */
export function levelEntries(kinds: readonly (Kappa['kind'] | undefined)[], style: Style): LegendEntry[] {
  const { best, ink } = style.colours;
  const entries: LegendEntry[] = [];
  if (kinds.includes('value')) entries.push({ symbol: 'band', colour: best, text: 'plateau, κ ± error' });
  if (kinds.includes('upper bound')) entries.push({ symbol: 'dots', colour: ink, text: 'upper bound' });
  if (kinds.includes('open'))
    entries.push({ symbol: 'dash-dots', colour: ink, text: 'open: neither value nor bound' });
  return entries;
}

/**
 * κ as a line over a span of the x axis: a value with a band of one standard error; a bound dotted, and what is open dash-dotted. Nothing where κ is
 * not above `floor`, where the y axis begins.
 */
export function level(
  { kind, standard, error }: Pick<Kappa, 'kind' | 'standard' | 'error'>,
  [x1, x2]: readonly [number, number],
  floor: number,
  style: Style,
): Plot.Markish[] {
  if (!(standard > floor)) return [];
  const span = [{ x1, x2, y: standard, low: Math.max(standard - error, floor), high: standard + error }];
  const line = { x1: 'x1', x2: 'x2', y: 'y', stroke: style.colours.ink, strokeWidth: 1 };
  if (kind !== 'value')
    return [Plot.ruleY(span, { ...line, strokeDasharray: kind === 'open' ? '6 2 1 2' : '2 2' })];
  return [
    Plot.rect(span, {
      x1: 'x1',
      x2: 'x2',
      y1: 'low',
      y2: 'high',
      fill: style.colours.best,
      fillOpacity: 0.25,
    }),
    Plot.ruleY(span, line),
  ];
}
