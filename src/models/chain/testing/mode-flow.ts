import type { ModeFunction } from '../mode-function.js';

/** A complex number for each mode. */
export interface ModePoint {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** f_b of every bond, and its derivative along `velocity`, in the plainest way: the product rule, factor by factor. */
export function valueAndDerivative(
  f: ModeFunction,
  z: ModePoint,
  velocity: ModePoint,
): { readonly values: Float64Array; readonly derivatives: Float64Array } {
  const bonds = f.starts.length - 1;
  const values = new Float64Array(bonds);
  const derivatives = new Float64Array(bonds);
  const factor = ({ re, im }: ModePoint, w: number): readonly [number, number] => {
    const k = Math.floor(w / 2);
    return [re[k] as number, (w % 2 === 0 ? 1 : -1) * (im[k] as number)];
  };
  const times = (
    [a, b]: readonly [number, number],
    [c, d]: readonly [number, number],
  ): readonly [number, number] => [a * c - b * d, a * d + b * c];
  for (let b = 0; b < bonds; b++) {
    for (let t = f.starts[b] as number; t < (f.starts[b + 1] as number); t++) {
      const own = f.factors.subarray(t * f.degree, (t + 1) * f.degree);
      const product = (moving: number): number => {
        let result: readonly [number, number] = [1, 0];
        own.forEach((w, i) => (result = times(result, factor(i === moving ? velocity : z, w))));
        return result[0];
      };
      const c = f.coefficients[t] as number;
      values[b] = (values[b] as number) + c * product(-1);
      own.forEach((_, i) => (derivatives[b] = (derivatives[b] as number) + c * product(i)));
    }
  }
  return { values, derivatives };
}
