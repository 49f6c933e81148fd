import type { PointResult } from '../result/result.js';
import { plain } from '../result/numbers.js';

/** More rows of panels in one picture than this nobody looks at, and few programs open. */
const MOST_ROWS = 8;
/** Pictures of further panels that a page holds at most for one series: beyond some megabytes browsers become slow. */
const MOST_SHEETS = 20;

/** The panels that one picture holds at most, so many side by side. */
export function mostPanels(columns: number): number {
  return MOST_ROWS * columns;
}

/** At most so many of these (two or more), evenly chosen, the first and the last among them, in their order. */
export function evenly<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, i) => all[Math.round((i * (all.length - 1)) / (most - 1))] as T);
}

/** What a caption adds where a picture on a page of this width holds a selection; empty where it holds all. */
export function selectionInWords(all: number, most: number): string {
  return all <= most
    ? ''
    : ` Drawn are ${String(most)} of ${String(all)} points, evenly chosen; the CSV has all of them.`;
}

/** The points of one further picture, and what they are called. */
export interface Sheet {
  readonly name: string;
  readonly points: readonly PointResult[];
}

/** The points of a series whose one picture holds a selection, sheet by sheet; none where it holds all. */
export function sheetsOf(points: readonly PointResult[], most: number): readonly Sheet[] {
  if (points.length <= most) return [];
  const chosen = evenly(points, MOST_SHEETS * most);
  return Array.from({ length: Math.ceil(chosen.length / most) }, (_, i) => {
    const own = chosen.slice(i * most, (i + 1) * most);
    const [first, last] = [own[0], own.at(-1)].map((point) => plain(point?.epsilon ?? 0, 6));
    return {
      name: own.length === 1 ? `ε = ${String(first)}` : `ε from ${String(first)} to ${String(last)}`,
      points: own,
    };
  });
}
