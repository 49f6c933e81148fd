import { exp, log, power } from '../../math/elementary.js';
import { superscript } from '../../data/notation.js';
import { plain } from '../../result/numbers.js';

/** Where an axis has ticks, which of them bear a number, and what it reads. */
export interface LogAxis {
  readonly domain: readonly [low: number, high: number];
  readonly labelled: readonly number[];
  readonly minor: readonly number[];
  readonly text: (tick: number) => string;
}

const LN10 = 2.302585092994046;

/** log₁₀ x of x > 0. */
export function log10(x: number): number {
  return log(x) / LN10;
}

/** 10^y. */
export function tenTo(y: number): number {
  return Number.isInteger(y) ? decade(y) : exp(y * LN10);
}

/** Of any number of values: `Math.min(...values)` takes some ten thousand. */
const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

function decade(n: number): number {
  return Number(`1e${String(n)}`);
}

/**
 * A logarithmic axis that shows all of `values` (those that are positive), with `margin` of its length free at
 * either end. Numbers stand at decades, every k-th where they would come closer than 26 px; where fewer than two
 * decades are in sight, at 1, 2 and 5 times them. Without values it spans one decade, 0.1 to 1.
 */
export function logAxis(values: readonly number[], pixels: number, margin = 0.06): LogAxis {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  let low = positive.length > 0 ? log10(least(positive)) : -1;
  let high = positive.length > 0 ? log10(most(positive)) : 0;
  // At least half a decade is shown, so that a single value does not become a meaningless zoom.
  const missing = 0.5 - (high - low);
  if (missing > 0) {
    low -= missing / 2;
    high += missing / 2;
  }
  const free = (high - low) * margin;
  low -= free;
  high += free;
  const decades: number[] = [];
  for (let n = Math.ceil(low - 1e-9); n <= high + 1e-9; n++) decades.push(n);
  const inside = (value: number): boolean => log10(value) >= low - 1e-9 && log10(value) <= high + 1e-9;
  const domain: [number, number] = [tenTo(low), tenTo(high)];
  const multiples = (factors: readonly number[]): number[] => {
    const found: number[] = [];
    for (let n = Math.floor(low); n <= high; n++) {
      for (const factor of factors) {
        const value = Number(`${String(factor)}e${String(n)}`);
        if (inside(value)) found.push(value);
      }
    }
    return found;
  };
  if (decades.length < 2) {
    const labelled = multiples(high - low < 0.8 ? [1, 1.5, 2, 3, 4, 5, 7] : [1, 2, 5]);
    const minor = multiples([1, 2, 3, 4, 5, 6, 7, 8, 9]).filter((value) => !labelled.includes(value));
    return { domain, labelled, minor, text: (tick) => plain(tick) };
  }
  const perDecade = pixels / (high - low);
  const every = [1, 2, 3, 4, 5, 10, 20, 50].find((k) => k * perDecade >= 26) ?? 100;
  const labelled = decades.filter((n) => n % every === 0).map(decade);
  const minor = multiples(perDecade >= 18 ? [1, 2, 3, 4, 5, 6, 7, 8, 9] : [1]).filter(
    (value) => !labelled.includes(value),
  );
  return { domain, labelled, minor, text: (tick) => `10${superscript(Math.round(log10(tick)))}` };
}

/**
 * The part of the line y = y₀ (x/x₀)^slope inside the frame of two logarithmic axes, from the side where y is small
 * up to the anchor (x₀, y₀); null where it misses the frame.
 */
export function guide(
  x: LogAxis,
  y: LogAxis,
  anchor: { readonly x: number; readonly y: number },
  slope: number,
): { readonly from: readonly [number, number]; readonly to: readonly [number, number] } | null {
  const [x0, y0] = [log10(anchor.x), log10(anchor.y)];
  const [left, right] = x.domain.map(log10) as [number, number];
  const [bottom, top] = y.domain.map(log10) as [number, number];
  const crossings = [x0 + (bottom - y0) / slope, x0 + (top - y0) / slope];
  const start = Math.max(slope > 0 ? left : Math.max(left, x0), Math.min(...crossings));
  const end = Math.min(slope > 0 ? Math.min(right, x0) : right, Math.max(...crossings));
  if (!(start < end)) return null;
  const at = (u: number): [number, number] => [tenTo(u), anchor.y * ratio(tenTo(u) / anchor.x, slope)];
  return { from: at(start), to: at(end) };
}

/** r^n for whole n, also negative. */
function ratio(r: number, n: number): number {
  return n >= 0 ? power(r, n) : 1 / power(r, -n);
}

/** A linear axis that shows all of `values`, with ticks at multiples of 1, 2 or 5 times a power of ten. */
export function linearAxis(values: readonly number[], free = 0.04): LogAxis {
  const finite = values.filter(Number.isFinite);
  const bottom = finite.length > 0 ? least(finite) : 0;
  const top = finite.length > 0 ? most(finite) : 1;
  const span = top > bottom ? top - bottom : Math.max(Math.abs(top) * 0.2, 1e-3);
  const low = (bottom + top - span) / 2 - (bottom === 0 ? 0 : span * free);
  const high = (bottom + top + span) / 2 + span * free;
  const scale = Math.floor(log10(span));
  const steps = [-1, 0, 1].flatMap((n) => [1, 2, 5].map((m) => Number(`${String(m)}e${String(scale + n)}`)));
  const step = steps.find((size) => span / size <= 6) ?? span;
  const every = (size: number): number[] => {
    const ticks: number[] = [];
    for (let k = Math.ceil(low / size - 1e-9); k * size <= high + 1e-9 * span; k++) {
      ticks.push(Number((k * size).toPrecision(12)));
    }
    return ticks;
  };
  const labelled = every(step);
  const minor = every(step / 2).filter((tick) => !labelled.includes(tick));
  return { domain: [low, high], labelled, minor, text: (tick) => plain(tick, 6) };
}
