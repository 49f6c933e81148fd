import * as Plot from '@observablehq/plot';
import type { Style } from './style.js';
import type { LogAxis } from './axis.js';
import { guide, log10 } from './axis.js';
import { superscript } from './numbers.js';
import { BOUND, CAP, SQUARE, type MarkSymbol } from './symbols.js';

/** One estimate to draw: a value with one standard error, or an upper bound. */
export interface Drawn {
  readonly x: number;
  readonly value: number;
  readonly error: number;
  readonly bound: boolean;
}

export interface EstimateLook {
  readonly colour: string;
  /** Filled discs or hollow squares. */
  readonly shape: 'disc' | 'square';
  readonly style: Style;
}

/** What an axis must show of these estimates: values, and the ends of their error bars as far as they are positive. */
export function extent(drawn: readonly Drawn[]): number[] {
  return drawn.flatMap(({ value, error, bound }) => {
    // The arrow of a bound is as long as half a decade looks on most figures; room is made for it.
    if (bound) return [value, value / 2];
    const low = value - error;
    // A bar that reaches (nearly) zero would blow a logarithmic axis up: it is cut at the frame instead.
    return low > value / 20 ? [value, low, value + error] : [value, value / 4, value + error];
  });
}

/**
 * Estimates on a logarithmic y axis: symbols with error bars of one standard error, caps with an arrow for upper
 * bounds. A bar whose lower end is not positive runs down to the frame without a cap there; of a value that is not
 * positive only the bar is drawn.
 */
export function estimates(drawn: readonly Drawn[], floor: number, look: EstimateLook): Plot.Markish[] {
  const { colour, style } = look;
  const values = drawn.filter((one) => !one.bound);
  const bars = values.filter((one) => one.error > 0 && one.value + one.error > floor);
  const ends = bars.flatMap((one) => [
    { x: one.x, y: one.value + one.error },
    ...(one.value - one.error > floor ? [{ x: one.x, y: one.value - one.error }] : []),
  ]);
  const line = { stroke: colour, strokeWidth: style.stroke };
  const square = look.shape === 'square';
  const r = square ? style.radius * 1.15 : style.radius;
  return [
    Plot.ruleX(
      bars.map((one) => ({
        x: one.x,
        y1: Math.max(one.value - one.error, floor),
        y2: one.value + one.error,
      })),
      { x: 'x', y1: 'y1', y2: 'y2', ...line },
    ),
    symbols(ends, CAP, style.radius * 0.8, line),
    symbols(
      values.filter((one) => one.value > 0).map((one) => ({ x: one.x, y: one.value })),
      square ? SQUARE : 'circle',
      r,
      square ? { ...line, fill: style.colours.paper } : { fill: colour, stroke: colour, strokeWidth: 0 },
    ),
    symbols(
      drawn.filter((one) => one.bound && one.value > 0).map((one) => ({ x: one.x, y: one.value })),
      BOUND,
      square ? style.radius * 1.35 : style.radius,
      line,
    ),
  ];
}

function symbols(
  at: readonly { readonly x: number; readonly y: number }[],
  symbol: MarkSymbol | 'circle',
  r: number,
  look: { readonly stroke: string; readonly strokeWidth: number; readonly fill?: string },
): Plot.Markish {
  const options: unknown = { x: 'x', y: 'y', r, symbol, fill: 'none', ...look };
  return Plot.dot(at, options as Plot.DotOptions);
}

/** Lines of these slopes through one point of a log–log panel, each named `variable^slope` at its end; unnamed without one. */
export function guides(
  x: LogAxis,
  y: LogAxis,
  anchor: { readonly x: number; readonly y: number },
  slopes: readonly number[],
  variable: string,
  style: Style,
): Plot.Markish[] {
  return slopes.flatMap((slope) => {
    const line = guide(x, y, anchor, slope);
    if (!line) return [];
    const { from, to } = line;
    const dashes = Plot.line([from, to], {
      stroke: style.colours.guide,
      strokeWidth: 0.8,
      strokeDasharray: '5 3',
    });
    if (variable === '') return [dashes];
    // Named at the lower left, where guides of several slopes have fanned out.
    const end = from;
    const [bottom, top] = y.domain.map(log10) as [number, number];
    const atFloor = log10(end[1]) - bottom < 0.08 * (top - bottom);
    const options: unknown = {
      text: [`${variable}${superscript(slope)}`],
      x: [end[0]],
      y: [end[1]],
      // To the right of the line, which rises.
      dx: (atFloor ? 1.1 : 0.5) * style.fontSize,
      dy: (atFloor ? -0.65 : 0.85) * style.fontSize,
      textAnchor: 'start',
      fill: style.colours.guide,
      stroke: style.colours.paper,
      strokeWidth: 3,
      fontSize: style.fontSize,
    };
    return [dashes, Plot.text([0], options as Plot.TextOptions)];
  });
}
