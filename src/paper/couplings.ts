import type { KappaKind } from '../estimate/kappa.js';
import type { CouplingSlope } from '../estimate/slope.js';
import type { Kappa, PointResult } from '../result/result.js';
import type { FindingTable, FindingPoint } from '../result/finding.js';

/** κ of one point in a figure, in units of 1/factor; nothing as long as there is none. */
export function drawnKappa(
  x: number,
  kappa: Pick<Kappa, 'kind' | 'standard' | 'error'> | null,
  factor = 1,
): FindingPoint[] {
  if (kappa === null) return [];
  return [{ x, value: factor * kappa.standard, error: factor * kappa.error, kind: kappa.kind }];
}

/** The slope at one ε in a figure: a value, or an arrow upwards. */
export function drawnSlope(epsilon: number, slope: CouplingSlope | null | undefined): FindingPoint[] {
  return slope ? [{ x: epsilon, value: slope.value, error: slope.error, kind: slope.kind }] : [];
}

/** The columns of a slope in a table, and its cells. */
export const slopeColumns: FindingTable['columns'] = [
  { name: 'slope_kind', meaning: 'value, or lower bound between a value and an upper bound', kind: 'text' },
  { name: 'slope', meaning: 'd ln κ/d ln ε', kind: 'number' },
  { name: 'slope_error', meaning: 'one standard error of slope', kind: 'number' },
];
export const slopeCells = (
  slope: CouplingSlope | null | undefined,
): [string | null, number | null, number | null] => [
  slope?.kind ?? null,
  slope?.value ?? null,
  slope?.error ?? null,
];

/** How many points are of a kind. */
export const countOf = (points: readonly PointResult[], kind: KappaKind): number =>
  points.filter(({ kappa }) => kappa?.kind === kind).length;

/** `3 of 8 couplings gave values, 4 upper bounds, 1 is open`. */
export function countsInWords(points: readonly PointResult[]): string {
  const [values, bounds, open] = (['value', 'upper bound', 'open'] as const).map((kind) =>
    countOf(points, kind),
  ) as [number, number, number];
  return [
    `${String(values)} of ${String(points.length)} couplings gave values`,
    ...(bounds === 0 ? [] : [`${String(bounds)} upper ${bounds === 1 ? 'bound' : 'bounds'}`]),
    ...(open === 0 ? [] : [`${String(open)} ${open === 1 ? 'is' : 'are'} open`]),
  ].join(', ');
}

/** What bounds and open points do not show, for the list of what was not shown. */
export function limitsInWords(points: readonly PointResult[]): string[] {
  const [bounds, open] = [countOf(points, 'upper bound'), countOf(points, 'open')];
  const all = String(points.length);
  return [
    ...(bounds === 0
      ? []
      : [
          `At ${String(bounds)} of ${all} couplings only an upper bound was reached; bounds are not fitted.`,
          'That an upper bound read at a finite time from a few replicas holds against events so rare that no replica met one.',
        ]),
    ...(open === 0
      ? []
      : [
          `At ${String(open)} of ${all} couplings κ is open: the estimate still rises with time, or units failed. Such a point is neither fitted nor counted as a bound.`,
        ]),
  ];
}

/** `; between a value and a bound the slope is at least 7.3 at ε = 0.02`: the steepest lower bound, where there is one. */
export function steepestInWords(
  points: readonly PointResult[],
  local: readonly (CouplingSlope | null)[],
): string {
  const steepest = points
    .flatMap(({ epsilon }, i) => {
      const slope = local[i];
      return slope?.kind === 'lower bound' ? [{ epsilon, value: slope.value }] : [];
    })
    .reduce<{ epsilon: number; value: number } | null>(
      (best, one) => (best === null || one.value > best.value ? one : best),
      null,
    );
  return steepest === null
    ? ''
    : `; between a value and an upper bound the mean slope is at least ${floored(steepest.value)}, at ε = ${String(steepest.epsilon)}`;
}

/** One decimal, rounded down: a lower bound must not grow by rounding. */
const floored = (value: number): string => (Math.floor(value * 10) / 10).toFixed(1);
