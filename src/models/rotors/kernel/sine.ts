import { get, minus, plus, set, times } from '../../../kernel/wat.js';

/** (−1)^j (2π)^{2j+1}/(2j+1)!, j = 0 … 10, each the nearest float64. */
const COEFFICIENTS = [
  6.283185307179586, -41.34170224039976, 81.60524927607506, -76.70585975306139, 42.058693944897655,
  -15.09464257682299, 3.819952584848282, -0.7181223017785006, 0.10422916220813984, -0.012031585942120627,
  0.0011309237482517963,
] as const;

/** 1.5·2⁵²: added and subtracted again it rounds any |x| < 2⁵¹ to the nearest whole number, ties to even. */
const ROUNDING = 6755399441055744;

/** The nearest whole number, ties to even, |x| < 2⁵¹. */
export function nearest(x: number): number {
  return x + ROUNDING - ROUNDING;
}

/** An angle in turns, brought into [−½, ½]: exact. */
export function wrapped(turns: number): number {
  return turns - nearest(turns);
}

/**
 * sin 2πr for |r| ≤ ¼ by its Taylor polynomial of degree 21, whose remainder is below 1.3·10⁻¹⁸; absolute error below 4·10⁻¹⁶.
 */
export function sineOfQuarter(r: number): number {
  const square = r * r;
  let value: number = COEFFICIENTS[10];
  for (let j = 9; j >= 0; j--) value = value * square + (COEFFICIENTS[j] as number);
  return r * value;
}

/**
 * sin 2πd for an angle d in turns, |d| < 2⁵⁰; + − × only. In turns the reduction to |r| ≤ ¼ is exact, where in radians every multiple of π/2
 * would be rounded: d − k, then r = d − k'/2 with k' the whole number nearest to 2d, and sin 2πd = (−1)^{k'} sin 2πr.
 */
export function sineOfTurns(d: number): number {
  const own = wrapped(d);
  const half = nearest(own + own);
  return sineOfQuarter(own - 0.5 * half) * (1 - half * (half + half));
}

/** The same as WebAssembly text, in two lanes at a time. Its constants are the locals of `sineLocals`, set by `sineConstants`. */
export const sineLocals: readonly string[] = [
  'round',
  'half',
  'one',
  ...COEFFICIENTS.map((_, j) => `s${String(j)}`),
];

export const sineConstants = (): string =>
  [
    ['round', ROUNDING],
    ['half', 0.5],
    ['one', 1],
    ...COEFFICIENTS.map((c, j) => [`s${String(j)}`, c] as const),
  ]
    .map(([name, value]) => set(String(name), `(f64x2.splat (f64.const ${String(value)}))`))
    .join('');

export const nearestText = (x: string): string => minus(plus(x, get('round')), get('round'));

/** Sets the local `to` to an angle in turns, brought into [−½, ½]. */
export const wrappedText = (to: string, turns: string): string =>
  set(to, turns) + set(to, minus(get(to), nearestText(get(to))));

/** sin 2πr for the local r, |r| ≤ ¼; `square` is overwritten before. */
export function quarterText(r: string, square: string): { readonly setup: string; readonly value: string } {
  let value = get('s10');
  for (let j = 9; j >= 0; j--) value = plus(times(value, get(square)), get(`s${String(j)}`));
  return { setup: set(square, times(get(r), get(r))), value: times(get(r), value) };
}

/** sin 2πd for the local d, which is overwritten, as are `square` and `k`. */
export function turnsText(
  d: string,
  square: string,
  k: string,
): { readonly setup: string; readonly value: string } {
  const reduced = wrappedText(d, get(d)) + set(k, nearestText(plus(get(d), get(d))));
  const { setup, value } = quarterText(d, square);
  const sign = minus(get('one'), times(get(k), plus(get(k), get(k))));
  return {
    setup: reduced + set(d, minus(get(d), times(get('half'), get(k)))) + setup,
    value: times(value, sign),
  };
}
