import * as Plot from '@observablehq/plot';
import type { Style } from './style.js';
import type { LogAxis } from './axis.js';
import { guide, log10, tenTo } from './axis.js';
import { superscript } from '../../data/notation.js';
import type { NumberKind } from '../../estimate/kappa.js';
import { BOUND, CAP, DIAMOND, LOWER_BOUND, SQUARE, type MarkSymbol } from './symbols.js';

/** One estimate to draw: a value with one standard error, a bound, or what is neither. */
export interface Drawn {
  readonly x: number;
  readonly value: number;
  readonly error: number;
  readonly kind: NumberKind;
}

export interface EstimateLook {
  readonly colour: string;
  /** Filled discs or hollow squares. */
  readonly shape: 'disc' | 'square';
  readonly style: Style;
}

/** Whether it is drawn as an arrow: it bounds, from above or from below. */
export const isBound = ({ kind }: Pick<Drawn, 'kind'>): boolean =>
  kind === 'upper bound' || kind === 'lower bound';

/** What an axis must show of these estimates: values, and the ends of their error bars as far as they are positive. */
export function axisExtent(drawn: readonly Drawn[]): number[] {
  return drawn.flatMap(({ value, error, kind }) => {
    // The arrow of a bound is as long as half a decade looks on most figures; room is made for it.
    if (kind === 'upper bound') return [value, value / 2];
    if (kind === 'lower bound') return [value, value * 2];
    const low = value - error;
    // A bar that reaches (nearly) zero would blow a logarithmic axis up: it is cut at the frame instead.
    return low > value / 20 ? [value, low, value + error] : [value, value / 4, value + error];
  });
}

/**
 * Estimates on a y axis from `floor` up: symbols with error bars of one standard error, hollow ones where it is open whether they are
 * values, caps with an arrow for bounds. A bar whose lower end is below the floor runs down to the frame without a cap there; of a value that is not
 * positive only the bar is drawn, unless the axis goes below zero.
 */
export function estimates(drawn: readonly Drawn[], floor: number, look: EstimateLook): Plot.Markish[] {
  const { colour, style } = look;
  const values = drawn.filter((one) => !isBound(one));
  const bars = values.filter((one) => one.error > 0 && one.value + one.error > floor);
  const ends = bars.flatMap((one) => [
    { x: one.x, y: one.value + one.error },
    ...(one.value - one.error > floor ? [{ x: one.x, y: one.value - one.error }] : []),
  ]);
  const line = { stroke: colour, strokeWidth: style.stroke };
  const square = look.shape === 'square';
  const r = square ? style.radius * 1.15 : style.radius;
  const hollow = { ...line, fill: style.colours.paper };
  const of = (kind: NumberKind): { x: number; y: number }[] =>
    drawn
      .filter((one) => one.kind === kind && one.value > Math.min(0, floor))
      .map((one) => ({ x: one.x, y: one.value }));
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
      of('value'),
      square ? SQUARE : 'circle',
      r,
      square ? hollow : { fill: colour, stroke: colour, strokeWidth: 0 },
    ),
    symbols(of('open'), square ? DIAMOND : 'circle', r, hollow),
    symbols(of('upper bound'), BOUND, square ? style.radius * 1.35 : style.radius, line),
    symbols(of('lower bound'), LOWER_BOUND, square ? style.radius * 1.35 : style.radius, line),
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

/** Where guides may not be named, and how many px a decade is: what keeps names off the data. */
export interface GuideRoom {
  readonly drawn: readonly Drawn[];
  readonly decade: { readonly x: number; readonly y: number };
}

/** Places along a guide at which its name is tried. */
const PLACES = 60;

/** Lines of these slopes through one point of a log–log panel, without names. */
export function guides(
  x: LogAxis,
  y: LogAxis,
  anchor: { readonly x: number; readonly y: number },
  slopes: readonly number[],
  style: Style,
): Plot.Markish[] {
  return slopes.flatMap((slope): Plot.Markish[] => {
    const line = guide(x, y, anchor, slope);
    const look = { stroke: style.colours.guide, strokeWidth: 0.8, strokeDasharray: '5 3' };
    return line ? [Plot.line([line.from, line.to], look)] : [];
  });
}

/**
 * The names ε², ε⁴, … of rising guides, each beside its line, as near to the line's lower end as the data and the other
 * names leave room; a name that fits nowhere is left out.
 */
export function guideNames(
  x: LogAxis,
  y: LogAxis,
  anchor: { readonly x: number; readonly y: number },
  slopes: readonly number[],
  room: GuideRoom,
  style: Style,
): Plot.Markish[] {
  const f = style.fontSize;
  const bottom = log10(y.domain[0]);
  // In px from the corner (log₁₀ x = 0, log₁₀ y = 0), upwards and to the right.
  const px = (logX: number, logY: number): [number, number] => [logX * room.decade.x, logY * room.decade.y];
  const blocked = room.drawn
    .filter((one) => one.value > 0)
    .map(({ x: at, value, error, kind }) => {
      const [column, middle] = px(log10(at), log10(value));
      const low =
        kind === 'upper bound' ? middle - 5 * style.radius : ordinate(value - error, bottom) * room.decade.y;
      return {
        column,
        low: Math.min(low, middle) - style.radius,
        high: ordinate(value + error, bottom) * room.decade.y + style.radius,
      };
    });
  const names: [number, number][] = [];
  return slopes.flatMap((slope): Plot.Markish[] => {
    const line = guide(x, y, anchor, slope);
    if (!line) return [];
    const [from, to] = [line.from, line.to].map(([u, v]) => [log10(u), log10(v)]) as [
      [number, number],
      [number, number],
    ];
    const free = ([left, level]: [number, number]): boolean =>
      level > bottom * room.decade.y + 0.6 * f &&
      left > log10(x.domain[0]) * room.decade.x + 1.1 * f &&
      blocked.every(
        ({ column, low, high }) =>
          Math.abs(column - left) > 1.3 * f || level + 0.7 * f < low || level - 0.7 * f > high,
      ) &&
      names.every(
        ([otherLeft, otherLevel]) =>
          Math.abs(otherLeft - left) > 1.8 * f || Math.abs(otherLevel - level) > 1.3 * f,
      );
    // To the lower right of the line all the way up; if that is full, to its upper left.
    for (let k = 0; k < 2 * PLACES; k++) {
      const part = (k % PLACES) / PLACES;
      const at: [number, number] = [from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])];
      const [dx, dy] = k < PLACES ? [1.25 * f, -0.75 * f] : [-0.8 * f, 0.9 * f];
      const [left, level] = px(...at);
      const centre: [number, number] = [left + dx, level + dy];
      if (!free(centre)) continue;
      names.push(centre);
      const options: unknown = {
        text: [`ε${superscript(slope)}`],
        x: [tenTo(at[0])],
        y: [tenTo(at[1])],
        dx,
        dy: -dy,
        fill: style.colours.guide,
        stroke: style.colours.paper,
        strokeWidth: 3,
        fontSize: f,
      };
      return [Plot.text([0], options as Plot.TextOptions)];
    }
    return [];
  });
}

/** log₁₀ of a positive value, else the frame's floor. */
function ordinate(value: number, floor: number): number {
  return value > 0 ? Math.max(log10(value), floor) : floor;
}
