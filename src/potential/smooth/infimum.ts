import type { Expression } from './expression.js';
import { growth, rises } from './growth.js';
import { LINE, range, type Interval } from './range.js';
import { reflected } from './reflection.js';
import { functionOf } from './value.js';

/** Values are looked at for |x| up to this, beyond by intervals and by growth. */
export const REACH = 100;
/** Pieces that are looked at, at most, and the width in values at which bounds are close enough. */
const PIECES = 5000;
const CLOSE = 1e-4;

/** What is known of how low f goes. */
export interface Infimum {
  /** f is not below it for |x| ≤ 100, proved but for rounding. */
  readonly bound: number;
  /** A value that f has, hardly above its least one for |x| ≤ 100 where `bound` is close. */
  readonly value: number;
  readonly at: number;
  /** What f is not below beyond; −∞ where nothing is known. */
  readonly beyond: number;
  /** Whether `beyond` rests on f's growth rather than on intervals. */
  readonly byGrowth: boolean;
}

/** Branch and bound: the interval with the lowest bound is halved until that is close to a value of f. */
export function infimum(f: Expression): Infimum {
  const value = functionOf(f);
  let [least, at] = [value(0), 0];
  const tried = (x: number): void => {
    const own = value(x);
    if (own < least) [least, at] = [own, x];
  };
  let open: { readonly piece: Interval; readonly bound: number }[] = [];
  const add = (piece: Interval): void => {
    tried((piece[0] + piece[1]) / 2);
    open.push({ piece, bound: range(f, piece)[0] });
  };
  add([-REACH, REACH]);
  for (let count = 1; count < PIECES;) {
    const enough = least - CLOSE * (1 + Math.abs(least));
    const low = open.filter(({ bound }) => bound < enough);
    if (low.length === 0) break;
    open = open.filter(({ bound }) => bound >= enough);
    for (const { piece } of low) {
      const middle = (piece[0] + piece[1]) / 2;
      add([piece[0], middle]);
      add([middle, piece[1]]);
      count += 1;
    }
  }
  const bound = open.reduce((lowest, one) => Math.min(lowest, one.bound), least);
  return { bound, value: least, at, ...tails(f) };
}

function tails(f: Expression): Pick<Infimum, 'beyond' | 'byGrowth'> {
  const beyond = Math.min(range(f, [REACH, Infinity])[0], range(f, [-Infinity, -REACH])[0]);
  if (beyond > -Infinity) return { beyond, byGrowth: false };
  const ends = [f, reflected(f)].map(growth);
  if (ends.every(rises)) return { beyond: Infinity, byGrowth: true };
  const limits = ends.map(({ power, log, c }) => (power === 0 && log === 0 && c !== null ? c : -Infinity));
  return { beyond: Math.min(...limits), byGrowth: true };
}

/** Whether f ≥ c for some c > 0, as far as `infimum` shows. */
export function isPositive(f: Expression): boolean {
  if (range(f, LINE)[0] > 0) return true;
  const { bound, beyond } = infimum(f);
  return bound > 0 && beyond > 0;
}
