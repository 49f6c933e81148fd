import type { BondGraph } from '../../estimate/record.js';
import type { ExportArray } from '../../data/values.js';
import type { PointResult } from '../../result/result.js';

/** The bonds as a graph. */
export function latticeArrays({ tails, heads, aims }: BondGraph): ExportArray[] {
  const alongBonds = (name: string, values: Int32Array | Float64Array, meaning: string): ExportArray => ({
    name,
    values,
    shape: [values.length],
    attributes: { axes: ['bond'], unit: '1', meaning },
  });
  return [
    alongBonds('tail', tails, 'site that a bond comes from, from 0'),
    alongBonds('head', heads, 'site that a bond goes to, from 0'),
    alongBonds(
      'aim',
      aims,
      'weight of a bond in the total current: 1, or 0 across the direction of the study',
    ),
  ];
}

const SITE_ARRAYS = {
  frequencies: { unit: '1/time', meaning: 'ω_x, frequency of the site' },
  masses: { unit: 'mass', meaning: 'm_x, mass of the site' },
  fields: { unit: '1/time', meaning: 'ω_x, field at the site' },
} as const;

/** What was drawn for every site of every realisation, which may be millions of numbers. */
export function siteArrays(point: PointResult): ExportArray[] {
  return Object.entries(SITE_ARRAYS).flatMap(([name, { unit, meaning }]): ExportArray[] => {
    const lists: Nested | undefined = point[name as keyof typeof SITE_ARRAYS];
    if (lists === undefined) return [];
    const sizes = shape(lists);
    if (sizes.includes(0)) return [];
    const axes = ['realisation', 'site', 'component'].slice(0, sizes.length);
    const values = Float64Array.from(numbers(lists));
    return [{ name, values, shape: sizes, attributes: { axes, unit, meaning } }];
  });
}

/** Lists of lists … of numbers, all of the same length. */
type Nested = readonly (number | Nested)[];

function shape(lists: Nested): number[] {
  const [first] = lists;
  return [lists.length, ...(typeof first === 'object' ? shape(first) : [])];
}

function* numbers(lists: Nested): Generator<number> {
  for (const one of lists) {
    if (typeof one === 'number') yield one;
    else yield* numbers(one);
  }
}
